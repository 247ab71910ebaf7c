// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/lang.hpp"

namespace vedette {

/// One HTML file about a camera placement: the answer, before and after on a map, the curve of
/// coverage against cameras, how simulated intruders fare, what each part gets, what is bought in
/// which order. `placement` is what `vedette place --json` prints, with `map`, `version` and
/// `placed` (the scenario written; may be empty). Loads nothing; the same document gives the same
/// bytes.
std::string render_placement(const nlohmann::ordered_json& placement, Lang lang);

}  // namespace vedette
