// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "world/world.hpp"

namespace vedette {

/// The cameras (Site::cameras) that give no picture while an element (Equipment::elements) is out
/// and all else works: those that go down with it (its room, its power, the switch that feeds
/// them), and those from whose host nothing leads to an operator's console any more. No clock: a
/// supply counts as empty, the mains as out with every supply that hangs on them. Ascending.
std::vector<std::uint32_t> cameras_behind(const World& world, std::uint32_t element);

}  // namespace vedette
