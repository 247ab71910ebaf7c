// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/distribution.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "space/polygon.hpp"
#include "space/road_graph.hpp"
#include "space/sight.hpp"
#include "space/travel_table.hpp"

namespace vedette {

inline constexpr std::uint32_t kNowhere = 0xffffffffu;

enum class Barrier : std::uint8_t {
  kOpaque,
  kGlass,  ///< seen through
  kFence,  ///< seen through
};

/// A straight piece of wall or fence. Nobody walks through it but by a door.
struct Partition {
  PointMm a, b;
  Barrier barrier = Barrier::kOpaque;
  double height_m = 0;  ///< above its floor; 0: not said
};

/// One level: the ground with everything on it, or another floor of one building.
struct Plane {
  std::uint32_t building = kNowhere;  ///< index into Site::buildings; kNowhere: the ground
  int floor = 1;
  double base_m = 0;  ///< height above the ground
  std::vector<Partition> partitions;
  std::shared_ptr<const SightIndex> sight;  ///< of the opaque ones
};

struct Room {
  std::string name;
  std::string label_en, label_zh;
  std::uint32_t plane = 0;
  Polygon corners;
};

enum class AntiPassback : std::uint8_t { kNone, kSoft, kHard };

/// A part of the site with a security level.
struct SiteArea {
  EntityId entity;
  std::string label_en, label_zh;
  int level = 0;  ///< the higher, the better guarded
  AntiPassback anti_passback = AntiPassback::kNone;
  struct Part {
    std::uint32_t plane;
    Polygon corners;
  };
  std::vector<Part> parts;
};

/// What the site protects.
struct Asset {
  EntityId entity;
  std::string label_en, label_zh;
  PointMm at;
  std::uint32_t plane = 0;
  NodeId node;  ///< of the walk graph; invalid where paths are drawn
};

/// Joins floors of one building at one place.
struct Stairs {
  std::string name;
  PointMm at;
  std::vector<std::uint32_t> planes;  ///< from below
};

enum class Lock : std::uint8_t { kNone, kKey, kBadge };

/// Who somebody is to a door. Guards hold badges of their own, officers and visitors those of their
/// class or none; intruders break doors open.
enum class PersonClass : std::uint8_t { kGuard, kOfficer, kVisitor, kCount };

/// A door's place in the plan, and how it is passed. Parallel to Site::doors.
struct DoorWay {
  std::uint32_t plane = 0;
  bool vehicles = false;
  PointMm leaf[2];  ///< the ends of the shut leaf; both at the door where its wall is not known
  NodeId side[2];   ///< nodes before and behind; invalid where paths are drawn without this door
  /// The innermost area (highest level) on each side; kNowhere: none.
  std::uint32_t area[2] = {kNowhere, kNowhere};
  bool controlled = false;  ///< has a type: what follows holds; else it costs its plain delay
  Lock lock = Lock::kNone;
  bool fail_safe = false;  ///< without power open; else only by key
  std::uint32_t interlock = kNowhere;
  Distribution read_s, key_s, open_s, break_s;
  bool admits = false;   ///< admit_s is given
  Distribution admit_s;  ///< opening it for an officer or visitor without a badge
  NodeId drive_side[2];  ///< the same as `side`, of the vehicles' graph
  Duration close;        ///< the leaf is shut so long after somebody is through
  Duration across;       ///< walking from side to side
};

/// Credentials that open doors for their holders.
struct Badge {
  std::string name;
  std::vector<bool> doors;   ///< per door: opens it
  std::uint32_t shift = 0;   ///< index into City::shifts: only then
  bool keys = false;         ///< carries the keys of all locks of these doors
  bool in_lockdown = false;  ///< also while locked down
};

/// The drawn facility. Immutable; held by Site::layout.
struct Layout {
  std::vector<Plane> planes;  ///< [0]: the ground
  std::vector<Room> rooms;
  std::vector<SiteArea> areas;
  std::vector<Asset> assets;
  std::vector<Stairs> stairs;
  std::vector<DoorWay> doors;
  std::vector<Badge> badges;
  std::vector<std::uint32_t> badge_of_guard;  ///< per guard; kNowhere: none
  /// Per class of people, guards excepted; kNowhere: none.
  std::uint32_t badge_of_class[static_cast<std::size_t>(PersonClass::kCount)] = {kNowhere, kNowhere,
                                                                                 kNowhere};
  std::vector<std::uint32_t> plane_of_camera;  ///< per camera of the site
  bool derived = false;                        ///< the walk graph was derived
  bool access_control = false;                 ///< some door is controlled
  std::vector<std::uint32_t> plane_of_node;    ///< per node of the walk graph; empty: the ground
  std::vector<std::uint32_t> door_of_arc;      ///< per arc; kNowhere: none
  std::shared_ptr<const RoadGraph> drive;      ///< for vehicles on the ground; may be null
  std::shared_ptr<const TravelTable> driving;
  std::vector<std::uint32_t> door_of_drive_arc;  ///< per arc; kNowhere: none

  /// The area of the highest level that holds the place (the first of equals); kNowhere: none.
  std::uint32_t area_at(std::uint32_t plane, PointMm p) const;
};

}  // namespace vedette
