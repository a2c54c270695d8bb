// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/web_server.hpp"

#include <functional>
#include <optional>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/stream/test_picture_source.hpp"
#include "tests/unit/pipelines/trusted/web/stream_player.hpp"

namespace cordon::trusted::web {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using namespace std::chrono_literals;
using asio::ip::tcp;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using tests::StreamPlayer;

class WebServerTest : public ::testing::Test {
protected:
    void serve(std::size_t most_connections) {
        auto server = WebServer::create(
            registry_, *status_, {.address = "127.0.0.1", .port = 0, .most_connections = most_connections});
        ASSERT_TRUE(server.ok()) << server.error().message;
        server_ = std::move(server).value();
        server_->start();
    }
    void SetUp() override { serve(16); }

    tcp::endpoint endpoint() { return {asio::ip::make_address("127.0.0.1"), server_->port()}; }
    std::string host() { return "127.0.0.1:" + std::to_string(server_->port()); }

    // Sends bytes as they are and returns all the server says until it closes.
    std::string exchange(const std::string& bytes) {
        tcp::socket socket(client_);
        socket.connect(endpoint());
        beast::error_code error;
        asio::write(socket, asio::buffer(bytes), error);
        std::string answer;
        asio::read(socket, asio::dynamic_buffer(answer), error);
        return answer;
    }

    std::unique_ptr<StreamPlayer> play(const std::string& origin = "") {
        auto player = std::make_unique<StreamPlayer>(client_, endpoint());
        player->socket.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
            if (!origin.empty()) {
                request.set(http::field::origin, origin);
            }
        }));
        player->socket.handshake(host(), "/streams/gate", refusal_);
        return refusal_ ? nullptr : std::move(player);
    }
    // Publishes until `enough`.
    void publish(const std::function<bool()>& enough) {
        while (!enough()) {
            now_ += 40ms;
            gate().publish(pictures_.next(now_, false));
        }
    }
    void publish(int count) {
        publish([&] { return count-- == 0; });
    }
    stream::Stream& gate() { return *registry_.find("gate"); }

    stream::StreamRegistry registry_{{{"gate", "Gate", 160, 96}}};
    std::unique_ptr<boundary::PublisherStatus> status_ = std::make_unique<boundary::PublisherStatus>();
    tests::TestPictureSource pictures_{160, 96, 25};
    base::MonotonicTime now_{1s};
    asio::io_context client_;
    beast::error_code refusal_;
    std::unique_ptr<WebServer> server_;
};

TEST_F(WebServerTest, AnswersOverHttpWithItsGuards) {
    const std::string answer = exchange("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("Content-Security-Policy: default-src 'self'; media-src blob:"));
    EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff"));
    EXPECT_THAT(answer, HasSubstr("<title>Cordon</title>"));
}

TEST_F(WebServerTest, SendsNoBodyToHead) {
    const std::string answer = exchange("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST_F(WebServerTest, RefusesBodiesLongHeadersAndNonsense) {
    EXPECT_THAT(exchange("GET / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx"), StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(exchange("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"),
                StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(exchange("GET / HTTP/1.1\r\nX: " + std::string(9000, 'x')), StartsWith("HTTP/1.1 431 "));
    EXPECT_THAT(exchange("\x16\x03\x01\x02\x00\x01\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(exchange("POST / HTTP/1.1\r\nConnection: close\r\n\r\n"), StartsWith("HTTP/1.1 405 "));
}

TEST_F(WebServerTest, PlaysAStreamAsStateThenCodecThenFragmentsFromAKeyframe) {
    publish(3);
    const auto player = play("http://" + host());
    ASSERT_NE(player, nullptr) << refusal_.message();
    EXPECT_THAT(player->read(), HasSubstr("\"type\":\"state\""));
    EXPECT_THAT(player->read(), StartsWith("{\"type\":\"codec\",\"mime\":\"video/mp4; codecs=\\\"avc1.42"));
    EXPECT_EQ(player->read().substr(4, 4), "ftyp");
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(player->read().substr(4, 4), "moof");
    }
    publish(1);
    EXPECT_EQ(player->read_binary().substr(4, 4), "moof");
}

TEST_F(WebServerTest, NotesWhenALiveAccessUnitIsHandedToASocketAndNotAReplayedOne) {
    publish(2);
    const auto player = play();
    ASSERT_NE(player, nullptr);
    for (int i = 0; i < 3; ++i) {
        player->read_binary();
    }
    EXPECT_EQ(gate().added_latency().cumulative().count, 0U);
    publish(1);
    player->read_binary();
    // It is noted after the bytes have gone: the player may be quicker.
    while (gate().added_latency().cumulative().count == 0) {
        std::this_thread::yield();
    }
    EXPECT_EQ(gate().added_latency().cumulative().count, 1U);
}

TEST_F(WebServerTest, RefusesAStreamToAnotherSitesPage) {
    EXPECT_EQ(play("http://elsewhere.example"), nullptr);
    EXPECT_EQ(refusal_, websocket::error::upgrade_declined);
}

TEST_F(WebServerTest, ForgetsAPlayerThatHasGone) {
    auto player = play();
    ASSERT_NE(player, nullptr);
    player->read();
    EXPECT_EQ(gate().viewer_count(), 1U);
    player.reset();
    publish([&] { return gate().viewer_count() == 0; });
}

TEST_F(WebServerTest, RefusesMoreConnectionsThanItTakesAndRecovers) {
    server_.reset();
    serve(1);
    {
        tcp::socket first(client_);
        first.connect(endpoint());
        asio::write(first, asio::buffer(std::string("GET /healthz HTTP/1.1\r\n\r\n")));
        std::string answer;
        asio::read_until(first, asio::dynamic_buffer(answer), "\r\n");
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
        EXPECT_THAT(exchange(""), StartsWith("HTTP/1.1 503 "));
    }
    const std::string request = "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n";
    while (!exchange(request).starts_with("HTTP/1.1 200 ")) {
    }
}

TEST_F(WebServerTest, StopsWhilePlayersAreConnected) {
    const auto player = play();
    ASSERT_NE(player, nullptr);
    player->read();
    server_.reset();
    while (!player->read().empty()) {
    }
    publish(1);  // nobody listens any more
}

TEST_F(WebServerTest, SaysWhichAddressItCannotListenOn) {
    const auto second =
        WebServer::create(registry_, *status_, {.address = "127.0.0.1", .port = server_->port()});
    ASSERT_FALSE(second.ok());
    EXPECT_THAT(second.error().message, HasSubstr("127.0.0.1 port " + std::to_string(server_->port())));
    EXPECT_THAT(second.error().message, HasSubstr("choose another"));
    EXPECT_FALSE(WebServer::create(registry_, *status_, {.address = "no address", .port = 0}).ok());
}

}  // namespace
}  // namespace cordon::trusted::web
