// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/distribution.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "space/polygon.hpp"
#include "space/road_graph.hpp"
#include "space/travel_table.hpp"

namespace vedette {

inline constexpr std::uint32_t kNoIndex = 0xffffffffu;

/// A part of the city for figures; calls and stations belong to one.
struct District {
  std::string name;
  EntityId entity;
};

/// Where calls come from. Demand belongs to areas, never to patrol cells: redrawing the grid leaves
/// every call as it was.
struct DemandArea {
  EntityId entity;
  NodeId node;
  double calls_per_day = 0;
  std::uint32_t district = kNoIndex;
  std::uint32_t cell = kNoIndex;  ///< the patrol cell it lies in, if any
};

struct CallType {
  std::string name;
  std::string label_en, label_zh;
  double share = 0;         ///< of all calls for service; 0: never spontaneous (a site's alarm)
  int priority = 2;         ///< 1 = most urgent
  Distribution on_scene_s;  ///< arrival to cleared
};

struct Station {
  EntityId entity;
  NodeId node;
  std::uint32_t district = kNoIndex;
};

/// A patrol cell of the grid; `nodes` are its patrol points.
struct Cell {
  EntityId entity;
  Polygon corners;
  std::vector<NodeId> nodes;
};

/// Part of the day, in seconds after local midnight; to <= from: over midnight; equal: all day.
struct Shift {
  std::string name;
  std::int32_t from_s = 0, to_s = 0;
};

struct Unit {
  EntityId entity;
  std::string fleet;
  NodeId home;
  std::uint32_t shift = 0;
  std::uint32_t cell = kNoIndex;  ///< patrols this cell; kNoIndex: waits at home
  Distribution turnout_s;         ///< assigned to leaving, when waiting at home
  Distribution turnout_on_patrol_s;
  Distribution pause_s;  ///< at a patrol point
};

enum class DispatchRule : std::uint8_t {
  kNearest,       ///< least travel time from where the unit is now
  kOwnCellFirst,  ///< a free unit of the call's cell, else the nearest
};

struct Dispatch {
  DispatchRule rule = DispatchRule::kNearest;
  std::uint32_t desks = kNoIndex;       ///< call-takers; kNoIndex: never a queue at the desk
  Distribution handling_s;              ///< a call-taker's time per call
  bool returning_units_respond = true;  ///< a unit on its way home may be sent
};

struct City {
  bool present = false;
  std::shared_ptr<const RoadGraph> roads;
  std::shared_ptr<const TravelTable> travel;  ///< at ordinary speed (patrol, going home)
  std::shared_ptr<const TravelTable> siren;   ///< on the way to a call
  double siren_factor = 1;
  std::vector<District> districts;
  std::vector<DemandArea> areas;
  std::array<double, 24> by_hour{};  ///< relative to the mean hour; sums to 24
  std::vector<CallType> call_types;
  std::vector<Station> stations;
  std::vector<Cell> cells;
  std::vector<Shift> shifts;
  std::vector<Unit> units;
  Dispatch dispatch;
};

}  // namespace vedette
