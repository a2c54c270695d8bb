// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Linked into every test of a build with AddressSanitizer: what is known to leak and is not ours. To tell
// whose it is, stacks must be walked through libraries without frame pointers.
extern "C" const char* __asan_default_options();   // NOLINT: the sanitizer's name
extern "C" const char* __asan_default_options() {  // NOLINT
    return "fast_unwind_on_malloc=0:malloc_context_size=14";
}

extern "C" const char* __lsan_default_suppressions();   // NOLINT: the sanitizer's name
extern "C" const char* __lsan_default_suppressions() {  // NOLINT
    return "leak:libx265\n"     // 3.5: a little with each encoder that closes; only the tests encode with it
           "leak:call_init\n";  // glib 2.74: a table its constructor makes, once
}
