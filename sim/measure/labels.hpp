// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/lang.hpp"

namespace vedette {

enum class FigureUnit { kSeconds, kShare, kCount, kRatio };

/// What a figure's id says to people, e.g. "calls.priority.1.response_s.p90" → "Calls, priority 1:
/// response time, 90th percentile".
std::string figure_label(std::string_view id, Lang lang);
FigureUnit figure_unit(std::string_view id);
/// What a figure is in a run that does not tell it because nothing of the kind happened: counts and
/// rates 0, availability and coverage 1. None for times, shares and quantiles of what happened:
/// where nothing did there is no such figure.
std::optional<double> value_of_nothing(std::string_view id);
std::string_view unit_name(FigureUnit unit);  ///< "s", "share", "count", "ratio"

/// The words that ids are made of, besides names, numbers and marks: "calls", "response_s", "p90" …
std::vector<std::string> figure_words();

/// Every part that an id may be made of has a word in both languages; for the test.
bool figure_words_complete();

}  // namespace vedette
