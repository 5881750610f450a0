#include "formats/xlsx_writer.hpp"

#include <xlsxwriter.h>

#include "base/ensure.hpp"
#include "base/error.hpp"

namespace allmende::formats {

struct XlsxWriter::State {
    std::filesystem::path path;
    lxw_workbook* workbook = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_format* bold = nullptr;
    lxw_row_t next_row = 0;
};

XlsxWriter::XlsxWriter(const std::filesystem::path& path) : state_(std::make_unique<State>())
{
    state_->path = path;
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    state_->workbook = workbook_new_opt(path.c_str(), &options);
    if (state_->workbook == nullptr) {
        fail(ErrorCode::disk, "{}: the workbook cannot be written", path.string());
    }
    // The same bytes each time: without it the library writes the time of day.
    lxw_doc_properties properties{};
    properties.created = 1;
    workbook_set_properties(state_->workbook, &properties);
    state_->bold = workbook_add_format(state_->workbook);
    format_set_bold(state_->bold);
}

XlsxWriter::~XlsxWriter()
{
    if (state_->workbook != nullptr) {
        workbook_close(state_->workbook);
    }
}

void XlsxWriter::sheet(const std::string& name)
{
    std::string allowed;
    for (const char c : name) {
        allowed += std::string_view("[]:*?/\\").find(c) == std::string_view::npos ? c : '-';
    }
    while (allowed.size() > 31) {
        // Whole UTF-8 characters only.
        do {
            allowed.pop_back();
        } while (!allowed.empty() && (static_cast<unsigned char>(allowed.back()) & 0xc0) == 0x80);
    }
    state_->sheet = workbook_add_worksheet(state_->workbook, allowed.c_str());
    if (state_->sheet == nullptr) {
        fail(ErrorCode::internal, "{}: the sheet “{}” cannot be made", state_->path.string(), allowed);
    }
    state_->next_row = 0;
}

void XlsxWriter::head(const std::vector<std::string>& names)
{
    ensure(state_->sheet != nullptr, "a workbook has a sheet before its rows");
    for (std::size_t c = 0; c < names.size(); ++c) {
        worksheet_write_string(state_->sheet, state_->next_row, static_cast<lxw_col_t>(c), names[c].c_str(),
                               state_->bold);
    }
    ++state_->next_row;
    worksheet_freeze_panes(state_->sheet, state_->next_row, 0);
}

void XlsxWriter::row(const std::vector<XlsxCell>& cells)
{
    ensure(state_->sheet != nullptr, "a workbook has a sheet before its rows");
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const auto column = static_cast<lxw_col_t>(c);
        if (const auto* text = std::get_if<std::string>(&cells[c])) {
            worksheet_write_string(state_->sheet, state_->next_row, column, text->c_str(), nullptr);
        } else if (const auto* number = std::get_if<double>(&cells[c])) {
            worksheet_write_number(state_->sheet, state_->next_row, column, *number, nullptr);
        }
    }
    ++state_->next_row;
}

void XlsxWriter::close()
{
    lxw_workbook* workbook = std::exchange(state_->workbook, nullptr);
    const lxw_error error = workbook_close(workbook);
    if (error != LXW_NO_ERROR) {
        fail(ErrorCode::disk, "{}: the workbook cannot be written ({})", state_->path.string(), lxw_strerror(error));
    }
}

}  // namespace allmende::formats
