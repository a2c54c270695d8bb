// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// cordon-publish: pixels come in through the rings, fresh streams go out to the core network. Opens its ports
// and maps its rings, locks itself in, and only then looks at the first pixel.
#include <memory>

#include "gateway/base/log.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/sandbox/descriptors.hpp"
#include "gateway/sandbox/sandbox.hpp"
#include "pipelines/trusted/publish/own_descriptors.hpp"
#include "pipelines/trusted/publish/publisher.hpp"
#include "pipelines/trusted/publish/sandbox_policy.hpp"
#include "pipelines/trusted/publish/servers.hpp"
#include "pipelines/trusted/publish/termination.hpp"

namespace {

using namespace cordon;
using namespace cordon::trusted;

base::Result<> run() {
    const publish::Termination termination;
    const auto record = std::make_unique<boundary::PublisherLaunchRecord>();
    CORDON_TRY_VOID(boundary::read_launch_record(boundary::kLaunchRecordFd, *record));
    CORDON_TRY_VOID(sandbox::close_all_but(publish::launch_descriptors(*record)));
    CORDON_TRY(const auto publisher, publish::Publisher::create(*record));
    CORDON_TRY(auto servers, publish::Servers::create(*record, *publisher));
    CORDON_TRY_VOID(sandbox::confine(publish::sandbox_policy(*record), record->confinement.uid,
                                     record->confinement.gid, publish::open_descriptors()));
    publisher->start();
    servers.start();
    publisher->status().ready = 1;
    termination.wait();
    servers.stop();
    return {};
}

}  // namespace

int main() {
    const auto outcome = run();
    if (!outcome.ok()) {
        base::log_error(outcome.error().message);
    }
    return outcome.ok() ? 0 : 1;
}
