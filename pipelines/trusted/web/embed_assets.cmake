# Writes asset_table.cpp from the page's files. Run as a script: -DOUTPUT=... -DDIRECTORY=... -DASSETS=a;b;c
set(mime_html "text/html; charset=utf-8")
set(mime_css "text/css; charset=utf-8")
set(mime_js "text/javascript; charset=utf-8")
set(mime_svg "image/svg+xml")

set(contents "")
set(rows "")
set(count 0)
foreach(asset IN LISTS ASSETS)
    get_filename_component(extension ${asset} LAST_EXT)
    string(SUBSTRING ${extension} 1 -1 extension)
    if(NOT DEFINED mime_${extension})
        message(FATAL_ERROR "${asset}: no MIME type is known for .${extension}; add one to embed_assets.cmake")
    endif()
    file(SHA256 ${DIRECTORY}/${asset} hash)
    string(SUBSTRING ${hash} 0 32 hash)
    file(READ ${DIRECTORY}/${asset} bytes HEX)
    string(LENGTH "${bytes}" size)
    math(EXPR size "${size} / 2")
    string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
    set(path "/${asset}")
    if(asset STREQUAL "index.html")
        set(path "/")
    endif()
    string(APPEND contents "constexpr char kAsset${count}[] = {\n${bytes}};\n")
    string(APPEND rows "    Asset{\"${path}\", \"${mime_${extension}}\", \"\\\"${hash}\\\"\", {kAsset${count}, ${size}}},\n")
    math(EXPR count "${count} + 1")
endforeach()

file(WRITE ${OUTPUT} "// Written by embed_assets.cmake.
#include \"pipelines/trusted/web/asset_table.hpp\"

#include <array>

namespace cordon::trusted::web {
namespace {

${contents}
constexpr std::array kAssets{
${rows}};

}  // namespace

std::span<const Asset> asset_table() { return kAssets; }

}  // namespace cordon::trusted::web
")
