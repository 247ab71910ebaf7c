// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "viz/core/colour.hpp"
#include "viz/core/store.hpp"
#include "viz/core/time_axis.hpp"

namespace vedette::view {

/// Something with a beginning and an end (or a moment) on a lane.
struct LaneMark {
  Time from, to;
  Colour colour = 0;
  std::uint32_t incident = kNoIndex;  ///< index into the store's incidents
  std::uint32_t event = kNoIndex;     ///< index into the store's events
  EntityId who{};                     ///< whose state or condition it is
  bool hidden = false;                ///< a condition that nobody knows of
  bool repair = false;                ///< and one that is being mended
};

/// One row of the timeline. Marks in order of `from`.
struct Lane {
  std::string key;   ///< of its title in the table of words, "" for an entity's own row
  std::string name;  ///< entity's name
  EntityId entity;
  int depth = 0;
  bool spans = false;  ///< states that follow each other rather than single events
  std::vector<LaneMark> marks;
};

/// Lanes of a recording: alarms, calls, tasks, units, operators, guards, what is out of order,
/// devices, doors, intruders; only those with anything on them. Every event that belongs to none is
/// on the last, "other".
std::vector<Lane> lanes_of(const Store& store);
/// The states of one entity; of a device its conditions, and that it works in between.
Lane row_of(const Store& store, EntityId who);
/// A row per entity of a kind of lane ("lane.units" …), with its states; of "lane.conditions" the
/// conditions of all that was ever out of order, the longest first.
std::vector<Lane> rows_of(const Store& store, const std::string& lane_key, std::size_t most);

/// What is drawn for one or several marks.
struct FoldedMark {
  float x0 = 0, x1 = 0;
  std::uint32_t count = 0;
  Colour colour = 0;
  std::uint32_t first = 0;  ///< index of the first mark
};

/// Folds the marks that begin in view (position from `at0` to `at1` of the axis over `width`
/// pixels) so that none is nearer than `least` pixels to the next. A real alarm lends its colour to
/// what it is folded into.
void fold(std::span<const LaneMark> marks, const TimeAxis& axis, double at0, double at1,
          float width, float least, std::vector<FoldedMark>& out);

/// How many marks begin in each of `bins` equal parts of the view.
void density(std::span<const LaneMark> marks, const TimeAxis& axis, double at0, double at1,
             std::vector<std::uint32_t>& bins);

/// The first mark after t, or the last before it; kNoIndex if there is none.
std::uint32_t next_mark(std::span<const LaneMark> marks, Time t);
std::uint32_t previous_mark(std::span<const LaneMark> marks, Time t);

}  // namespace vedette::view
