#include <algorithm>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"

namespace allmende::cli {

namespace {

const Command& need_command(std::string_view name)
{
    std::vector<std::string> known;
    for (const Command& command : commands()) {
        if (command.name == name) {
            return command;
        }
        known.emplace_back(command.name);
    }
    const std::string like = nearest(name, known);
    fail(ErrorCode::bad_usage, "there is no command {}{}", shown(name),
         like.empty() ? "; `allmende help` lists them" : "; did you mean `allmende " + like + "`?");
}

int run_help(const std::vector<std::string>& words, Environment& environment)
{
    environment.out(words.empty() ? help() : help(need_command(words.front())));
    return 0;
}

int dispatch(const std::vector<std::string>& words, Environment& environment)
{
    if (words.empty()) {
        environment.err(help());
        return info(ErrorCode::bad_usage).exit_status;
    }
    const std::string& name = words.front();
    const std::vector<std::string> rest(words.begin() + 1, words.end());
    if (name == "help" || name == "--help" || name == "-h") {
        return run_help(rest, environment);
    }
    const Command& command = need_command(name);
    if (std::find(rest.begin(), rest.end(), "--help") != rest.end()) {
        environment.out(help(command));
        return 0;
    }
    return command.run(parse_arguments(command, rest), environment);
}

}  // namespace

const std::vector<Command>& commands()
{
    static const std::vector<Command> all{
        read_command(),       init_command(),         map_command(),          import_command(),    rebuild_command(),
        datasets_command(),   areas_command(),        regions_command(),      reforms_command(),   boundaries_command(),
        indicators_command(), institutions_command(), observations_command(), indicator_command(), trace_command(),
        check_command(),      diff_command(),         report_command(),       release_command(),   verify_command(),
        serve_command(),      backup_command(),       restore_command(),      docs_command()};
    return all;
}

int run(const std::vector<std::string>& words, Environment& environment)
{
    try {
        return dispatch(words, environment);
    } catch (const Error& error) {
        environment.err(fmt::format("allmende: {}\n", error.what()));
        return info(error.code()).exit_status;
    } catch (const Bug& bug) {
        environment.err(fmt::format("allmende: this is a fault of the program, please report it: {}\n", bug.what()));
    } catch (const std::filesystem::filesystem_error& error) {
        environment.err(fmt::format("allmende: {}: {}\n", error.path1().string(), error.code().message()));
        return info(ErrorCode::disk).exit_status;
    } catch (const std::bad_alloc&) {
        environment.err("allmende: not enough memory for this\n");
    } catch (const std::exception& error) {
        environment.err(fmt::format("allmende: this is a fault of the program, please report it: {}\n", error.what()));
    }
    return info(ErrorCode::internal).exit_status;
}

std::string help(const Command& command)
{
    std::string text = fmt::format("allmende {} {}\n\n{}\n", command.name, command.arguments, command.summary);
    if (!command.details.empty()) {
        text += fmt::format("\n{}\n", command.details);
    }
    if (!command.options.empty()) {
        text += "\nOptions:\n";
    }
    for (const Option& option : command.options) {
        const std::string left = option.placeholder.empty() ? std::string(option.name)
                                                            : fmt::format("{} {}", option.name, option.placeholder);
        text += fmt::format("  {:<26} {}\n", left, option.help);
    }
    return text;
}

std::string help()
{
    std::string text = "allmende: official education statistics, from delivered files to released figures\n\n";
    for (const Command& command : commands()) {
        text += fmt::format("  {:<14} {}\n", command.name, command.summary);
    }
    return text +
           "\n`allmende help COMMAND` says more. Exit status: 0 done; 1 input rejected or a check failed; 2 wrong usage; 3 our fault.\n";
}

}  // namespace allmende::cli
