#include "base/json.hpp"
#include "releases/texts.hpp"
#include "reports/report_file.hpp"

namespace allmende::reports {

namespace {

Json figure_json(const FigureRef& figure)
{
    return {{"indicator", figure.indicator}, {"area", figure.area}, {"year", figure.year}, {"series", figure.series}};
}

Json item_json(const ChartItem& item)
{
    Json values = Json::array();
    for (const std::optional<double>& value : item.values) {
        values.push_back(value ? Json(*value) : Json());
    }
    Json bounds = Json::array();
    for (const auto& bound : item.bounds) {
        bounds.push_back(bound ? Json::array({bound->first, bound->second}) : Json());
    }
    return {{"key", item.key},  {"label", item.label}, {"role", item.role},
            {"values", values}, {"marks", item.marks}, {"bounds", bounds}};
}

Json data_json(const ChartData& data)
{
    Json json;
    json["unit"] = indicators::name(data.unit);
    json["unitText"] = data.unit_text;
    json["decimals"] = data.decimals;
    json["year"] = data.year ? Json(*data.year) : Json();
    json["years"] = data.years;
    json["yearLabels"] = data.year_labels;
    json["items"] = Json::array();
    for (const ChartItem& item : data.items) {
        json["items"].push_back(item_json(item));
    }
    json["parts"] = data.parts;
    json["breaks"] = Json::array();
    for (const ChartBreak& entry : data.breaks) {
        json["breaks"].push_back({{"year", entry.year}, {"text", entry.text}});
    }
    json["boundary"] = data.boundary.empty() ? Json() : Json(data.boundary);
    return json;
}

Json block_json(const TextPart& block)
{
    return {{"kind", "text"}, {"markdown", block.markdown}};
}

Json block_json(const TilePart& block)
{
    return {{"kind", "tile"},
            {"title", block.title},
            {"value", block.value},
            {"note", block.note},
            {"figure", figure_json(block.figure)}};
}

Json block_json(const TablePart& block)
{
    return {{"kind", "table"},    {"number", block.number}, {"title", block.title}, {"source", block.source},
            {"head", block.head}, {"rows", block.rows},     {"note", block.note}};
}

Json block_json(const ChartPart& block)
{
    return {{"kind", "chart"},  {"chart", block.chart},   {"number", block.number}, {"title", block.title},
            {"alt", block.alt}, {"source", block.source}, {"note", block.note},     {"data", data_json(block.data)}};
}

Json chapter_json(const ChapterFile& chapter)
{
    Json json;
    json["id"] = chapter.id;
    json["number"] = chapter.number;
    json["title"] = chapter.title;
    json["blocks"] = Json::array();
    for (const BlockFile& block : chapter.blocks) {
        json["blocks"].push_back(std::visit([](const auto& one) { return block_json(one); }, block));
    }
    return json;
}

}  // namespace

std::string json_text(const ReportFile& report)
{
    Json json;
    json["id"] = report.id;
    json["title"] = releases::json(report.title);
    json["subtitle"] = releases::json(report.subtitle);
    json["authors"] = report.authors;
    json["date"] = report.date;
    json["languages"] = report.languages;
    json["chapters"] = Json::object();
    for (const std::string& language : report.languages) {
        Json list = Json::array();
        for (const ChapterFile& chapter : report.chapters.at(language)) {
            list.push_back(chapter_json(chapter));
        }
        json["chapters"][language] = std::move(list);
    }
    json["checked"] = Json::object();
    for (const auto& [language, tally] : report.checked) {
        json["checked"][language] = {{"claims", tally.claims}, {"figures", tally.references}};
    }
    json["pdf"] = Json::object();
    for (const auto& [language, file] : report.pdf) {
        json["pdf"][language] = file;
    }
    return json.dump() + "\n";
}

}  // namespace allmende::reports
