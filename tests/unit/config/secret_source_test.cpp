// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/secret_source.hpp"

#include <cstdlib>

#include <gmock/gmock.h>

#include "tests/unit/config/config_file.hpp"

namespace cordon::config {
namespace {

TEST(SecretSource, ReplacesVariablesAndNothingElse) {
    ASSERT_EQ(::setenv("CORDON_TEST_A", "one", 1), 0);
    ASSERT_EQ(::setenv("CORDON_TEST_B", "${CORDON_TEST_A}", 1), 0);
    EXPECT_EQ(expand_environment("x${CORDON_TEST_A}y").value(), "xoney");
    EXPECT_EQ(expand_environment("${CORDON_TEST_A}${CORDON_TEST_A}").value(), "oneone");
    EXPECT_EQ(expand_environment("${CORDON_TEST_B}").value(), "${CORDON_TEST_A}") << "expanded once only";
    EXPECT_EQ(expand_environment("$$p$1{}$").value(), "$$p$1{}$");
    EXPECT_EQ(expand_environment("a$${CORDON_TEST_A}").value(), "a${CORDON_TEST_A}");
}

TEST(SecretSource, SaysWhichVariableIsMissing) {
    ASSERT_EQ(::unsetenv("CORDON_TEST_MISSING"), 0);
    EXPECT_THAT(expand_environment("${CORDON_TEST_MISSING}").error().message,
                testing::HasSubstr("CORDON_TEST_MISSING, which is not set"));
    EXPECT_FALSE(expand_environment("a${").ok());
    EXPECT_FALSE(expand_environment("a${}").ok());
    EXPECT_FALSE(expand_environment("a${b c}").ok());
}

TEST(SecretSource, ReadsTheFirstLineOfAFile) {
    const ConfigFolder folder;
    EXPECT_EQ(read_secret_file(folder.write("a", "word")).value().reveal(), "word");
    EXPECT_EQ(read_secret_file(folder.write("b", "word\r\nnext\n")).value().reveal(), "word");
    EXPECT_EQ(read_secret_file(folder.write("c", " two words \n")).value().reveal(), " two words ");
    EXPECT_FALSE(read_secret_file(folder.write("d", "\n")).ok());
    EXPECT_FALSE(read_secret_file("/nonexistent").ok());
    EXPECT_FALSE(read_secret_file("/tmp").ok());
}

TEST(SecretSource, SeesWhoMayReadAFile) {
    const ConfigFolder folder;
    EXPECT_TRUE(is_readable_by_all(folder.write("a", "", 0644)));
    EXPECT_FALSE(is_readable_by_all(folder.write("b", "", 0640)));
}

}  // namespace
}  // namespace cordon::config
