// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/lang.hpp"
#include "world/document/located.hpp"

namespace vedette::cli {

/// What a study answers, in a few lines: the verdict, what it holds, what could not be compared.
std::string study_answer(const Json& analysis, Lang lang);

/// A text in both languages, in one of them.
std::string in(const Json& text, Lang lang);
/// What people call a design: its label, "before" and "after" of two scenarios, else its name.
std::string called(const Json& analysis, const Json& design, Lang lang);
std::string measure_label(const Json& analysis, const std::string& id, Lang lang);
std::string measure_unit(const Json& analysis, const std::string& id);
/// Whether a difference from the baseline is beyond chance in all comparisons together.
bool beyond_chance(const Json& difference);
/// Of two scenarios: the difference of the i-th measure with its interval, and over how many pairs
/// where not every replication has a value in both. `all`: with the interval of all comparisons
/// together.
std::string paired_difference(const Json& analysis, std::size_t i, Lang lang, bool all = false);
/// "0.012", "< 0.001", or nothing.
std::string p_text(const Json& p);

}  // namespace vedette::cli
