# The only place third-party packages are found. Each carries the zone that may link it.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# cordon_vendor(NAME ZONE zone MODULES pkg-config modules): makes PkgConfig::NAME and gives it its zone.
function(cordon_vendor name)
    cmake_parse_arguments(arg "" "ZONE" "MODULES" ${ARGN})
    pkg_check_modules(${name} REQUIRED QUIET IMPORTED_TARGET GLOBAL ${arg_MODULES})
    cordon_set_zone(PkgConfig::${name} ${arg_ZONE})
endfunction()

# Mechanism, in every zone.
cordon_vendor(SECCOMP ZONE shared MODULES libseccomp)
cordon_vendor(GSTREAMER ZONE shared MODULES gstreamer-1.0 gstreamer-base-1.0 gstreamer-app-1.0)

# What reads a camera's bytes.
cordon_vendor(LIBAV ZONE untrusted MODULES libavcodec libavutil)
cordon_vendor(LIBAVFORMAT ZONE untrusted MODULES libavformat)
cordon_vendor(LIBSWSCALE ZONE untrusted MODULES libswscale)
cordon_vendor(GST_SDP ZONE untrusted MODULES gstreamer-sdp-1.0)
cordon_vendor(CRYPTO ZONE untrusted MODULES libcrypto)
cordon_vendor(TLS ZONE untrusted MODULES libssl libcrypto)

# What makes and serves the fresh stream.
cordon_vendor(OPENH264 ZONE trusted MODULES openh264)
cordon_vendor(X264 ZONE trusted MODULES x264)
cordon_vendor(PNG ZONE trusted MODULES libpng)
cordon_vendor(GST_RTSP_SERVER ZONE trusted MODULES gstreamer-rtsp-server-1.0 gstreamer-rtsp-1.0 gstreamer-sdp-1.0)

# What reads configuration.
cordon_vendor(YAML ZONE control MODULES yaml-cpp)
cordon_vendor(JSON ZONE control MODULES nlohmann_json)

# Boost 1.81 is headers only here: Asio for every zone, Beast for the trusted one. They share one include directory, which
# no link rule can tell apart; tests/style/include_zones keeps Beast where it belongs.
find_path(CORDON_BOOST_INCLUDE boost/beast.hpp REQUIRED)
add_library(vendor_asio INTERFACE IMPORTED GLOBAL)
target_include_directories(vendor_asio SYSTEM INTERFACE ${CORDON_BOOST_INCLUDE})
target_compile_definitions(vendor_asio INTERFACE BOOST_ASIO_NO_DEPRECATED)
target_link_libraries(vendor_asio INTERFACE Threads::Threads)
cordon_set_zone(vendor_asio shared)
add_library(vendor_beast INTERFACE IMPORTED GLOBAL)
target_link_libraries(vendor_beast INTERFACE vendor_asio)
cordon_set_zone(vendor_beast trusted)
