#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/text.hpp"
#include "indicators/definition.hpp"

namespace allmende::reports {

// A report as a release has it: `reports/ID.json` (ReportFile of web/src/lib/data/types.ts).

/// A figure that a page can lead to.
struct FigureRef {
    std::string indicator;
    std::string area;
    int year = 0;
    std::size_t series = 0;
};

struct TextPart {
    std::string markdown;
};

struct TilePart {
    std::string title;
    std::string value;
    std::string note;
    FigureRef figure;
};

struct TablePart {
    std::string number;
    std::string title;
    std::string source;
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
    std::string note;
};

struct ChartItem {
    std::string key;
    std::string label;
    std::string role;  ///< member, region, context, highlight
    std::vector<std::optional<double>> values;
    std::vector<std::string> marks;
    std::vector<std::optional<std::pair<double, double>>> bounds;
};

struct ChartBreak {
    int year = 0;
    std::string text;
};

struct ChartData {
    indicators::Unit unit = indicators::Unit::count;
    std::string unit_text;
    int decimals = 0;
    std::optional<int> year;
    std::vector<int> years;
    std::vector<std::string> year_labels;
    std::vector<ChartItem> items;
    std::vector<std::string> parts;
    std::vector<ChartBreak> breaks;
    std::string boundary;  ///< empty: none
};

struct ChartPart {
    std::string chart;  ///< ranking, series, stacked, map
    std::string number;
    std::string title;
    std::string alt;
    std::string source;
    std::string note;
    ChartData data;
};

using BlockFile = std::variant<TextPart, TilePart, TablePart, ChartPart>;

struct ChapterFile {
    std::string id;
    std::string number;  ///< `2`; empty for chapters without
    std::string title;
    std::vector<BlockFile> blocks;
};

/// How many things were checked.
struct Tally {
    std::size_t claims = 0;
    std::size_t references = 0;
};

struct ReportFile {
    std::string id;
    Localized title;
    Localized subtitle;
    std::vector<std::string> authors;
    std::string date;
    std::vector<std::string> languages;
    std::map<std::string, std::vector<ChapterFile>> chapters;
    std::map<std::string, Tally> checked;    ///< by language
    std::map<std::string, std::string> pdf;  ///< by language; empty where none is made
};

/// The bytes of the file.
std::string json_text(const ReportFile& report);

}  // namespace allmende::reports
