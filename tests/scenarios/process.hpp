#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/test_folder.hpp"

namespace allmende::scenarios {

/// The path of the built program.
std::string program();

/// The program with some words, in a process of its own.
class Process {
public:
    /// `most_file_bytes`: how far it can write a file before its disk is full; 0: as far as it likes.
    explicit Process(std::vector<std::string> words, rlim_t most_file_bytes = 0)
    {
        words.insert(words.begin(), program());
        const std::filesystem::path out = folder_.path() / "out";
        const std::filesystem::path err = folder_.path() / "err";
        number_ = ::fork();
        if (number_ == 0) {
            redirect(out, STDOUT_FILENO);
            redirect(err, STDERR_FILENO);
            if (most_file_bytes > 0) {
                const rlimit limit{most_file_bytes, most_file_bytes};
                ::setrlimit(RLIMIT_FSIZE, &limit);
                std::signal(SIGXFSZ, SIG_IGN);
            }
            std::vector<char*> arguments;
            for (std::string& word : words) {
                arguments.push_back(word.data());
            }
            arguments.push_back(nullptr);
            ::execv(arguments.front(), arguments.data());
            ::_exit(127);
        }
    }
    ~Process()
    {
        if (number_ > 0) {
            kill();
        }
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t number() const { return number_; }

    /// Ends it as a power failure would; false where it had ended by itself.
    bool kill()
    {
        ::kill(number_, SIGKILL);
        wait();
        return status_ < 0;
    }

    /// Its exit status; -1 where it was killed.
    int wait()
    {
        if (number_ > 0) {
            int status = 0;
            ::waitpid(number_, &status, 0);
            status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
            number_ = 0;
        }
        return status_;
    }

    std::string out() const { return read_file(folder_.path() / "out"); }
    std::string err() const { return read_file(folder_.path() / "err"); }

private:
    TestFolder folder_;
    pid_t number_ = 0;
    int status_ = 0;

    static void redirect(const std::filesystem::path& file, int descriptor)
    {
        const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        ::dup2(opened, descriptor);
    }
};

/// The output of a command that has to succeed.
inline std::string need(const std::vector<std::string>& words)
{
    Process process(words);
    if (process.wait() != 0) {
        fail(ErrorCode::internal, "{} gave {}: {}", words.front(), process.wait(), process.err());
    }
    return process.out();
}

}  // namespace allmende::scenarios
