#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace allmende::sources {

/// The digits of a key without what people and spreadsheets put around and between them: `05 3 58 004`, `="05358004"`,
/// `'05358004`, `5358004.0`, `5.358.004`. Other texts as they are, without blanks.
std::string bare_key(std::string_view text);

/// Whether digits can be an official key of an area, by their number and the Land they begin with.
bool is_key_of_area(std::string_view text);

/// An official key in whatever notation (`05111`, `5111000`, `051110000000`, `05 1 11 000`, `DE`) as statistics write
/// it; nothing where the text is none.
std::optional<std::string> key_of_text(std::string_view text);

}  // namespace allmende::sources
