#include <csignal>
#include <string>
#include <vector>

#include "app/environment.hpp"

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    allmende::cli::Environment environment =
        allmende::app::make_environment(error ? std::filesystem::path(argv[0]) : self);
    return allmende::cli::run(std::vector<std::string>(argv + 1, argv + argc), environment);
}
