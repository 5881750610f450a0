#pragma once

#include <string>
#include <string_view>

#include "areas/area.hpp"

namespace allmende::sources {

/// Whether a heading holds one of some words (slugs, set apart by blanks): a word counts where it stands alone, with
/// `*` before or behind it also where a longer one ends or begins with it.
bool heading_says(std::string_view heading, std::string_view words);

/// Official keys of areas, also by words that may mean others: `Schlüsselnummer`, `key`.
bool says_key(std::string_view heading);

/// `AGS`, `Amtlicher Gemeindeschlüssel` and nothing else.
bool says_official_key(std::string_view heading);

/// `Kreis`, `Gebiet`, `Raumeinheit`: what the units of a table are called.
bool says_area(std::string_view heading);

/// `Gemeinde`, `Kommune`, `Stadt`, `Ort`.
bool says_municipality(std::string_view heading);

/// `Jahr`, `Stichtag`, `TIME_PERIOD`.
bool says_period(std::string_view heading);

/// A time of what is counted rather than of the count: `Geburtsjahr`, `Baujahr`.
bool says_own_time(std::string_view heading);

/// When the file was made or fetched: `Abrufdatum`.
bool says_change_of_file(std::string_view heading);

/// Columns of coordinates, as words of heading_says.
inline constexpr std::string_view east_words =
    "rechts rechtswert rechtswerte east easting ostwert x lon lng long longitude laengengrad geografische-laenge "
    "geographische-laenge utm-x x-utm x-koordinate x-wert utm-rechts utm-e utm-ost";
inline constexpr std::string_view north_words =
    "hoch hochwert hochwerte north northing nordwert y lat latitude breitengrad geografische-breite "
    "geographische-breite utm-y y-utm y-koordinate y-wert utm-hoch utm-n utm-nord";

/// Numbers that name something: `Schulnummer`, `PLZ`.
bool says_label(std::string_view heading);

/// What tells no rows apart: remarks, addresses, numbers that name something.
bool says_aside(std::string_view heading);

/// The level of the units that a heading announces: `Gemeinde`, `Kreis`, `Regierungsbezirk`, `Bundesland`; nothing
/// where it leaves that open.
std::optional<areas::Level> level_said(std::string_view heading);

/// Whether the name of a sheet is one that programs give: `Tabelle1`, `Sheet 2`, `Daten`, `Export`.
bool says_nothing(std::string_view sheet);

/// What only a list of persons has: `Vorname`, `Geb.-Datum`, `Name des Kindes`, `Aktenzeichen`.
bool says_person(std::string_view heading);

/// `Kind`, `Schülerin/Schüler`, alone: numbers of persons, or persons.
bool says_one_person(std::string_view heading);

/// Two to four words that begin with capitals: `Anna Meier`.
bool is_name_of_person(std::string_view text);

/// Whether a text stands for the sum of a list: `Insgesamt`, `Summe`.
bool is_sum(std::string_view text);

/// The first few texts in quotes, for a sentence.
std::string shown_list(const std::vector<std::string>& texts);

/// How much two headings look alike: the share of letter pairs that both have (Jaccard), 0 to 1.
double likeness_of_headings(const std::string& a, const std::string& b);

}  // namespace allmende::sources
