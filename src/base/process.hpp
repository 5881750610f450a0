#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace allmende {

/// What a program that we start may use. Whoever goes beyond is killed.
struct ProcessLimits {
    std::chrono::milliseconds time{60'000};                ///< wall clock
    std::uint64_t output_bytes = std::uint64_t{16} << 20;  ///< standard output
    std::uint64_t memory_bytes = std::uint64_t{2} << 30;   ///< written memory; reserved address space does not count
    std::uint64_t file_bytes = std::uint64_t{1} << 30;     ///< each file that it writes
};

/// One call of another program: no shell, an argument is handed over as it is.
struct ProcessCall {
    std::filesystem::path program;  ///< a path, not looked up
    std::vector<std::string> arguments;
    std::map<std::string, std::string> environment;  ///< all it gets besides PATH, TMPDIR and LC_ALL=C.UTF-8
    std::filesystem::path directory;                 ///< where it runs; ours where empty
    ProcessLimits limits;
};

enum class ProcessEnd {
    exited,
    killed,  ///< by a signal that we did not send: it crashed, or the system ran out of memory
    out_of_time,
    too_much_output,
};

struct ProcessResult {
    ProcessEnd end = ProcessEnd::exited;
    int status = 0;  ///< exit status, or the signal's number
    std::string output;
    std::string messages;  ///< standard error, cut in the middle where it is long

    bool ok() const { return end == ProcessEnd::exited && status == 0; }
};

/// Runs a program to its end with nothing on standard input. It and all that it started are gone when this returns,
/// also when this process dies meanwhile. Throws Error{disk} where it cannot be started.
ProcessResult run_process(const ProcessCall& call);

/// Why a run was not ok, for the end of a sentence: `out of memory or crashed (signal 6)`, `not done after 60 s`.
std::string describe(const ProcessResult& result, const ProcessLimits& limits);

/// The path of a program by the directories of PATH; nothing where there is none.
std::optional<std::filesystem::path> find_program(std::string_view name);

}  // namespace allmende
