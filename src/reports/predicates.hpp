#pragma once

#include "reports/claim_judge.hpp"

// The predicates of claims, by what they look at; claim.cpp lists them.

namespace allmende::reports {

// Two numbers.
void read_above(OperandReader& reader, Words& words, Claim& claim);
void read_below(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_order(const Claim& claim, const ClaimJudge& judge);
void read_similar(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_similar(const Claim& claim, const ClaimJudge& judge);
void read_differs(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_differs(const Claim& claim, const ClaimJudge& judge);
void read_between(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_between(const Claim& claim, const ClaimJudge& judge);

// Over time.
void read_risen(OperandReader& reader, Words& words, Claim& claim);
void read_fallen(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_change(const Claim& claim, const ClaimJudge& judge);
void read_steady(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_steady(const Claim& claim, const ClaimJudge& judge);
void read_always(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_always(const Claim& claim, const ClaimJudge& judge);

// Among several areas or years.
void read_highest(OperandReader& reader, Words& words, Claim& claim);
void read_lowest(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_extreme(const Claim& claim, const ClaimJudge& judge);
void read_rank(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_rank(const Claim& claim, const ClaimJudge& judge);
void read_count(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_count(const Claim& claim, const ClaimJudge& judge);

// What there is.
void read_span_of_figures(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_present(const Claim& claim, const ClaimJudge& judge);
Judgement judge_missing(const Claim& claim, const ClaimJudge& judge);
void read_one_figure(OperandReader& reader, Words& words, Claim& claim);
Judgement judge_rounded(const Claim& claim, const ClaimJudge& judge);

}  // namespace allmende::reports
