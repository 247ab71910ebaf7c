// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.hpp"
#include "study/study.hpp"

namespace vedette {

/// Compiles designs before anything is run and tells what is wrong with them: all designs of a
/// small study; of a larger one so many that every level of every factor is in one of them (of a
/// range its least and its greatest value), and every scenario. What a level alone is to blame for
/// is told at its factor's path in the study.
void check_designs(const Study& study, const std::vector<std::string>& common,
                   Diagnostics& diagnostics);

/// Tries each level that no design has alone in the scenario; of a range both ends.
void check_idle_levels(const Study& study, const std::vector<std::string>& common,
                       Diagnostics& diagnostics);

/// What the whole study sets in its scenarios, as overrides.
std::vector<std::string> common_overrides(const Json& document);

}  // namespace vedette
