// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "world/compile/context.hpp"

namespace vedette {

/// What the junctions' table says beside their places.
struct JunctionFacts {
  std::uint32_t district = kNoIndex;
  double calls_per_day = 0;
  double population = 0;
};

/// The parts of compile_city(), in the order in which they are to be called; each reads its own
/// keys under `city` and relies on what came before. All findings go to the context.

/// Tables of travel times for every way to get about and every state of the roads.
/// `siren_seconds`: measured times with siren per arc of the kept network; empty: by siren_factor.
/// `calls_per_day`: of all junctions.
void compile_travel(CompileContext& c, const Located& city, std::span<const double> siren_seconds,
                    double calls_per_day);
/// Demand areas, one per junction, and the calls' week.
void compile_demand(CompileContext& c, const Located& city, std::span<const JunctionFacts> facts);
/// Types of calls, and the trace that replaces the areas' own calls.
void compile_call_types(CompileContext& c, const Located& city);
void compile_dispatch(CompileContext& c, const Located& city);
/// Streams of work, posts and visits.
void compile_work(CompileContext& c, const Located& city);

/// Junctions of a list, or of a CSV file (junction and optionally id): each with the name
/// NAME-ID, the id being the junction's name where there is none.
std::vector<std::pair<std::string, NodeId>> named_places(CompileContext& c, const Located& list,
                                                         const std::string& name);

/// Seconds after midnight of a time of day, "HH:MM", as the schema has checked it.
std::int32_t seconds_of_day(const Located& hh_mm);

/// Relative rates over the week of a models.demand profile (none: even); their mean is 1.
WeekRates week_rates(CompileContext& c, const Typed& profile);

/// Where in a fixed tour each of `count` like `unit` begins, and how long it waits there at first:
/// equally spaced in time, by ordinary driving without traffic and the mean pause, from the first
/// point on. Of a beat without a tour, or where no way leads round: points equally apart, no wait.
std::vector<std::pair<std::uint32_t, Duration>> tour_starts(const City& city, const Unit& unit,
                                                            const Beat& beat, std::size_t count);

/// Fleets that go the same fixed tour alike (same hours, mode and pauses) are on it together: their
/// units share one beat and are spaced against each other.
void space_fleets_on_tours(CompileContext& c);

/// A tour that takes longer than the beat's max_gap cannot keep to it: takes the gap away, with a
/// warning, since going out of turn would only make it worse. `count`: units on the tour.
void drop_gap_too_short(CompileContext& c, const Unit& unit, Beat& beat, std::size_t count,
                        const std::optional<Located>& route);

/// A beat of these cells (ascending) by the fleet's `route`; its index in City::beats.
std::uint32_t add_beat(CompileContext& c, std::vector<std::uint32_t> cells,
                       std::vector<NodeId> points, const std::optional<Located>& route);

}  // namespace vedette
