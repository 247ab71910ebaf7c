// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/lang.hpp"

namespace vedette {

/// One HTML file about a study: question and answer, designs with their intervals, differences from
/// the baseline, effects, which replication to watch, and where all of it comes from. `analysis` is
/// the document that a finished file of results holds. Loads nothing; the same analysis gives the
/// same bytes; whatever its texts hold, they stay text.
std::string render_study(const nlohmann::ordered_json& analysis, Lang lang);

}  // namespace vedette
