#pragma once

#include "checks/check.hpp"
#include "checks/subject.hpp"

namespace allmende::checks {

// What each family puts into the registry.
std::vector<Check> reading_checks();
std::vector<Check> heading_checks();
std::vector<Check> area_checks();
std::vector<Check> period_checks();
std::vector<Check> sum_checks();
std::vector<Check> hierarchy_checks();
std::vector<Check> number_checks();
std::vector<Check> series_checks();
std::vector<Check> misplaced_checks();
std::vector<Check> sign_checks();
std::vector<Check> rounding_checks();
std::vector<Check> secrecy_checks();
std::vector<Check> figure_checks();

// What each family finds in the facts of one dataset.
void find_in_sums(const Subject& subject, Drafts& drafts);
void find_in_hierarchy(const Subject& subject, Drafts& drafts);
void find_in_numbers(const Subject& subject, Drafts& drafts);
void find_in_series(const Subject& subject, Drafts& drafts);
void find_in_misplaced(const Subject& subject, Drafts& drafts);
void find_in_signs(const Subject& subject, Drafts& drafts);
void find_in_areas(const Subject& subject, Drafts& drafts);
void find_in_periods(const Subject& subject, Drafts& drafts);
void find_in_definitions(const Subject& subject, Drafts& drafts);
void find_in_secrecy(const Subject& subject, Drafts& drafts);

}  // namespace allmende::checks
