#include "reports/report.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/error.hpp"

namespace allmende::reports {

namespace {

bool is_name(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

ReportNeeds read_needs(const Config& config)
{
    config.allow_only({"indicators", "areas", "years"});
    ReportNeeds needs{config.texts("indicators"), config.texts("areas"), {}};
    for (const std::string& text : config.texts("years")) {
        int year = 0;
        if (!read_year(text, year)) {
            config.complain("years", fmt::format("{} is no year of four digits in quotes", shown(text)));
        }
        needs.years.push_back(year);
    }
    return needs;
}

Report read_report(const std::filesystem::path& folder)
{
    const Config config = Config::load(folder / "report.toml");
    config.allow_only({"id", "title", "subtitle", "authors", "languages", "chapters", "numbering", "needs"});
    Report report;
    report.folder = folder;
    report.id = config.text("id");
    if (report.id != folder.filename().string() || !is_name(report.id)) {
        config.complain("id",
                        fmt::format("the id must be the name of the folder, {}, in small letters, digits, - and _",
                                    folder.filename().string()));
    }
    report.title = config.localized("title");
    report.subtitle = config.localized_or_empty("subtitle");
    report.authors = config.texts_or_empty("authors");
    report.languages = config.texts("languages");
    for (const std::string& language : report.languages) {
        if (language != "de" && language != "en") {
            config.complain("languages",
                            fmt::format("{} is no language of reports; known are de and en", shown(language)));
        }
    }
    report.chapters = config.texts("chapters");
    for (const std::string& chapter : report.chapters) {
        if (!is_name(chapter)) {
            config.complain("chapters",
                            fmt::format("{} is no name of a chapter; write 01-kernaussagen for 01-kernaussagen.de.md",
                                        shown(chapter)));
        }
    }
    if (report.chapters.empty() || report.languages.empty()) {
        config.complain("chapters", "a report has at least one chapter and one language");
    }
    report.numbered_by_chapter = config.choice_or("numbering", {"chapter", "continuous"}, "chapter") == "chapter";
    if (const auto needs = config.table_or_none("needs")) {
        report.needs = read_needs(*needs);
    }
    return report;
}

/// `01-kernaussagen` → `kernaussagen`
std::string chapter_id(const std::string& name)
{
    const std::size_t letter = name.find_first_not_of("0123456789-_");
    return letter == std::string::npos ? name : name.substr(letter);
}

/// A text that nobody listed would silently be missing from the report.
void refuse_forgotten_chapters(const Report& report)
{
    for (const auto& entry : std::filesystem::directory_iterator(report.folder)) {
        if (entry.path().extension() != ".md") {
            continue;
        }
        const std::string name = entry.path().stem().stem().string();
        if (std::find(report.chapters.begin(), report.chapters.end(), name) == report.chapters.end()) {
            fail(ErrorCode::bad_input,
                 "{}: this chapter is not listed in report.toml; add “{}” to “chapters” or remove the file",
                 entry.path().string(), name);
        }
    }
}

std::vector<std::string> fenced_kinds(const Chapter& chapter)
{
    std::vector<std::string> kinds;
    for (const Block& block : chapter.blocks) {
        if (block.kind != Block::Kind::text) {
            kinds.emplace_back(name(block.kind));
        }
    }
    return kinds;
}

/// The same charts and tables in each language, so that Abbildung 2.1 is Figure 2.1.
void compare_languages(const std::vector<Chapter>& first, const std::vector<Chapter>& other)
{
    for (std::size_t i = 0; i < first.size(); ++i) {
        const std::vector<std::string> expected = fenced_kinds(first[i]);
        const std::vector<std::string> found = fenced_kinds(other[i]);
        if (expected != found || first[i].numbered != other[i].numbered) {
            fail(ErrorCode::bad_input,
                 "{}: this chapter must have the same blocks in the same order as {} ({}), but has {}",
                 other[i].source->file(), first[i].source->file(), expected.empty() ? "none" : join(expected, ", "),
                 found.empty() ? "none" : join(found, ", "));
        }
    }
}

void refuse_same_ids(const std::vector<Chapter>& chapters)
{
    std::set<std::string> blocks;
    std::set<std::string> ids;
    for (const Chapter& chapter : chapters) {
        if (!ids.insert(chapter.id).second) {
            chapter.source->complain(0, fmt::format("there are two chapters called {}", chapter.id));
        }
        for (const Block& block : chapter.blocks) {
            if (!block.id.empty() && !blocks.insert(block.id).second) {
                chapter.source->complain(block.at, fmt::format("there are two blocks with the id “{}”", block.id));
            }
        }
    }
}

}  // namespace

std::vector<Report> load_reports(const std::vector<std::filesystem::path>& catalogues)
{
    std::map<std::string, Report> by_id;
    for (const std::filesystem::path& catalogue : catalogues) {
        const std::filesystem::path folder = catalogue / "reports";
        if (!std::filesystem::is_directory(folder)) {
            continue;
        }
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (std::filesystem::exists(entry.path() / "report.toml")) {
                Report report = read_report(entry.path());
                const std::string id = report.id;
                by_id.insert_or_assign(id, std::move(report));
            }
        }
    }
    std::vector<Report> reports;
    for (auto& [id, report] : by_id) {
        reports.push_back(std::move(report));
    }
    return reports;
}

const Report& need_report(const std::vector<Report>& reports, std::string_view id)
{
    std::vector<std::string> known;
    for (const Report& report : reports) {
        if (report.id == id) {
            return report;
        }
        known.push_back(report.id);
    }
    const std::string like = nearest(id, known);
    fail(ErrorCode::not_found, "there is no report {}{}", shown(id),
         !like.empty()   ? "; did you mean " + like + "?"
         : known.empty() ? "; the catalogue has none"
                         : "; known reports: " + join(known, ", "));
}

std::string unmet_need(const Report& report, const FigureFinder& finder)
{
    for (const std::string& id : report.needs.indicators) {
        const std::optional<std::size_t> indicator = finder.indicator(id);
        if (!indicator) {
            return fmt::format("there are no figures of {}", id);
        }
        for (const std::string& word : report.needs.areas) {
            const std::vector<std::string> keys = finder.areas(word);
            for (const int year : report.needs.years) {
                FigureName name;
                name.indicator = indicator;
                name.series = 0;
                name.year = YearName{YearName::Kind::fixed, year};
                name.area = keys.empty() ? word : keys.front();
                const indicators::Figure* figure = keys.empty() ? nullptr : finder.figure(name);
                if (figure == nullptr || !figure->has_value()) {
                    return fmt::format("there is no figure of {} for {} in {}", id, word, year);
                }
            }
        }
    }
    return {};
}

std::map<std::string, std::vector<Chapter>> read_chapters(const Report& report, const FigureFinder& finder)
{
    refuse_forgotten_chapters(report);
    std::map<std::string, std::vector<Chapter>> by_language;
    for (const std::string& language : report.languages) {
        std::vector<Chapter>& chapters = by_language[language];
        for (const std::string& name : report.chapters) {
            const std::filesystem::path path = report.folder / (name + "." + language + ".md");
            if (!std::filesystem::exists(path)) {
                fail(ErrorCode::not_found, "{}: this chapter of the report {} is missing", path.string(), report.id);
            }
            chapters.push_back(read_chapter(path, chapter_id(name), finder));
        }
        refuse_same_ids(chapters);
        compare_languages(by_language.at(report.languages.front()), chapters);
    }
    return by_language;
}

}  // namespace allmende::reports
