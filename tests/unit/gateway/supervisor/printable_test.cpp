// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/printable.hpp"

#include <gtest/gtest.h>

namespace cordon::supervisor {
namespace {

using namespace std::string_literals;

TEST(Printable, LeavesPlainTextAndOtherScriptsAlone) {
    EXPECT_EQ(printable("camera 10.0.0.1: 200 OK"), "camera 10.0.0.1: 200 OK");
    EXPECT_EQ(printable("Tor Süd 北门 😀"), "Tor Süd 北门 😀");
    EXPECT_EQ(printable(""), "");
}

TEST(Printable, EscapesWhatATerminalWouldObey) {
    EXPECT_EQ(printable("\x1b[2J\a\r\n\t\x7f"s), R"(\x1b[2J\x07\x0d\x0a\x09\x7f)");
    EXPECT_EQ(printable("a\0b"s), R"(a\x00b)");
    EXPECT_EQ(printable("\xc2\x9b"
                        "31m"),
              R"(\xc2\x9b31m)")
        << "a C1 control is one too";
    EXPECT_EQ(printable("a\xe2\x80\xae"
                        "b"),
              R"(a\xe2\x80\xaeb)")
        << "right-to-left override";
    EXPECT_EQ(printable(R"(\x1b)"), R"(\\x1b)") << "nobody can forge an escape";
}

TEST(Printable, EscapesWhatIsNotUtf8ByteByByte) {
    EXPECT_EQ(printable("\xff"
                        "a"),
              R"(\xffa)");
    EXPECT_EQ(printable("\xc0\xaf"), R"(\xc0\xaf)") << "overlong";
    EXPECT_EQ(printable("\xe0\x80\x80"), R"(\xe0\x80\x80)") << "overlong";
    EXPECT_EQ(printable("\xed\xa0\x80"), R"(\xed\xa0\x80)") << "a surrogate";
    EXPECT_EQ(printable("\xf4\x90\x80\x80"), R"(\xf4\x90\x80\x80)") << "beyond U+10FFFF";
    EXPECT_EQ(printable("\xe5\x8c"), R"(\xe5\x8c)") << "cut off";
    EXPECT_EQ(printable("\xe5"
                        "ab"),
              R"(\xe5ab)");
    EXPECT_EQ(printable("\x80"), R"(\x80)");
}

}  // namespace
}  // namespace cordon::supervisor
