// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "world/world.hpp"

namespace vedette {

/// Looks at the name of a measure before anything is run: its first word must be one that figures
/// begin with, what follows `calls` and the like a word too, a mark after `within` one of the
/// scenario's; any other that is nearly a word is warned of (it may be a name of the scenario).
void check_measure(const std::string& id, const World& base, const Place& place,
                   Diagnostics& diagnostics);

}  // namespace vedette
