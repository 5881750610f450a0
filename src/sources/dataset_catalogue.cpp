#include "sources/dataset_catalogue.hpp"

#include <algorithm>

#include "base/catalogue_files.hpp"

namespace allmende::sources {

namespace {

KnownMeasure read_measure(const Config& config)
{
    config.allow_only({"id", "title", "texts", "official", "unit"});
    KnownMeasure measure;
    measure.id = config.text("id");
    measure.title = config.localized("title");
    for (const std::string& text : config.texts_or_empty("texts")) {
        measure.texts.push_back(folded(text));
    }
    measure.official = config.texts_or_empty("official");
    measure.unit = config.text_or("unit", "");
    return measure;
}

DatasetNote read_note(const Config& config)
{
    config.allow_only({"areas", "from", "to", "text"});
    DatasetNote note;
    note.areas = config.texts_or_empty("areas");
    note.from = static_cast<int>(config.integer_or("from", 0));
    note.to = static_cast<int>(config.integer_or("to", 9999));
    note.text = config.localized("text");
    return note;
}

}  // namespace

std::vector<KnownDataset> load_datasets(const std::vector<std::filesystem::path>& catalogues)
{
    std::vector<KnownDataset> datasets;
    for (const Config& config : load_definitions(catalogues, "datasets")) {
        config.allow_only({"id", "title", "source", "licence", "place", "period", "also", "measure", "note"});
        KnownDataset dataset;
        dataset.id = config.text("id");
        dataset.title = config.localized("title");
        dataset.source = config.localized_or_empty("source");
        dataset.licence = config.text_or("licence", "");
        dataset.place = config.text_or("place", "");
        dataset.period = config.text_or("period", "");
        dataset.also = config.texts_or_empty("also");
        for (const Config& measure : config.tables("measure")) {
            dataset.measures.push_back(read_measure(measure));
        }
        for (const Config& note : config.tables("note")) {
            dataset.notes.push_back(read_note(note));
        }
        datasets.push_back(std::move(dataset));
    }
    return datasets;
}

const KnownDataset* find_dataset(const std::vector<KnownDataset>& datasets, std::string_view table)
{
    for (const KnownDataset& dataset : datasets) {
        if (dataset.id == table || std::find(dataset.also.begin(), dataset.also.end(), table) != dataset.also.end()) {
            return &dataset;
        }
    }
    return nullptr;
}

}  // namespace allmende::sources
