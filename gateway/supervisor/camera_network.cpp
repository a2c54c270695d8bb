// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/camera_network.hpp"

#include <fcntl.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <sys/ioctl.h>

namespace cordon::supervisor {

base::Result<OpenCameraNetwork> OpenCameraNetwork::create(const config::CameraNetwork& config) {
    if (config.host) {
        return OpenCameraNetwork(base::UniqueFd());
    }
    base::UniqueFd descriptor(::open(config.path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor) {
        auto error = base::Error::from_errno("cameraNetwork: open the network namespace " + config.path);
        error.message +=
            ". 'ip netns add NAME' makes one; 'ip link set INTERFACE netns NAME' moves the cameras' "
            "interface into it";
        return error;
    }
    if (::ioctl(descriptor.get(), NS_GET_NSTYPE) != CLONE_NEWNET) {
        return base::Error{"cameraNetwork: " + config.path + " is no network namespace"};
    }
    return OpenCameraNetwork(std::move(descriptor));
}

NetworkPlace OpenCameraNetwork::place() const {
    if (!descriptor_) {
        return {.kind = NetworkPlace::Kind::kOurs};
    }
    return {.kind = NetworkPlace::Kind::kJoin, .descriptor = descriptor_.get()};
}

}  // namespace cordon::supervisor
