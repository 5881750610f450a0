#include "cli/output.hpp"

#include "base/cell.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/json.hpp"

namespace allmende::cli {

RowWriter::RowWriter(const Arguments& arguments, Environment& environment, std::vector<std::string> columns)
    : environment_(environment), columns_(std::move(columns))
{
    const std::string format = arguments.get("--format", "csv");
    if (format != "csv" && format != "json") {
        fail(ErrorCode::bad_usage, "--format takes csv or json, not {}", shown(format));
    }
    json_ = format == "json";
    if (json_) {
        out_ = "[";
        return;
    }
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        out_ += c > 0 ? "," : "";
        append_csv_field(out_, columns_[c]);
    }
    out_ += "\r\n";
}

void RowWriter::row(const std::vector<Field>& fields)
{
    ensure(fields.size() == columns_.size(), "a row has as many fields as columns");
    if (json_) {
        Json object;
        for (std::size_t c = 0; c < fields.size(); ++c) {
            std::visit(
                [&](const auto& value) {
                    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
                        object[columns_[c]] = nullptr;
                    } else {
                        object[columns_[c]] = value;
                    }
                },
                fields[c]);
        }
        out_ += first_ ? "\n" : ",\n";
        out_ += object.dump();
    } else {
        for (std::size_t c = 0; c < fields.size(); ++c) {
            out_ += c > 0 ? "," : "";
            if (const auto* text = std::get_if<std::string>(&fields[c])) {
                append_csv_field(out_, *text);
            } else if (const auto* integer = std::get_if<std::int64_t>(&fields[c])) {
                out_ += std::to_string(*integer);
            } else if (const auto* number = std::get_if<double>(&fields[c])) {
                out_ += shortest(*number);
            }
        }
        out_ += "\r\n";
    }
    first_ = false;
    flush(false);
}

void RowWriter::finish()
{
    if (json_) {
        out_ += first_ ? "]\n" : "\n]\n";
    }
    flush(true);
}

void RowWriter::flush(bool always)
{
    if (always || out_.size() > std::size_t{1} << 16) {
        environment_.out(out_);
        out_.clear();
    }
}

std::function<void(const std::string&)> progress_line(Environment& environment)
{
    return [&environment](const std::string& text) {
        if (environment.show_progress) {
            environment.err(fmt::format("{}{} …", over_progress(environment), text));
        }
    };
}

std::string over_progress(const Environment& environment)
{
    return environment.show_progress ? "\r\033[K" : "";
}

}  // namespace allmende::cli
