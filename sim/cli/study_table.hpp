// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/lang.hpp"
#include "world/document/located.hpp"

namespace vedette::cli {

/// The analysis of a study for a terminal: the answer first, then tables with intervals.
std::string study_text(const Json& analysis, Lang lang);

}  // namespace vedette::cli
