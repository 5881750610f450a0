#include "sources/delivered_file.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/workbook.hpp"
#include "sources/declared_remarks.hpp"

namespace allmende::sources {

namespace {

/// Whether a file has an official layout. Throws where it begins with one and is damaged.
bool is_official(const std::filesystem::path& path, const formats::ReadOptions& options)
{
    try {
        formats::check_ends(path, options);
        return true;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::bad_input || formats::begins_as_official(path, options)) {
            throw;
        }
        return false;
    }
}

}  // namespace

DeliveredFile::DeliveredFile(const std::filesystem::path& path, const formats::ReadOptions& options,
                             Understand understand, const std::optional<Mapping>& mapping)
    : path_(path), options_(options), understand_(std::move(understand))
{
    if (!mapping && is_official(path, options)) {
        tables_.push_back({"", std::nullopt, path});
        return;
    }
    if (!mapping && formats::is_workbook(path)) {
        find_official_sheets();
    }
    if (!tables_.empty()) {
        return;
    }
    plain_ = std::make_unique<formats::PlainFile>(path, options);
    if (mapping) {
        const formats::PlainTable& table = plain_->table(mapping->sheet);
        Proposal proposal;
        proposal.mapping = *mapping;
        if (proposal.mapping.file.empty()) {
            proposal.mapping.file = table_id(table);
        }
        proposal.reasons = table.remarks;
        tables_.push_back({table.sheet, std::move(proposal), {}, false});
        return;
    }
    for (const formats::PlainTable& table : plain_->tables()) {
        tables_.push_back(understood(table));
    }
}

void DeliveredFile::find_official_sheets()
{
    const formats::Workbook workbook(path_, options_.file_name);
    for (std::size_t sheet = 0; sheet < workbook.titles().size(); ++sheet) {
        const std::filesystem::path csv = sheets_.path() / fmt::format("sheet-{}.csv", sheet + 1);
        if (workbook.write_csv(sheet, csv).cells > 0 && is_official(csv, options_)) {
            tables_.push_back({workbook.titles()[sheet], std::nullopt, csv});
        }
    }
}

DeliveredFile::Table DeliveredFile::understood(const formats::PlainTable& table) const
{
    const TableProfile profile = profile_of(table);
    Table read = read_through(table, profile);
    Proposal& proposal = *read.proposal;
    for (std::string& remark : declared_remarks(table, profile, proposal.mapping)) {
        proposal.reasons.push_back(std::move(remark));
    }
    if (auto unsure = read.found_again ? unsure_number(table, proposal.mapping) : std::nullopt) {
        proposal.questions.push_back(std::move(*unsure));
    }
    return read;
}

DeliveredFile::Table DeliveredFile::read_through(const formats::PlainTable& table, const TableProfile& profile) const
{
    const Understanding& understanding = understand_();
    const MappingKnowledge knowledge{understanding.names, understanding.dimensions};
    for (const Mapping& earlier : understanding.earlier) {
        if (auto fitted = fit_mapping(earlier, table, profile, knowledge)) {
            fitted->mapping.sheet = table.sheet;
            Proposal proposal{std::move(fitted->mapping), std::move(fitted->changes), std::move(fitted->questions)};
            return {table.sheet, std::move(proposal), {}, true};
        }
    }
    Proposal proposal = propose_mapping(table, profile, knowledge);
    for (const Mapping& earlier : understanding.earlier) {
        if (proposal.questions.empty()) {
            break;
        }
        if (auto borrowed = borrow_mapping(earlier, table, profile, proposal)) {
            borrowed->mapping.sheet = table.sheet;
            return {table.sheet, Proposal{std::move(borrowed->mapping), std::move(borrowed->changes), {}}, {}, true};
        }
    }
    return {table.sheet, std::move(proposal), {}, false};
}

void DeliveredFile::need_answers(const Table& table) const
{
    if (!table.proposal || table.proposal->questions.empty()) {
        return;
    }
    std::vector<std::string> questions;
    for (const Question& question : table.proposal->questions) {
        questions.push_back(question.text);
    }
    const std::string& name = options_.file_name;
    fail(
        ErrorCode::bad_input,
        "{}{}: the columns cannot be understood surely: {}. `allmende map {} > mapping.toml` writes down what was understood; "
        "correct that, then deliver the file with --mapping mapping.toml",
        name, table.part.empty() ? "" : fmt::format(", sheet “{}”", table.part), join(questions, "; "), name);
}

formats::TableResult DeliveredFile::read(const Table& table, formats::TableSink& sink,
                                         const std::function<void(const Institution&)>& institution) const
{
    if (!table.proposal) {
        return formats::read_table(table.official, sink, options_);
    }
    const Understanding& understanding = understand_();
    return read_mapped(plain_->table(table.part), table.proposal->mapping,
                       {understanding.names, understanding.notation}, sink, institution);
}

std::string DeliveredFile::edition(const Table& table) const
{
    return table.proposal ? plain_->table(table.part).edition : formats::edition_of_file(table.official);
}

std::string DeliveredFile::layout(const Table& table, const formats::TableResult& result) const
{
    return table.proposal ? plain_->table(table.part).layout : std::string(formats::name(result.facts.layout));
}

void check_file(const std::filesystem::path& path, const formats::ReadOptions& options)
{
    if (!is_official(path, options)) {
        const formats::PlainFile readable(path, options);
    }
}

}  // namespace allmende::sources
