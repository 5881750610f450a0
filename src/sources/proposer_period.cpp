#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "sources/headings.hpp"
#include "sources/proposer.hpp"
#include "sources/spoken_period.hpp"

namespace allmende::sources {

namespace {

constexpr std::string_view notations = "2024, 2024-12-31, 2024/25, 2024-Q1 or 2024-03";

/// How plainly a heading says that the time of the numbers is below it; 0: not at all.
int plainness(std::string_view heading)
{
    if (!says_period(heading)) {
        return 0;
    }
    if (heading_says(heading, "monat month quartal quarter berichtsmonat berichtsquartal semester")) {
        return 3;  // finer than a year beside it
    }
    return heading_says(heading,
                        "jahr jahre year years zeit time zeitbezug *zeitraum *stichtag stand datum date *monat "
                        "*quartal berichtsjahr berichtszeit bezugsjahr erhebungsjahr erhebungsdatum erhebungsstand "
                        "schuljahr kitajahr kita-jahr kindergartenjahr haushaltsjahr wirtschaftsjahr rechnungsjahr "
                        "kalenderjahr pruefungsjahr abgangsjahr entlassjahr entlassungsjahr abschlussjahr studienjahr "
                        "time-period period sj kgj")
               ? 2
               : 1;
}

}  // namespace

void Proposer::find_period()
{
    Mapping& mapping = proposal_.mapping;
    if (const auto column = time_column()) {
        taken_[*column] = true;
        mapping.period_column = name(*column);
        say("the time stands in “{}” (for example {})", name(*column), of(*column).example);
        find_part_of_year();
        return;
    }
    if (ask_about_declared_period()) {
        return;
    }
    for (std::size_t c = 0; c < size(); ++c) {
        const HeadingTime time = of(c).numbers > 0 && !taken_[c] ? time_of_heading(name(c)) : HeadingTime();
        headings_tell_time_ = headings_tell_time_ || time.period || !time.unclear.empty();
    }
    if (headings_tell_time_) {
        return;
    }
    if (!misread_time_.empty()) {
        ask("period", "{}", misread_time_);
        return;
    }
    const NamedPeriod named = named_period();
    if (const auto column = column_of_years()) {
        const auto& texts = of(*column).texts;
        const bool same = !named.period || std::any_of(texts.begin(), texts.end(), [&](const auto& entry) {
            return period_of_cell(entry.first, TimeHeading::any)->year == named.period->year;
        });
        if (!same) {
            ask("period",
                "“{}” holds {} and others, but the {} says {}. Write period = \"{}\", or period_column where that "
                "column says of when the numbers are",
                name(*column), shown(of(*column).example), named.where, named.period->text(), named.period->text());
            return;
        }
        taken_[*column] = true;
        mapping.period_column = name(*column);
        say("“{}” holds years or days, so it is the time", name(*column));
        return;
    }
    if (named.period) {
        mapping.period = named.period;
        say("the time of all rows is {}, from the {}", named.period->text(), named.where);
        find_part_of_year();
    } else if (const auto fetched = column_of_fetching()) {
        taken_[*fetched] = true;
        mapping.period_column = name(*fetched);
        say("the list is of when it was fetched, in “{}” (for example {})", name(*fetched), of(*fetched).example);
    } else if (!named.unclear.empty()) {
        ask("period", "the {} says {}, which is no time that is known. Write period = one of {}", named.where,
            shown(named.unclear), notations);
    } else {
        ask("period",
            "no column says of when the numbers are. Write period = \"2024\" (or \"2024-12-31\", \"2024/25\")");
    }
}

bool Proposer::ask_about_declared_period()
{
    const auto columns = with_role(formats::Role::period);
    if (columns.empty() || of(columns.front()).filled == 0) {
        return false;
    }
    const std::size_t column = columns.front();
    taken_[column] = true;
    proposal_.mapping.period_column = name(column);
    for (const auto& [text, count] : of(column).texts) {
        if (!period_of_cell(text, time_heading(name(column)))) {
            ask("period_column",
                "{} in “{}” is no reporting period that is known (years, school years, semesters, quarters, months, "
                "days are). Ask for the table without half-years, weeks and spans of years",
                shown(text), name(column));
            return true;
        }
    }
    ask("period_column", "“{}” is empty in some rows, so their time is not known", name(column));
    return true;
}

std::optional<std::size_t> Proposer::time_column()
{
    const NamedPeriod named = named_period();
    std::optional<std::size_t> best;
    int best_rank = 0;
    for (std::size_t c = 0; c < size(); ++c) {
        const ColumnProfile& profile = of(c);
        const bool declared = table_.columns[c].role == formats::Role::period;
        const int rank = declared ? 4 : plainness(name(c));
        if (taken_[c] || rank == 0 || profile.filled * 100 < profile_.rows * 98) {
            continue;
        }
        if (profile.periods < profile.filled) {
            note_misread_time(c);
            continue;
        }
        const auto is_named = [&](const auto& entry) {
            return period_of_cell(entry.first, time_heading(name(c)))->year == named.period->year;
        };
        if (rank == 1 && named.period && std::none_of(profile.texts.begin(), profile.texts.end(), is_named)) {
            // `Abnahmejahr` of a table of 2023 may be of the things that it counts.
            misread_time_ = fmt::format(
                "“{}” holds {} and others, but the {} says {}. Write period = \"{}\", or period_column where that "
                "column says of when the numbers are",
                name(c), shown(profile.example), named.where, named.period->text(), named.period->text());
            continue;
        }
        if (rank > best_rank || (rank == best_rank && profile.distinct() < of(*best).distinct())) {
            best = c;
            best_rank = rank;
        }
    }
    if (best && time_heading(name(*best)) != TimeHeading::school_year) {
        const auto& texts = of(*best).texts;
        const auto both = std::find_if(texts.begin(), texts.end(),
                                       [](const auto& entry) { return is_month_or_school_year(entry.first); });
        const bool school_years = std::any_of(texts.begin(), texts.end(), [](const auto& entry) {
            const auto period = period_of_cell(entry.first, TimeHeading::any);
            return period && period->kind == PeriodKind::school_year;
        });
        if (both != texts.end() && school_years) {
            ask("period_column",
                "{} in “{}” may be a month or a school year; write it as {}/{} or call the column Schuljahr",
                shown(both->first), name(*best), both->first.substr(0, 4), both->first.substr(5));
        }
    }
    return best;
}

void Proposer::note_misread_time(std::size_t column)
{
    const auto is_time = [](const std::string& text) {
        const SpokenPeriod spoken = spoken_period(text);
        return period_of_cell(text, TimeHeading::any) || spoken.period || spoken.several || !spoken.unclear.empty();
    };
    if (!misread_time_.empty() || plainness(name(column)) < 2 || !of(column).all_texts || of(column).is_numeric()) {
        return;
    }
    const auto& texts = of(column).texts;
    // A column of `Monat` with numbers is none; its year stands elsewhere.
    if (std::none_of(texts.begin(), texts.end(), [&](const auto& entry) { return is_time(entry.first); })) {
        return;
    }
    for (const auto& [text, count] : texts) {
        if (!period_of_cell(text, time_heading(name(column)))) {
            misread_time_ = fmt::format(
                "“{}” says {}, which is no time that is known. Write {} there, or period = one of these for all rows",
                name(column), shown(text), notations);
            return;
        }
    }
}

std::optional<std::size_t> Proposer::column_of_years() const
{
    std::size_t numeric = 0;
    for (std::size_t c = 0; c < size(); ++c) {
        numeric += !taken_[c] && of(c).is_numeric() ? 1 : 0;
    }
    for (std::size_t c = 0; c < size(); ++c) {
        const bool years = of(c).years == profile_.rows && of(c).least >= 1950 && of(c).most <= 2100;
        // Days without a heading are of what stands beside them.
        if (!taken_[c] && heading_says(name(c), "spalte") && of(c).filled == profile_.rows && of(c).years == 0 &&
            of(c).periods == of(c).filled && of(c).numbers == 0) {
            return c;
        }
        if (!taken_[c] && years && of(c).distinct() < of(c).filled && numeric > 1 && !says_own_time(name(c)) &&
            table_.columns[c].role == formats::Role::none) {
            return c;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> Proposer::column_of_fetching() const
{
    for (std::size_t c = 0; proposal_.mapping.institution && c < size(); ++c) {
        if (!taken_[c] && says_change_of_file(name(c)) && of(c).filled == profile_.rows &&
            of(c).periods == of(c).filled && of(c).distinct() == 1) {
            return c;
        }
    }
    return std::nullopt;
}

void Proposer::find_part_of_year()
{
    Mapping& mapping = proposal_.mapping;
    const Period year{PeriodKind::year, 2000, 0, 0};
    if (mapping.period && mapping.period->kind != PeriodKind::year) {
        return;
    }
    for (std::size_t c = 0; c < size() && !mapping.period_column.empty(); ++c) {
        if (name(c) == mapping.period_column && of(c).years < of(c).filled) {
            return;  // school years and days have no months of their own
        }
    }
    for (std::size_t c = 0; c < size(); ++c) {
        const auto& texts = of(c).texts;
        const bool parts = of(c).filled == profile_.rows && of(c).all_texts &&
                           std::all_of(texts.begin(), texts.end(), [&](const auto& entry) {
                               return period_in_year(year, entry.first, name(c)).has_value();
                           });
        if (!taken_[c] && parts && heading_says(name(c), "monat berichtsmonat month quartal vierteljahr quarter")) {
            taken_[c] = true;
            mapping.period_part_column = name(c);
            say("“{}” says which part of the year", name(c));
            return;
        }
    }
}

Proposer::NamedPeriod Proposer::named_period() const
{
    const std::array<std::pair<std::string_view, std::string>, 3> places{
        {{"title", table_.title},
         {"name of the sheet", table_.sheet},
         {"name of the file", std::filesystem::path(table_.options.file_name).stem().string()}}};
    for (const auto& [where, text] : places) {
        const SpokenPeriod spoken = spoken_period(text);
        if (spoken.period || !spoken.unclear.empty()) {
            return {spoken.period, where, spoken.unclear};
        }
    }
    return {};
}

void Proposer::find_period_of_institutions()
{
    Mapping& mapping = proposal_.mapping;
    if (!mapping.institution || mapping.period || !mapping.period_column.empty()) {
        return;
    }
    if (const NamedPeriod named = named_period(); named.period) {
        mapping.period = named.period;
        say("the list is of {}, from the {}", named.period->text(), named.where);
        return;
    }
    for (const ValueRule& rule : mapping.values) {
        if (rule.period && (!mapping.period || mapping.period->code() < rule.period->code())) {
            mapping.period = rule.period;
        }
    }
    if (mapping.period) {
        say("the list is of {}, the latest time of its headings", mapping.period->text());
    } else {
        ask("period", "of when is the list of institutions? Write period = one of {}", notations);
    }
}

void Proposer::find_periods_of_others()
{
    Mapping& mapping = proposal_.mapping;
    const auto compares = [](const ValueRule& rule) {
        return heading_says(rule.column,
                            "veraenderung* entwicklung* differenz* abweichung* zuwachs* zunahme* abnahme* wachstum* "
                            "delta");
    };
    std::vector<std::string> left_out;
    std::vector<std::string> without;
    std::vector<std::string> unclear;
    for (ValueRule& rule : mapping.values) {
        const HeadingTime time = time_of_heading(rule.column);
        // `Veränderung 2022/23` is of two times, `Veränderung 2023` of one.
        if (compares(rule) && (!rule.period || rule.period->kind == PeriodKind::school_year)) {
            left_out.push_back(rule.column);
            rule.column.clear();
        } else if (!time.unclear.empty()) {
            unclear.push_back(rule.column);
            rule.asks_period = true;
        } else if (!rule.period) {
            without.push_back(rule.column);
        }
    }
    std::erase_if(mapping.values, [](const ValueRule& rule) { return rule.column.empty(); });
    if (!left_out.empty()) {
        say("{} compare{} two times and {} left out", shown_list(left_out), left_out.size() == 1 ? "s" : "",
            left_out.size() == 1 ? "is" : "are");
    }
    if (!unclear.empty()) {
        ask("value.period",
            "of when {} is, is no time that is known. Write period = one of {} in its [[value]], and in `measure` what "
            "tells it from others of the same time",
            shown_list(unclear), notations);
    }
    if (without.empty()) {
        return;
    }
    const NamedPeriod named = named_period();
    if (named.period) {
        mapping.period = named.period;
        say("{} name{} no time; it is {}, from the {}", shown_list(without), without.size() == 1 ? "s" : "",
            named.period->text(), named.where);
        return;
    }
    for (ValueRule& rule : mapping.values) {
        rule.asks_period = rule.asks_period || !rule.period;
    }
    ask("value.period",
        "{} {} not say of when, as other columns do. Write period = one of {} in the [[value]] of each, or take it out",
        shown_list(without), without.size() == 1 ? "does" : "do", notations);
}

}  // namespace allmende::sources
