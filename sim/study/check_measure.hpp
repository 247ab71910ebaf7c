// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "world/world.hpp"

namespace vedette {

/// Looks at the name of a measure before anything is run: its first word must be one that figures
/// begin with, a mark after `within` one of the scenario's; a word that is nearly one that figures
/// know is warned of (it may be the name of something in the scenario).
void check_measure(const std::string& id, const World& base, const Place& place,
                   Diagnostics& diagnostics);

}  // namespace vedette
