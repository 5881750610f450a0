#include "base/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende {

namespace {

constexpr std::size_t most_message_bytes = 64 << 10;

/// A file descriptor that is closed at the end.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }

    int number() const { return number_; }
    bool open() const { return number_ >= 0; }
    void close()
    {
        if (number_ >= 0) {
            ::close(std::exchange(number_, -1));
        }
    }

private:
    int number_ = -1;
};

struct Pipe {
    Descriptor read;
    Descriptor write;
};

[[noreturn]] void fail_start(const ProcessCall& call, int reason)
{
    fail(ErrorCode::disk, "{}: the program cannot be started ({})", call.program.string(), std::strerror(reason));
}

Pipe make_pipe(const ProcessCall& call)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        fail_start(call, errno);
    }
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

/// Everything the child needs, made before the fork: afterwards it may only do what is safe in a signal handler.
struct Start {
    std::vector<std::string> words;
    std::vector<std::string> settings;
    std::vector<char*> argv;
    std::vector<char*> envp;
    Descriptor null;
    Pipe output;
    Pipe messages;
    Pipe failure;  ///< carries errno where the program could not be started; closed by a successful exec
    pid_t parent = 0;
};

std::string inherited(const char* name, const char* fallback)
{
    const char* value = std::getenv(name);
    return fmt::format("{}={}", name, value == nullptr ? fallback : value);
}

Start prepare(const ProcessCall& call)
{
    Start start;
    start.words.push_back(call.program.string());
    start.words.insert(start.words.end(), call.arguments.begin(), call.arguments.end());
    start.settings = {inherited("PATH", "/usr/bin:/bin"), inherited("TMPDIR", "/var/tmp"), "LC_ALL=C.UTF-8"};
    for (const auto& [name, value] : call.environment) {
        start.settings.push_back(fmt::format("{}={}", name, value));
    }
    const auto pointers = [](std::vector<std::string>& texts) {
        std::vector<char*> list;
        for (std::string& text : texts) {
            list.push_back(text.data());
        }
        list.push_back(nullptr);
        return list;
    };
    start.argv = pointers(start.words);
    start.envp = pointers(start.settings);
    start.null = Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    start.output = make_pipe(call);
    start.messages = make_pipe(call);
    start.failure = make_pipe(call);
    start.parent = ::getpid();
    return start;
}

bool limit(int resource, std::uint64_t most)
{
    const rlimit value{static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
    // A harder limit that we live under ourselves stays.
    return ::setrlimit(static_cast<__rlimit_resource>(resource), &value) == 0 || errno == EPERM;
}

void reset_signals()
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    // An ignored signal stays ignored over exec; ours is SIGPIPE.
    ::signal(SIGPIPE, SIG_DFL);
}

[[noreturn]] void become(const ProcessCall& call, const Start& start, const char* directory)
{
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    reset_signals();
    const bool ready = ::getppid() == start.parent && ::dup2(start.null.number(), STDIN_FILENO) >= 0 &&
                       ::dup2(start.output.write.number(), STDOUT_FILENO) >= 0 &&
                       ::dup2(start.messages.write.number(), STDERR_FILENO) >= 0 && limit(RLIMIT_CORE, 0) &&
                       limit(RLIMIT_DATA, call.limits.memory_bytes) && limit(RLIMIT_FSIZE, call.limits.file_bytes) &&
                       (*directory == '\0' || ::chdir(directory) == 0);
    if (ready) {
        // Descriptors that somebody else in this process opened without O_CLOEXEC.
        ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
        ::execve(start.argv.front(), start.argv.data(), start.envp.data());
    }
    const int reason = errno;
    [[maybe_unused]] const ssize_t put = ::write(start.failure.write.number(), &reason, sizeof reason);
    ::_exit(127);
}

/// A started program and all that it starts. Its number stays taken until finish(), so that nobody else can be hit.
class Child {
public:
    explicit Child(pid_t id) : id_(id) { ::setpgid(id, id); }  // as in the child, so that it holds whoever comes first
    ~Child() { finish(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    bool has_ended() const
    {
        siginfo_t info{};
        return ::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == id_;
    }
    /// Kills what is left of the group and gives the status of the program.
    int finish()
    {
        if (id_ > 0) {
            ::kill(-id_, SIGKILL);
            while (::waitpid(id_, &status_, 0) < 0 && errno == EINTR) {
            }
            id_ = -1;
        }
        return status_;
    }

private:
    pid_t id_;
    int status_ = 0;
};

/// Reads what is there; false at the end of the stream.
bool drain(Descriptor& from, std::string& into)
{
    std::array<char, 64 << 10> buffer;
    const ssize_t got = ::read(from.number(), buffer.data(), buffer.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
        return true;
    }
    if (got <= 0) {
        from.close();
        return false;
    }
    into.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
}

/// Messages begin with the cause and end with the consequence: both ends are kept.
void cut_middle(std::string& text)
{
    if (text.size() > 2 * most_message_bytes) {
        text.replace(most_message_bytes, text.size() - 2 * most_message_bytes, "\n[…]\n");
    }
}

/// Collects what the child says until it has ended or goes beyond a limit.
ProcessEnd listen(const Child& child, Start& start, const ProcessLimits& limits, ProcessResult& result)
{
    const auto deadline = std::chrono::steady_clock::now() + limits.time;
    // A grandchild may hold the streams open: then the child's own end counts, asked for in short steps.
    constexpr std::chrono::milliseconds step{50};
    bool ended = false;
    while (start.output.read.open() || start.messages.read.open()) {
        std::array<pollfd, 2> wanted{
            {{start.output.read.number(), POLLIN, 0}, {start.messages.read.number(), POLLIN, 0}}};
        const int ready = ::poll(wanted.data(), wanted.size(), ended ? 0 : static_cast<int>(step.count()));
        if (wanted[0].fd >= 0 && wanted[0].revents != 0) {
            drain(start.output.read, result.output);
        }
        if (wanted[1].fd >= 0 && wanted[1].revents != 0) {
            drain(start.messages.read, result.messages);
            cut_middle(result.messages);
        }
        if (result.output.size() > limits.output_bytes) {
            return ProcessEnd::too_much_output;
        }
        if (std::chrono::steady_clock::now() > deadline) {
            return ProcessEnd::out_of_time;
        }
        if (ended && ready <= 0) {
            break;
        }
        if (ready == 0) {
            ended = child.has_ended();
        }
    }
    // Both streams are closed: what is left is the end itself.
    while (!child.has_ended()) {
        if (std::chrono::steady_clock::now() > deadline) {
            return ProcessEnd::out_of_time;
        }
        ::poll(nullptr, 0, 1);
    }
    return ProcessEnd::exited;
}

}  // namespace

ProcessResult run_process(const ProcessCall& call)
{
    Start start = prepare(call);
    const std::string directory = call.directory.string();
    const pid_t id = ::fork();
    if (id < 0) {
        fail_start(call, errno);
    }
    if (id == 0) {
        become(call, start, directory.c_str());
    }
    Child child(id);
    start.output.write.close();
    start.messages.write.close();
    start.failure.write.close();
    int reason = 0;
    ssize_t got = 0;
    do {
        got = ::read(start.failure.read.number(), &reason, sizeof reason);
    } while (got < 0 && errno == EINTR);
    if (got == sizeof reason) {
        fail_start(call, reason);
    }
    ProcessResult result;
    result.end = listen(child, start, call.limits, result);
    const int status = child.finish();
    if (result.end == ProcessEnd::exited && WIFSIGNALED(status)) {
        result.end = ProcessEnd::killed;
    }
    result.status = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
    return result;
}

std::string describe(const ProcessResult& result, const ProcessLimits& limits)
{
    switch (result.end) {
    case ProcessEnd::exited: return fmt::format("exit status {}", result.status);
    case ProcessEnd::out_of_time:
        return fmt::format("not done after {} s",
                           std::chrono::duration_cast<std::chrono::seconds>(limits.time).count());
    case ProcessEnd::too_much_output: return fmt::format("more than {} MB of output", limits.output_bytes >> 20);
    case ProcessEnd::killed: break;
    }
    if (result.status == SIGXFSZ) {
        return fmt::format("more than {} MB in one file", limits.file_bytes >> 20);
    }
    return fmt::format("more than {} MB of memory, or crashed (signal {})", limits.memory_bytes >> 20, result.status);
}

std::optional<std::filesystem::path> find_program(std::string_view name)
{
    const char* path = std::getenv("PATH");
    for (const std::string_view directory : split(path == nullptr ? "/usr/bin:/bin" : path, ':')) {
        const std::filesystem::path candidate = std::filesystem::path(directory) / name;
        std::error_code error;
        if (!directory.empty() && std::filesystem::is_regular_file(candidate, error) &&
            ::access(candidate.c_str(), X_OK) == 0) {
            return candidate;
        }
    }
    return std::nullopt;
}

}  // namespace allmende
