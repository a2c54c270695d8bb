// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/http_routes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipelines/trusted/web/asset_table.hpp"
#include "tests/unit/pipelines/trusted/web/gateway_fixture.hpp"

namespace cordon::trusted::web {
namespace {

using ::testing::HasSubstr;

class HttpRoutes : public ::testing::Test {
protected:
    Reply reply(const Request& request) {
        auto outcome = route(request, gateway_.view());
        const auto* reply = std::get_if<Reply>(&outcome);
        EXPECT_NE(reply, nullptr) << "became a WebSocket";
        return reply == nullptr ? Reply{} : *reply;
    }
    bool upgrades(std::string_view host, std::string_view origin) {
        const auto outcome = route({.method = "GET",
                                    .target = "/streams/gate",
                                    .host = host,
                                    .origin = origin,
                                    .websocket_upgrade = true},
                                   gateway_.view());
        return std::holds_alternative<StreamUpgrade>(outcome);
    }
    GatewayFixture gateway_;
};

TEST_F(HttpRoutes, GivesThePageAtTheTop) {
    const Reply page = reply({.method = "GET", .target = "/"});
    EXPECT_EQ(page.status, 200U);
    EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
    EXPECT_THAT(page.body, HasSubstr("<title>Cordon</title>"));
}

TEST_F(HttpRoutes, GivesEveryFileThePageAsksForAndNothingFromElsewhere) {
    const std::string page = reply({.method = "GET", .target = "/"}).body;
    EXPECT_THAT(page, Not(HasSubstr("//cdn")));
    EXPECT_THAT(page, Not(HasSubstr("=\"http")));
    for (const char* file : {"/app.js", "/player.js", "/style.css", "/icon.svg"}) {
        EXPECT_EQ(reply({.method = "GET", .target = file}).status, 200U) << file;
    }
}

TEST_F(HttpRoutes, SaysNotModifiedToWhoHasTheFileAlready) {
    const Reply first = reply({.method = "GET", .target = "/app.js"});
    ASSERT_FALSE(first.etag.empty());
    const Reply again = reply({.method = "GET", .target = "/app.js", .if_none_match = first.etag});
    EXPECT_EQ(again.status, 304U);
    EXPECT_TRUE(again.body.empty());
    EXPECT_EQ(reply({.method = "GET", .target = "/app.js", .if_none_match = "\"other\""}).status, 200U);
}

TEST_F(HttpRoutes, KnowsNoPathThatIsNotInItsTable) {
    for (const char* target :
         {"/../etc/passwd", "/assets/../app.js", "/%2e%2e/", "/index.html", "//", "", "*", "/app.js/",
          "/streams", "/streams/", "/streams/../gate", "/streams/Gate", "http://elsewhere/"}) {
        EXPECT_EQ(reply({.method = "GET", .target = target}).status, 404U) << target;
    }
}

TEST_F(HttpRoutes, IgnoresTheQuery) {
    EXPECT_EQ(reply({.method = "GET", .target = "/healthz?full=1"}).status, 200U);
}

TEST_F(HttpRoutes, UnderstandsOnlyGetAndHead) {
    for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", ""}) {
        EXPECT_EQ(reply({.method = method, .target = "/"}).status, 405U) << method;
    }
    EXPECT_EQ(reply({.method = "HEAD", .target = "/"}).status, 200U);
}

TEST_F(HttpRoutes, GivesStreamsToItsOwnPageOnly) {
    EXPECT_TRUE(upgrades("cordon.example:8888", "http://cordon.example:8888"));
    EXPECT_TRUE(upgrades("Cordon.Example:8888", "https://cordon.example:8888"));
    EXPECT_TRUE(upgrades("cordon.example:8888", ""));  // no browser
    for (const char* origin : {"http://evil.example", "http://cordon.example", "http://cordon.example:8889",
                               "null", "file://", "cordon.example:8888", "http://",
                               "ftp://cordon.example:8888", "http://cordon.example:8888.evil.example"}) {
        EXPECT_FALSE(upgrades("cordon.example:8888", origin)) << origin;
    }
    EXPECT_FALSE(upgrades("", "http://"));
}

TEST_F(HttpRoutes, SaysThatAStreamNeedsAWebSocket) {
    const Reply plain = reply({.method = "GET", .target = "/streams/gate"});
    EXPECT_EQ(plain.status, 426U);
    EXPECT_THAT(plain.body, HasSubstr("WebSocket"));
}

TEST_F(HttpRoutes, KnowsNoStreamThatIsNotConfigured) {
    EXPECT_EQ(reply({.method = "GET", .target = "/streams/attic", .websocket_upgrade = true}).status, 404U);
}

TEST_F(HttpRoutes, TurnsHealthIntoAStatusCode) {
    EXPECT_EQ(reply({.method = "GET", .target = "/healthz"}).status, 200U);
    gateway_.pulses = {{"rtsp", [] { return GatewayFixture::kNow - std::chrono::seconds(6); }}};
    EXPECT_EQ(reply({.method = "GET", .target = "/healthz"}).status, 503U);
}

TEST_F(HttpRoutes, LetsNobodyStoreWhatIsOfThisMoment) {
    EXPECT_TRUE(reply({.method = "GET", .target = "/api/streams"}).etag.empty());
}

}  // namespace
}  // namespace cordon::trusted::web
