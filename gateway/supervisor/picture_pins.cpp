// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/picture_pins.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/encoder_limits.hpp"
#include "config/scalar_values.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::supervisor {
namespace {

constexpr std::string_view kComment =
    "# The picture size and colours Cordon found for this camera (picture: auto). Delete this file to have "
    "them found anew.\n";
constexpr std::string_view kPicture = "picture: ";
constexpr std::string_view kSource = "source: ";
constexpr std::size_t kLongestFile = 1024;

// FNV-1a, 64 bits: tells whether the URL is another one, nothing more.
std::string fingerprint(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text) {
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3;
    }
    std::array<char, 17> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
    return digits.data();
}

std::string source_of(const config::CameraConfig& camera) {
    return camera.source.address.text + " " + std::to_string(camera.source.port) + " " +
           fingerprint(camera.source.url.reveal());
}

std::string text_of(const config::CameraConfig& camera, const boundary::FrameGeometry& picture) {
    return std::string(kComment) + std::string(kPicture) + config::picture_text(picture) + "\n" +
           std::string(kSource) + source_of(camera) + "\n";
}

base::Result<std::string> read_all(int fd, const std::string& file) {
    std::array<char, kLongestFile> text{};
    const ssize_t length = ::pread(fd, text.data(), text.size(), 0);
    if (length < 0) {
        return base::Error::from_errno("read " + file);
    }
    return std::string(text.data(), static_cast<std::size_t>(length));
}

// The line that begins with `key`, without it; empty when there is none.
std::string_view value_of(std::string_view text, std::string_view key) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (text.substr(0, end).starts_with(key)) {
            return text.substr(key.size(), end - key.size());
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

base::Result<> write_whole(const std::string& file, std::string_view text) {
    const base::UniqueFd fd(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!fd || ::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        ::fsync(fd.get()) != 0) {
        return base::Error::from_errno("write " + file);
    }
    return {};
}

}  // namespace

std::filesystem::path PicturePins::file_of(const config::CameraConfig& camera) const {
    return directory_ / (camera.name + ".picture");
}

base::Result<std::optional<boundary::FrameGeometry>> PicturePins::find(
    const config::CameraConfig& camera) const {
    const std::string file = file_of(camera).string();
    const base::UniqueFd fd(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!fd && (errno == ENOENT || errno == ENOTDIR)) {
        return std::optional<boundary::FrameGeometry>();
    }
    struct stat status {};
    if (!fd || ::fstat(fd.get(), &status) != 0) {
        return base::Error::from_errno("open " + file);
    }
    const base::Error rubbish{file + " is not as Cordon writes it: it is passed over"};
    if (!S_ISREG(status.st_mode) || status.st_size >= static_cast<off_t>(kLongestFile) ||
        (status.st_uid != ::geteuid() && status.st_uid != 0)) {
        return rubbish;
    }
    CORDON_TRY(const auto text, read_all(fd.get(), file));
    // Without colours, as it was written while they were not pinned, it holds too: for limited-range BT.709.
    const auto picture = config::parse_picture(value_of(text, kPicture));
    const std::string_view source = value_of(text, kSource);
    if (!picture.ok() || source.empty()) {
        return rubbish;
    }
    // It may have been pinned for another source or another encoder.
    const bool holds =
        source == source_of(camera) && config::check_encoder_takes(camera.encoder, picture.value()).ok();
    return holds ? std::optional(picture.value()) : std::nullopt;
}

base::Result<> PicturePins::store(const config::CameraConfig& camera,
                                  const boundary::FrameGeometry& picture) const {
    const std::string file = file_of(camera).string();
    const std::string unfinished = file + ".new";
    CORDON_TRY_VOID(write_whole(unfinished, text_of(camera, picture)));
    if (::rename(unfinished.c_str(), file.c_str()) != 0) {
        auto error = base::Error::from_errno("put " + file + " in its place");
        ::unlink(unfinished.c_str());
        return error;
    }
    const base::UniqueFd directory(::open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory) {
        ::fsync(directory.get());  // It would merely be found again.
    }
    return {};
}

boundary::FrameGeometry picture_to_pin(std::uint64_t width, std::uint64_t height, boundary::Colours colours,
                                       config::EncoderChoice encoder, std::uint32_t most_pixels) {
    using boundary::FrameGeometry;
    const auto side = [](std::uint64_t pixels) {
        const auto even = pixels + pixels % 2;
        return static_cast<std::uint32_t>(
            std::clamp<std::uint64_t>(even, FrameGeometry::kSmallestSide, FrameGeometry::kLargestSide));
    };
    for (std::uint64_t parts = 64; parts > 0; --parts) {
        const auto picture =
            FrameGeometry::create(side(width * parts / 64), side(height * parts / 64), colours);
        CORDON_INVARIANT(picture.ok(), "its sides are even and within a picture's bounds");
        const std::uint64_t pixels = std::uint64_t{picture.value().width()} * picture.value().height();
        // Rounding an odd side up adds less than a row and a column.
        const std::uint64_t allowed =
            most_pixels + std::uint64_t{picture.value().width()} + picture.value().height();
        if (pixels <= allowed && config::check_encoder_takes(encoder, picture.value()).ok()) {
            return picture.value();
        }
    }
    return FrameGeometry::create(FrameGeometry::kSmallestSide, FrameGeometry::kSmallestSide, colours).value();
}

}  // namespace cordon::supervisor
