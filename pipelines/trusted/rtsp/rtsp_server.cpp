// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/rtsp_server.hpp"

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include <gst/rtsp-server/rtsp-server.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "gateway/base/invariant.hpp"
#include "gateway/base/log.hpp"
#include "pipelines/gst/gst_ptr.hpp"
#include "pipelines/trusted/rtsp/flood_guard.hpp"
#include "pipelines/trusted/rtsp/life_sign.hpp"
#include "pipelines/trusted/rtsp/media_factory.hpp"
#include "pipelines/trusted/rtsp/rtsp_plugins.hpp"
#include "pipelines/trusted/rtsp/server_context.hpp"
#include "pipelines/trusted/rtsp/viewer_client.hpp"

namespace cordon::trusted::rtsp {
namespace {

constexpr std::chrono::seconds kTakenDown{10};
constexpr std::chrono::milliseconds kTakenDownLook{10};
constexpr guint kTurn = 1000;  // ms
// A connection whose peer takes nothing, or is no longer there, for so long is ended by the kernel.
constexpr int kTcpUserTimeout = 15000;  // ms

}  // namespace

class RtspServer::Implementation final : public CameraDirectory {
public:
    Implementation(const stream::StreamRegistry& streams, RtspServerSettings settings)
        : settings_(std::move(settings)), context_(gst::adopt(g_main_context_new())) {
        for (const auto& stream : streams.streams()) {
            cameras_.push_back(std::make_unique<CameraSource>(*stream));
        }
        server_ = gst::adopt(GST_RTSP_SERVER(g_object_new(server_type(), nullptr)));
        g_object_set_data(G_OBJECT(server_.get()), kDataName, this);
        gst_rtsp_server_set_address(server_.get(), settings_.address.c_str());
        gst_rtsp_server_set_service(server_.get(), std::to_string(settings_.port).c_str());
        // As many as may come at once; five is the library's own, and who does not fit in tries again after
        // seconds.
        gst_rtsp_server_set_backlog(server_.get(), static_cast<gint>(settings_.most_viewers));
        const auto threads = gst::adopt(gst_rtsp_server_get_thread_pool(server_.get()));
        gst_rtsp_thread_pool_set_max_threads(threads.get(), 0);  // connections run on our thread
        gst_rtsp_session_pool_set_max_sessions(sessions().get(), settings_.most_viewers);
        mount();
    }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    ~Implementation() override {
        stop();
        const base::MonotonicTime patience_ends = base::MonotonicClock().now() + kTakenDown;
        for (const auto& camera : cameras_) {
            while (!camera->wait_until_unused(kTakenDownLook)) {
                run_what_is_due();
                CORDON_INVARIANT(base::MonotonicClock().now() < patience_ends,
                                 "the last media is taken down");
            }
        }
        run_what_is_due();
        server_.reset();
        gst_rtsp_thread_pool_cleanup();
    }

    base::Result<> listen() {
        GError* error = nullptr;
        GSource* source = gst_rtsp_server_create_source(server_.get(), nullptr, &error);
        if (source == nullptr) {
            base::Error failure{"serve RTSP on " + settings_.address + " port " +
                                std::to_string(settings_.port) + ": " +
                                (error == nullptr ? "no reason given" : error->message) +
                                "; choose another address or port for it, or stop what uses this one"};
            g_clear_error(&error);
            return failure;
        }
        listening_ = gst::adopt(source);
        g_source_attach(source, context_.get());
        const auto turn = gst::adopt(g_timeout_source_new(kTurn));
        g_source_set_callback(
            turn.get(),
            [](gpointer data) -> gboolean {
                static_cast<Implementation*>(data)->turn();
                return G_SOURCE_CONTINUE;
            },
            this, nullptr);
        g_source_attach(turn.get(), context_.get());
        port_ = static_cast<std::uint16_t>(gst_rtsp_server_get_bound_port(server_.get()));
        return {};
    }

    void start() {
        CORDON_INVARIANT(!thread_.joinable(), "an RTSP server is started once");
        turn();
        flood_guard_.start();
        thread_ = std::thread([this] {
            g_main_context_push_thread_default(context_.get());
            while (!ending_) {
                g_main_context_iteration(context_.get(), TRUE);
            }
            g_main_context_pop_thread_default(context_.get());
        });
    }

    void stop() {
        if (thread_.joinable()) {
            ending_ = true;
            g_main_context_wakeup(context_.get());
            thread_.join();
            flood_guard_.stop();
        }
        if (listening_) {
            hang_up();
        }
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] base::MonotonicTime last_turn() const {
        return base::MonotonicTime(std::chrono::nanoseconds(last_turn_.load()));
    }
    [[nodiscard]] CameraSource* find(std::string_view name) const override {
        for (const auto& camera : cameras_) {
            if (camera->stream().info().name == name) {
                return camera.get();
            }
        }
        return nullptr;
    }

private:
    static constexpr const char* kDataName = "cordon-rtsp-server";
    static constexpr const char* kOwnerName = "cordon-viewer-client";

    static GType server_type() {
        static const GType kType = g_type_register_static_simple(
            GST_TYPE_RTSP_SERVER, "CordonRtspServer", sizeof(GstRTSPServerClass),
            [](gpointer klass, gpointer) {
                GstRTSPServerClass* server = GST_RTSP_SERVER_CLASS(klass);
                server->create_client = create_client;
                server->client_connected = on_client_connected;
            },
            sizeof(GstRTSPServer), nullptr, GTypeFlags{});
        return kType;
    }

    static GstRTSPClient* create_client(GstRTSPServer* server) {
        auto* self = static_cast<Implementation*>(g_object_get_data(G_OBJECT(server), kDataName));
        if (self->viewers_ >= self->settings_.most_viewers) {
            base::log_warning("rtsp: a viewer is refused: there are as many connections as may be");
            return nullptr;
        }
        ++self->viewers_;
        GstRTSPClient* client = make_viewer_client(*self, self->context_.get());
        gst_rtsp_client_set_session_pool(client, self->sessions().get());
        const auto mounts = gst::adopt(gst_rtsp_server_get_mount_points(server));
        gst_rtsp_client_set_mount_points(client, mounts.get());
        const auto threads = gst::adopt(gst_rtsp_server_get_thread_pool(server));
        gst_rtsp_client_set_thread_pool(client, threads.get());
        return client;
    }

    static void on_client_connected(GstRTSPServer* server, GstRTSPClient* client) {
        GstRTSPConnection* connection = gst_rtsp_client_get_connection(client);
        GSocket* connected = gst_rtsp_connection_get_read_socket(connection);
        auto* self = static_cast<Implementation*>(g_object_get_data(G_OBJECT(server), kDataName));
        self->flood_guard_.watch(connected);
        const int socket = g_socket_get_fd(connected);
        ::setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &kTcpUserTimeout, sizeof(kTcpUserTimeout));
        // The end of a picture does not wait until what came before it is acknowledged.
        constexpr int kAtOnce = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &kAtOnce, sizeof(kAtOnce));
        g_signal_connect(client, "new-session",
                         G_CALLBACK(+[](GstRTSPClient* owner, GstRTSPSession* session, gpointer) {
                             g_object_set_data(G_OBJECT(session), kOwnerName, owner);
                         }),
                         nullptr);
        g_signal_connect(client, "closed", G_CALLBACK(on_closed), server);
    }

    // A session ends with its connection: without it nobody could end it, and it would count for a minute.
    static void on_closed(GstRTSPClient* client, gpointer server) {
        auto* self = static_cast<Implementation*>(g_object_get_data(G_OBJECT(server), kDataName));
        --self->viewers_;
        gst_rtsp_session_pool_filter(
            self->sessions().get(),
            [](GstRTSPSessionPool*, GstRTSPSession* session, gpointer owner) {
                return g_object_get_data(G_OBJECT(session), kOwnerName) == owner ? GST_RTSP_FILTER_REMOVE
                                                                                 : GST_RTSP_FILTER_KEEP;
            },
            client);
    }

    void mount() {
        const auto mounts = gst::adopt(gst_rtsp_server_get_mount_points(server_.get()));
        for (const auto& camera : cameras_) {
            const std::string path = "/" + camera->stream().info().name;
            gst_rtsp_mount_points_add_factory(mounts.get(), path.c_str(), make_media_factory(*camera));
        }
    }

    // Lets nobody in any more, and ends every connection.
    void hang_up() {
        g_source_destroy(listening_.get());
        listening_.reset();
        gst_rtsp_server_client_filter(
            server_.get(), [](GstRTSPServer*, GstRTSPClient*, gpointer) { return GST_RTSP_FILTER_REMOVE; },
            nullptr);
        run_what_is_due();
    }

    void turn() {
        last_turn_ = base::to_nanoseconds(base::MonotonicClock().now());
        gst_rtsp_session_pool_filter(
            sessions().get(),
            [](GstRTSPSessionPool*, GstRTSPSession* session, gpointer) {
                heed_life_sign(session);
                return GST_RTSP_FILTER_KEEP;
            },
            nullptr);
        gst_rtsp_session_pool_cleanup(sessions().get());
    }

    // Whatever waits in the context, and what comes of it.
    void run_what_is_due() const {
        while (g_main_context_iteration(context_.get(), FALSE) != FALSE) {
        }
    }

    [[nodiscard]] gst::GstPtr<GstRTSPSessionPool> sessions() const {
        return gst::adopt(gst_rtsp_server_get_session_pool(server_.get()));
    }

    RtspServerSettings settings_;
    gst::GstPtr<GMainContext> context_;
    std::vector<std::unique_ptr<CameraSource>> cameras_;
    gst::GstPtr<GstRTSPServer> server_;
    gst::GstPtr<GSource> listening_;
    std::uint16_t port_ = 0;
    std::atomic<std::uint64_t> last_turn_{0};
    std::uint32_t viewers_ = 0;  // the server's thread
    FloodGuard flood_guard_;
    std::atomic<bool> ending_{false};
    std::thread thread_;
};

base::Result<std::unique_ptr<RtspServer>> RtspServer::create(const stream::StreamRegistry& streams,
                                                             RtspServerSettings settings) {
    CORDON_TRY_VOID(start_rtsp_plugins());
    auto implementation = std::make_unique<Implementation>(streams, std::move(settings));
    CORDON_TRY_VOID(implementation->listen());
    return std::unique_ptr<RtspServer>(new RtspServer(std::move(implementation)));
}

RtspServer::RtspServer(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}

RtspServer::~RtspServer() = default;

void RtspServer::start() {
    implementation_->start();
}
void RtspServer::stop() {
    implementation_->stop();
}
std::uint16_t RtspServer::port() const {
    return implementation_->port();
}
base::MonotonicTime RtspServer::last_turn() const {
    return implementation_->last_turn();
}

}  // namespace cordon::trusted::rtsp
