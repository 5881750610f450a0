#include "api/public/figure_text.hpp"

namespace allmende::api::public_ {

void write_figure(JsonText& json, const releases::Released& release, const releases::ReleasedSeries& series,
                  const releases::ReleasedFigure& figure)
{
    const auto& area = release.areas().at(static_cast<std::size_t>(figure.area));
    json.open('{');
    json.key("area").text(area.key);
    json.key("area_name").text(area.name);
    json.key("period").text(std::to_string(figure.year));
    if (!series.dimension.empty()) {
        json.key("breakdown").open('{').key(series.dimension).text(series.code);
        json.close('}');
    }
    json.key("value").number(figure.value);
    json.key("numerator").number(figure.numerator);
    json.key("denominator").number(figure.denominator);
    json.key("lower").number(figure.lower);
    json.key("upper").number(figure.upper);
    json.key("status").text(mark(figure.sign));
    json.key("flags").texts(releases::flag_words(figure.flags));
    json.close('}');
}

void write_signs(JsonText& json, std::uint32_t seen)
{
    json.open('{');
    for (const SignInfo& info : sign_table()) {
        if (info.sign == Sign::none || (seen & sign_bit(info.sign)) == 0) {
            continue;
        }
        json.key(info.mark).open('{');
        json.key("id").text(info.id);
        json.key("missing").flag(is_missing(info.sign));
        json.key("text").localized({std::string(info.de), std::string(info.en)});
        json.close('}');
    }
    json.close('}');
}

Sign sign_by_mark(std::string_view text)
{
    for (const SignInfo& info : sign_table()) {
        if (info.mark == text) {
            return info.sign;
        }
    }
    return Sign::none;
}

void append_csv_number(std::string& out, const std::optional<double>& value)
{
    if (value) {
        out += shortest(*value);
    }
}

}  // namespace allmende::api::public_
