// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/seccomp_filter.hpp"

#include <cerrno>
#include <memory>
#include <string>
#include <string_view>

#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "gateway/base/unique_fd.hpp"
#include "gateway/sandbox/sanitizer_allowance.hpp"

namespace cordon::sandbox {
namespace {

struct ReleaseContext {
    void operator()(void* context) const { ::seccomp_release(context); }
};
using Context = std::unique_ptr<void, ReleaseContext>;

base::Error rule_error(int number, std::string_view what) {
    return base::Error{"seccomp filter: rule for system call " + std::to_string(number) + ": " +
                       std::string(what)};
}

scmp_arg_cmp comparison(const ArgumentRule& rule) {
    // A whole-word comparison is two instructions shorter than a masked one.
    const bool whole = rule.mask == ~std::uint64_t{0};
    return {.arg = rule.index,
            .op = whole ? SCMP_CMP_EQ : SCMP_CMP_MASKED_EQ,
            .datum_a = whole ? rule.value : rule.mask,
            .datum_b = whole ? 0 : rule.value};
}

base::Result<> add_rule(scmp_filter_ctx context, const SyscallRule& rule) {
    if (rule.why == nullptr || std::string_view(rule.why).empty()) {
        return rule_error(rule.number, "it does not say why it is there");
    }
    // libseccomp reads negative numbers as names of calls this architecture does not have.
    if (rule.number < 0) {
        return rule_error(rule.number, "no such system call");
    }
    std::array<scmp_arg_cmp, 3> conditions{};
    unsigned count = 0;
    for (const auto& condition : {rule.first, rule.second, rule.third}) {
        if (condition) {
            conditions[count++] = comparison(*condition);
        }
    }
    const std::uint32_t action = rule.refused_with == 0
                                     ? SCMP_ACT_ALLOW
                                     : SCMP_ACT_ERRNO(static_cast<std::uint32_t>(rule.refused_with));
    const int outcome =
        ::seccomp_rule_add_exact_array(context, action, rule.number, count, conditions.data());
    if (outcome != 0 && outcome != -EEXIST) {
        return base::Error::from_errno(rule_error(rule.number, "add").message, -outcome);
    }
    return {};
}

base::Result<Context> create_context() {
    Context context(::seccomp_init(SCMP_ACT_KILL_PROCESS));
    if (!context) {
        return base::Error{"seccomp filter: out of memory"};
    }
    const int outcome = ::seccomp_attr_set(context.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (outcome != 0) {
        return base::Error::from_errno("seccomp filter: kill on foreign architectures", -outcome);
    }
    return context;
}

}  // namespace

base::Result<SeccompFilter> SeccompFilter::compile(std::span<const SyscallRule> rules) {
    CORDON_TRY(const Context context, create_context());
    for (const SyscallRule& rule : rules) {
        CORDON_TRY_VOID(add_rule(context.get(), rule));
    }
    for (const auto number : kSanitizerSyscalls) {
        CORDON_TRY_VOID(
            add_rule(context.get(), {.number = static_cast<int>(number), .why = "sanitizer runtime"}));
    }
    // libseccomp 2.5 exports to a descriptor only.
    const base::UniqueFd memory(::memfd_create("cordon-filter", MFD_CLOEXEC));
    if (!memory) {
        return base::Error::from_errno("seccomp filter: memory to compile into");
    }
    if (const int outcome = ::seccomp_export_bpf(context.get(), memory.get()); outcome != 0) {
        return base::Error::from_errno("seccomp filter: compile", -outcome);
    }
    SeccompFilter filter;
    const ssize_t bytes = ::pread(memory.get(), filter.program_.data(), sizeof(filter.program_), 0);
    // A full buffer may be a cut program: it would permit or forbid what nobody wrote.
    if (bytes <= 0 || bytes % sizeof(sock_filter) != 0 || bytes == sizeof(filter.program_)) {
        return base::Error{"seccomp filter: compiled to " + std::to_string(bytes) +
                           " bytes, which is too many"};
    }
    filter.length_ = static_cast<std::uint16_t>(static_cast<std::size_t>(bytes) / sizeof(sock_filter));
    return filter;
}

base::Result<> SeccompFilter::load() const {
    // The kernel only reads the program; its structure was made before const was.
    const sock_fprog program{.len = length_, .filter = const_cast<sock_filter*>(program_.data())};
    const long outcome = ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    if (outcome > 0) {
        return base::Error{"seccomp filter: thread " + std::to_string(outcome) + " cannot be put under it"};
    }
    return outcome == 0 ? base::Result<>() : base::Error::from_errno("seccomp filter: load");
}

base::Result<> load_seccomp_filter(std::span<const SyscallRule> rules) {
    CORDON_TRY(const SeccompFilter filter, SeccompFilter::compile(rules));
    return filter.load();
}

}  // namespace cordon::sandbox
