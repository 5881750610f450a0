#include <algorithm>

#include "base/error.hpp"
#include "checks/acknowledgements.hpp"
#include "checks/run.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/workspace_call.hpp"

namespace allmende::cli {

namespace {

std::string language_of(const Arguments& arguments)
{
    const std::string language = arguments.get("--language", "en");
    if (language != "de" && language != "en") {
        fail(ErrorCode::bad_usage, "--language is de or en; not {}", shown(language));
    }
    return language;
}

checks::Severity least_severity(const Arguments& arguments)
{
    const std::string wanted = arguments.get("--severity", "note");
    for (const checks::Severity severity :
         {checks::Severity::note, checks::Severity::warning, checks::Severity::error}) {
        if (wanted == checks::name(severity)) {
            return severity;
        }
    }
    fail(ErrorCode::bad_usage, "--severity is note, warning or error; not {}", shown(wanted));
}

Field number_or_nothing(std::int64_t number)
{
    return number == 0 ? Field() : Field(number);
}

void print(const std::vector<checks::Finding>& findings, const Arguments& arguments, Environment& environment,
           WorkspaceCall& call)
{
    const std::string language = language_of(arguments);
    std::map<std::int32_t, std::string> files;
    for (const sources::Delivery& delivery : call.workspace.deliveries().all()) {
        files[delivery.number] = delivery.file_name;
    }
    RowWriter rows(arguments, environment,
                   {"finding", "check", "severity", "dataset", "indicator", "delivery", "file", "row", "column", "area",
                    "period", "cell", "cells", "text", "right", "acknowledged"});
    const bool all_places = arguments.has("--places");
    for (const checks::Finding& finding : findings) {
        std::vector<checks::Place> places = finding.places;
        if (places.empty()) {
            places.emplace_back();
        }
        places.resize(all_places ? places.size() : 1);
        for (const checks::Place& place : places) {
            rows.row({finding.id, std::string(finding.check->id), std::string(checks::name(finding.check->severity)),
                      finding.dataset, finding.indicator, number_or_nothing(place.delivery), files[place.delivery],
                      number_or_nothing(place.row), number_or_nothing(place.column), place.area,
                      place.period == 0 ? std::string() : Period::from_code(place.period).text(), place.cell,
                      number_or_nothing(finding.cells), finding.text.in(language), finding.check->right.in(language),
                      finding.acknowledged ? finding.acknowledged->reason : std::string()});
        }
    }
    rows.finish();
}

int acknowledge(const Arguments& arguments, Environment& environment, WorkspaceCall& call)
{
    const std::string id = arguments.get("--acknowledge");
    const std::vector<checks::Finding> findings = checks::run_checks(call.workspace, {std::nullopt, &call.definitions});
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [&](const checks::Finding& finding) { return finding.id == id; });
    if (found == findings.end()) {
        fail(ErrorCode::not_found, "there is no finding {}; `allmende check` lists those that there are", shown(id));
    }
    checks::Acknowledgements(call.workspace.database())
        .acknowledge(*found, arguments.get("--reason"), *environment.clock);
    environment.err(fmt::format("acknowledged {}: {}\n", found->id, found->text.en));
    return 0;
}

int run_check(const Arguments& arguments, Environment& environment)
{
    if (arguments.has("--acknowledge") || arguments.has("--withdraw")) {
        // Whoever writes holds the workspace; reading alone does not.
        const FileLock lock(std::filesystem::path(arguments.positional.front()) / "workspace.lock",
                            "the workspace " + arguments.positional.front());
        WorkspaceCall call(arguments, environment);
        if (arguments.has("--acknowledge")) {
            return acknowledge(arguments, environment, call);
        }
        checks::Acknowledgements(call.workspace.database())
            .withdraw(arguments.get("--withdraw"), arguments.get("--reason"), *environment.clock);
        return 0;
    }
    const checks::Severity least = least_severity(arguments);
    WorkspaceCall call(arguments, environment);
    checks::CheckRequest request;
    request.definitions = &call.definitions;
    if (arguments.has("--delivery")) {
        const std::string text = arguments.get("--delivery");
        const auto deliveries = call.workspace.deliveries().all();
        const auto found = std::find_if(deliveries.begin(), deliveries.end(),
                                        [&](const auto& delivery) { return std::to_string(delivery.number) == text; });
        if (found == deliveries.end()) {
            fail(ErrorCode::not_found, "there is no delivery {}; the workspace has {}", shown(text), deliveries.size());
        }
        request.delivery = found->number;
    }
    std::vector<checks::Finding> findings = checks::run_checks(call.workspace, request);
    std::erase_if(findings, [&](const checks::Finding& finding) {
        return finding.check->severity < least || (finding.acknowledged && !arguments.has("--all"));
    });
    print(findings, arguments, environment, call);
    const bool failed = std::any_of(findings.begin(), findings.end(), [](const checks::Finding& finding) {
        return finding.check->severity == checks::Severity::error && !finding.acknowledged;
    });
    return failed ? info(ErrorCode::check_failed).exit_status : 0;
}

}  // namespace

Command check_command()
{
    return {
        "check",
        "WORKSPACE",
        1,
        1,
        "all quality findings",
        "A finding is an error (surely wrong), a warning (somebody must look) or a note. Errors that nobody acknowledged make the exit\n"
        "status 1. An acknowledged finding is no longer listed, unless its numbers change.",
        {{"--severity", "LEAST", "note (default), warning or error"},
         {"--delivery", "N", "only what concerns this delivery"},
         {"--acknowledge", "ID", "take note of a finding, with --reason"},
         {"--withdraw", "ID", "take an acknowledgement back, with --reason"},
         {"--reason", "TEXT", "why; it is kept"},
         {"--all", "", "also acknowledged findings"},
         {"--places", "", "one row for each of the first cells of a finding"},
         {"--language", "de|en", "of the texts; en by default"},
         format_option},
        run_check};
}

}  // namespace allmende::cli
