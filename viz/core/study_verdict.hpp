// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "viz/core/study_table.hpp"

namespace vedette::view {

/// What the study found, in sentences, the answer first: which design a selection, the targets or
/// the first measure chose, how sure that is, in what it is worse, what was dropped on the way.
/// The same as the page of `vedette report` says. Empty while the study goes on.
std::vector<std::string> verdict(const StudyTable& table, Lang lang);

/// A difference of two figures: shares in points, never "%".
std::string difference_text(const StudyValue& v, const std::string& unit, Lang lang);

/// Names of designs for narrow places: without the factors' names ("6, 3, one" for
/// "cars=6,night=3,ops=one"), which come back by `factors_of`. Any other name as it is.
std::string short_name(const std::string& design);
std::string factors_of(const std::string& design);

}  // namespace vedette::view
