// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/lang.hpp"

namespace vedette {

// Pages made of one document each. They load nothing; the same document gives the same bytes;
// whatever its texts hold, they stay text.

/// About a study: question and answer, baseline and recommended design on the map, designs with
/// their intervals, differences from the baseline, effects, which replication to watch, and where
/// all of it comes from. `analysis` is the document that a finished file of results holds; `map`
/// what study_map() draws from the file (null: none).
std::string render_study(const nlohmann::ordered_json& analysis, const nlohmann::ordered_json& map,
                         Lang lang);

/// About a camera placement: the answer, before and after on a map, the curve of coverage against
/// cameras, how simulated intruders fare, what each part gets, what is bought in which order.
/// `placement` is what `vedette place --json` prints, with `map`, `version` and `placed` (the
/// scenario written; may be empty).
std::string render_placement(const nlohmann::ordered_json& placement, Lang lang);

}  // namespace vedette
