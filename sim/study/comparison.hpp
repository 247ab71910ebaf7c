// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "world/document/located.hpp"
#include "world/world.hpp"

namespace vedette {

/// What decides between before and after: how soon calls and alarms are reached and what becomes of
/// intruders, and the score of written response plans, which comes first in a drill (one of them
/// has injects). What a scenario has none of is left out of the tables.
Json headline_measures(const World& before, const World& after);

/// Whether one of two scenario files includes the other, or both a third.
bool one_place(const std::string& before, const std::string& after);

/// What makes two scenarios hard to compare (their length, a site in one only; their names, unless
/// they are known to be of the same place), in both languages; null if nothing.
Json doubts_of(const World& before, const World& after, bool same_place);

}  // namespace vedette
