#pragma once

#include <gtest/gtest.h>

#include "base/test_folder.hpp"
#include "formats/plain_file.hpp"
#include "formats/tidy.hpp"
#include "sources/column_profile.hpp"
#include "sources/mapped_table.hpp"
#include "sources/mapping_proposal.hpp"

namespace allmende::sources {

/// Proposes and fits mappings in a small catalogue of its own.
class MappingTest : public testing::Test {
protected:
    MappingTest()
    {
        folder.write("areas/invented.toml", R"toml(
id = "invented"
source = "invented"
[names]
DG = "Deutschland"
"05" = "Nordrhein-Westfalen"
"08" = "Baden-Württemberg"
"11" = "Berlin"
"14" = "Sachsen"
"05111" = "Düsseldorf, Kreisfreie Stadt"
"05911" = "Bochum, Kreisfreie Stadt"
"05962" = "Märkischer Kreis"
"09162" = "München, Landeshauptstadt"
"09184" = "München, Landkreis"
)toml");
        folder.write("nuts/invented.toml", R"toml(
id = "nuts-invented"
source = "invented"
version = "2099"
[codes]
DE = "DG"
DEA1 = "051"
DEA11 = "05111"
DE3 = "11"
DE300 = "11"
)toml");
        folder.write("dimensions/sex.toml", R"toml(
id = "sex"
title = { de = "Geschlecht", en = "Sex" }
labels = ["Geschlecht"]
[[code]]
id = "female"
title = { de = "weiblich", en = "female" }
texts = ["weiblich", "Mädchen"]
[[code]]
id = "male"
title = { de = "männlich", en = "male" }
texts = ["männlich", "Jungen"]
)toml");
        const std::vector<std::filesystem::path> catalogues{folder.path()};
        names = std::make_unique<areas::AreaNames>(catalogues, areas_, std::vector<areas::Reform>());
        notation = std::make_unique<areas::RegisterNotation>(areas_, reforms_);
        dimensions = DimensionCatalogue::load(catalogues);
    }

    Proposal propose(std::string_view name, std::string_view bytes)
    {
        file = std::make_unique<formats::PlainFile>(folder.write(name, bytes),
                                                    formats::ReadOptions{.file_name = std::string(name)});
        profile = profile_of(file->table(""));
        return propose_mapping(file->table(""), profile, {*names, dimensions});
    }

    std::optional<FittedMapping> fit(const Mapping& mapping, std::string_view name, std::string_view bytes)
    {
        propose(name, bytes);
        return fit_mapping(mapping, file->table(""), profile, {*names, dimensions});
    }

    /// What the last file holds through a mapping, as tidy rows without their heading.
    std::string rows(const Mapping& mapping)
    {
        std::string text;
        formats::TidyCsv tidy([&](std::string_view piece) { text += piece; });
        read_mapped(file->table(""), mapping, {*names, *notation}, tidy);
        tidy.finish();
        return text.substr(text.find('\n') + 1);
    }

    static std::vector<std::string> keys(const Proposal& proposal)
    {
        std::vector<std::string> open;
        for (const Question& question : proposal.questions) {
            open.push_back(question.key);
        }
        return open;
    }

    TestFolder folder;
    areas::AreaRegister areas_;
    std::vector<areas::Reform> reforms_;
    std::unique_ptr<areas::AreaNames> names;
    std::unique_ptr<areas::RegisterNotation> notation;
    DimensionCatalogue dimensions;
    std::unique_ptr<formats::PlainFile> file;
    TableProfile profile;
};

}  // namespace allmende::sources
