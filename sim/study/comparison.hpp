// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/document/located.hpp"
#include "world/world.hpp"

namespace vedette {

/// What decides between before and after: how soon calls and alarms are reached and what becomes of
/// intruders. What a scenario has none of is left out of the tables.
Json headline_measures(const World& base);

/// What makes two scenarios hard to compare (their length, a site in one only, their names), in
/// both languages; null if nothing.
Json doubts_of(const World& before, const World& after);

}  // namespace vedette
