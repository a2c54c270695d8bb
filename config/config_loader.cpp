// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/config_loader.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <thread>
#include <utility>

#include <sys/un.h>

#include "config/camera_reader.hpp"
#include "config/config_keys.hpp"
#include "config/scalar_values.hpp"
#include "config/yaml_mapping.hpp"

namespace cordon::config {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kMostEncoderThreads = 64;
constexpr std::span<const std::string_view> kDefaultsKeys = std::span(kCameraKeys).subspan(kOwnKeys);

base::Result<std::uint32_t> parse_encoder_threads(std::string_view text) {
    if (text == "auto") {
        return std::clamp(std::thread::hardware_concurrency(), 1U, kMostEncoderThreads);
    }
    auto number = parse_integer(text, 1, kMostEncoderThreads);
    return number.ok() ? number : base::Error{"must be auto (one per core) or a number from 1 to 64"};
}

base::Result<std::uint16_t> parse_port(std::string_view text) {
    CORDON_TRY(const auto port, parse_integer(text, 1, 65535));
    return static_cast<std::uint16_t>(port);
}

base::Result<std::string> parse_listen_address(std::string_view text) {
    CORDON_TRY(auto address, parse_address(text));
    return std::move(address.text);
}

base::Result<std::string> parse_socket_path(std::string_view text) {
    if (!text.starts_with('/') || text.size() >= sizeof(sockaddr_un::sun_path)) {
        return base::Error{"must be an absolute path of at most " +
                           std::to_string(sizeof(sockaddr_un::sun_path) - 1) + " bytes"};
    }
    return std::string(text);
}

base::Result<std::string> parse_state_directory(std::string_view text) {
    if (!text.starts_with('/') || text.find('\0') != std::string_view::npos) {
        return base::Error{"must be an absolute path"};
    }
    return std::string(text);
}

base::Result<std::uint32_t> parse_largest_picture(std::string_view text) {
    CORDON_TRY(const auto size, parse_picture_size(text));
    return size.width * size.height;
}

void read_camera_network(const YamlMapping& root, Problems& problems, GatewayConfig& config) {
    const YamlMapping::Entry* entry = root.find("cameraNetwork");
    if (entry == nullptr) {
        root.error(root.line(), "cameraNetwork",
                   "is missing: the network namespace the cameras are in, as { namespace: cameras }, or "
                   "{ namespace: host } if they share Cordon's own network");
        return;
    }
    if (entry->value.IsNull()) {
        return;
    }
    const YamlMapping mapping(entry->value, "cameraNetwork", kCameraNetworkKeys, problems);
    mapping.read("namespace", config.camera_network, parse_namespace);
    if (entry->value.IsMap() && mapping.find("namespace") == nullptr) {
        mapping.error(entry->line, "namespace", "is missing");
    }
    if (config.camera_network.host) {
        mapping.warning(mapping.line(), "namespace",
                        "cameras and viewers share one network: a camera that was taken over can reach "
                        "everything on it. Give the cameras a network namespace of their own");
    }
}

void read_limits(const YamlMapping& root, Problems& problems, LimitsConfig& limits) {
    const YamlMapping::Entry* entry = root.find("limits");
    if (entry == nullptr || entry->value.IsNull()) {
        return;
    }
    const YamlMapping mapping(entry->value, "limits", kLimitsKeys, problems);
    mapping.read("largestAccessUnit", limits.largest_access_unit,
                 [](std::string_view text) { return parse_bytes(text, 64U << 10, 64U << 20); });
    mapping.read("replayLimit", limits.replay_limit,
                 [](std::string_view text) { return parse_bytes(text, 0, 256U << 20); });
    mapping.read("largestPicture", limits.largest_picture, parse_largest_picture);
    mapping.read("mostReferences", limits.most_references,
                 [](std::string_view text) { return parse_integer(text, 1, boundary::kMostReferences); });
}

void read_cameras(const YamlMapping& root, const std::filesystem::path& file, Problems& problems,
                  GatewayConfig& config) {
    CameraReader reader(file);
    CameraDraft defaults;
    if (const YamlMapping::Entry* entry = root.find("cameraDefaults"); entry && !entry->value.IsNull()) {
        reader.read_defaults(YamlMapping(entry->value, "cameraDefaults", kDefaultsKeys, problems), defaults);
    }
    const YamlMapping::Entry* entry = root.find("cameras");
    if (entry == nullptr) {
        root.error(root.line(), "cameras", "is missing: there must be at least one camera");
        return;
    }
    if (entry->value.IsNull()) {
        return;
    }
    const YamlMapping cameras(entry->value, "cameras", {}, problems);
    if (entry->value.IsMap() && cameras.entries().empty()) {
        root.error(entry->line, "cameras", "is empty: there must be at least one camera");
    }
    if (cameras.entries().size() > boundary::kMostCameras) {
        root.error(entry->line, "cameras",
                   "holds " + std::to_string(cameras.entries().size()) + " cameras; one Cordon takes " +
                       std::to_string(boundary::kMostCameras) + " at most");
    }
    for (const YamlMapping::Entry& camera : cameras.entries()) {
        // A camera with a wrong name is read all the same: it may hold more mistakes.
        std::string path = "cameras." + camera.key;
        if (!is_camera_name(camera.key)) {
            root.error(camera.line, "cameras",
                       "a camera's name must be 1 to 63 of a-z, 0-9 and -, and not begin with -: it becomes "
                       "part of its streams' addresses");
            path = "cameras (the one in line " + std::to_string(camera.line) + ")";
        }
        if (camera.value.IsNull()) {
            continue;
        }
        const YamlMapping mapping(camera.value, path, kCameraKeys, problems);
        if (auto read = reader.read_camera(mapping, camera.key, defaults)) {
            config.cameras.push_back(std::move(*read));
        }
    }
}

// What no single key can say.
void check_together(const YamlMapping& root, const GatewayConfig& config) {
    if (config.rtsp_port == config.web_port) {
        root.error(root.line_for("webPort"), "webPort", "must differ from rtspPort");
    }
}

GatewayConfig read_gateway(const YAML::Node& document, const std::filesystem::path& file,
                           Problems& problems) {
    GatewayConfig config;
    config.encoder_threads = parse_encoder_threads("auto").value();
    const YamlMapping root(document, "", kGatewayKeys, problems);
    if (!document.IsMap()) {
        return config;
    }
    root.read("rtspPort", config.rtsp_port, parse_port);
    root.read("webPort", config.web_port, parse_port);
    root.read("listenAddress", config.listen_address, parse_listen_address);
    root.read("encoderThreads", config.encoder_threads, parse_encoder_threads);
    root.read("keyframeInterval", config.keyframe_interval,
              [](std::string_view text) { return parse_duration(text, 250ms, 1min); });
    root.read("uidBase", config.uid_base,
              [](std::string_view text) { return parse_integer(text, 1000, 2'000'000'000); });
    root.read("controlSocket", config.control_socket, parse_socket_path);
    root.read("stateDirectory", config.state_directory, parse_state_directory);
    read_camera_network(root, problems, config);
    read_limits(root, problems, config.limits);
    read_cameras(root, file, problems, config);
    check_together(root, config);
    return config;
}

// Calls `use` with the one document that is in `file`; where that cannot be, `problems` say why.
template <typename Use>
void with_document(const std::filesystem::path& file, Problems& problems, Use use) {
    std::ifstream stream(file);
    std::error_code ignored;
    if (!stream || std::filesystem::is_directory(file, ignored)) {
        const std::string why = base::Error::from_errno("cannot be read", stream ? EISDIR : errno).message;
        problems.error(0, "", why + ". Give the path of a YAML file; config/cordon.example.yaml shows one");
        return;
    }
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    try {
        const auto documents = YAML::LoadAll(text);
        if (documents.size() != 1) {
            problems.error(0, "",
                           documents.empty() ? "is empty; config/cordon.example.yaml shows what it may hold"
                                             : "must hold one YAML document, not several");
        } else {
            use(documents.front());
        }
    } catch (const YAML::Exception& failure) {
        // yaml-cpp's own words name the rule; what some of them add after a colon is the text that broke it.
        problems.error(failure.mark.line + 1, "",
                       "is not YAML: " + failure.msg.substr(0, failure.msg.find(':')));
    }
}

}  // namespace

LoadedConfig load_config(const std::filesystem::path& file) {
    LoadedConfig loaded;
    Problems problems;
    with_document(file, problems, [&](const YAML::Node& document) {
        loaded.config = read_gateway(document, file, problems);
    });
    if (problems.has_errors()) {
        loaded.config.reset();
    }
    loaded.problems = problems.take();
    return loaded;
}

base::Result<std::string> load_control_socket(const std::filesystem::path& file) {
    std::string socket;
    Problems problems;
    with_document(file, problems, [&](const YAML::Node& document) {
        const YamlMapping root(document, "", {}, problems);
        root.read("controlSocket", socket, parse_socket_path);
    });
    for (const Problem& problem : problems.take()) {
        if (problem.key.empty() || problem.key == "controlSocket") {
            return base::Error{to_text(problem, file.string())};
        }
    }
    return socket;
}

}  // namespace cordon::config
