// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "world/compile/context.hpp"
#include "world/compile/layout_parts.hpp"
#include "world/protection.hpp"

// Parts of compile_protection() and what they share.
namespace vedette {

/// A map from states of the weather to numbers.
ByWeather by_weather(CompileContext& c, const std::optional<Located>& at, double otherwise);
/// Pairs of times of day, as local seconds.
std::vector<std::pair<std::int32_t, std::int32_t>> times_of_day(CompileContext& c,
                                                                const std::optional<Located>& at);
/// The alarm zone (zone or detector) that is named; kNoIndex after an error.
std::uint32_t zone_named(CompileContext& c, const Located& name);
/// A list of such names; missing: none.
std::vector<std::uint32_t> zones_named(CompileContext& c, const std::optional<Located>& list);

void compile_weather(CompileContext& c);
/// Detectors (zones and sensors of their own), models of all sensors, rules of zones.
void compile_sensors(CompileContext& c, const Located& site, Protection& out);
/// Escorts, before the detectors that they carry.
void compile_escorts(CompileContext& c, const Located& site, Protection& out);
/// `threats` and `intruders`.
void compile_threats(CompileContext& c, const Located& site, Protection& out);
/// What tours and guards have beside Site's own.
void compile_tour_rules(CompileContext& c, const Located& site, Protection& out);
/// Visitors, after walking ways and guards.
void compile_visits(CompileContext& c, const Located& site, Protection& out);
void compile_adversary(CompileContext& c, const Located& site, Protection& out);

}  // namespace vedette
