// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// cordon-receive: one camera's RTSP session on one side, its access units to its decoder on the other. Loads
// everything, locks itself in, and only then calls the camera.
#include <array>

#include "gateway/base/log.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/boundary/status_page.hpp"
#include "gateway/sandbox/sandbox.hpp"
#include "pipelines/untrusted/receive/receiver.hpp"
#include "pipelines/untrusted/receive/sandbox_policy.hpp"

namespace {

using namespace cordon;

base::Result<> run() {
    boundary::ReceiverLaunchRecord record;
    CORDON_TRY_VOID(boundary::read_launch_record(boundary::kLaunchRecordFd, record));
    CORDON_TRY(auto status,
               boundary::StatusWriter<boundary::ReceiverStatus>::create(boundary::kReceiverStatusFd));
    untrusted::receive::load_libraries();
    CORDON_TRY(auto termination, untrusted::receive::create_termination_descriptor());

    const std::array kept{boundary::kLogFd, boundary::kReceiverDescriptorChannelFd, termination.get()};
    CORDON_TRY_VOID(sandbox::confine(untrusted::receive::sandbox_policy(record), record.confinement.uid,
                                     record.confinement.gid, kept));
    return untrusted::receive::run_receiver(record, std::move(status), boundary::kReceiverDescriptorChannelFd,
                                            std::move(termination));
}

}  // namespace

int main() {
    const auto outcome = run();
    if (!outcome.ok()) {
        base::log_error(outcome.error().message);
        return 1;
    }
    return 0;
}
