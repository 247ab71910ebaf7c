// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/distribution.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "world/city.hpp"
#include "world/network.hpp"
#include "world/site.hpp"

namespace vedette {

enum class EntityKind : std::uint8_t {
  kArea,  ///< demand area: where calls come from (a junction's surroundings)
  kDistrict,
  kStation,
  kCell,
  kUnit,
  kDispatcher,  ///< the police command centre's desk
  kZone,        ///< perimeter zone
  kSensor,
  kCamera,
  kDoor,
  kCheckpoint,
  kOperator,
  kGuard,
  kIntruder,
  kHost,
  kLink,
  kStream,    ///< of work that comes by itself
  kPost,      ///< to be manned or visited at set times
  kSiteArea,  ///< part of a site with a security level
  kAsset,     ///< what a site protects
  kEscort,    ///< guards with somebody outside the walls
  kRoom,      ///< a machine room
  kSupply,    ///< mains, generator, UPS
  kVisitor,   ///< a party that visits
  kCount
};
std::string_view entity_kind_name(EntityKind kind);  ///< "area", "unit", "camera", …

/// Any named thing. Its full name (kind/name) keys its random streams, so that adding one thing
/// shifts nobody else's draws.
struct Entity {
  EntityKind kind = EntityKind::kArea;
  std::string name;  ///< unique within its kind
  double x_m = 0, y_m = 0;
  std::uint64_t hash = 0;  ///< name_hash("kind/name")
};

/// A number that entered the World from models/, with where it comes from.
struct Provenance {
  std::string path;  ///< e.g. "cameras.dome-4mp.range_m"
  std::string value;
  std::string source;  ///< citation, or the reason of the assumption
  bool assumption = false;
};

struct Weather;
struct Equipment;  // world/equipment.hpp
struct Limits;     // world/limits.hpp

/// Everything that does not change in a run. Made by compile() only; immutable from then on, shared
/// by all replications and threads. A run owns its state.
struct World {
  std::string name_en, name_zh;
  std::string description_en, description_zh;
  std::string start;            ///< ISO 8601 with UTC offset: simulated time 0
  int start_second_of_day = 0;  ///< local time of day at time 0
  int start_weekday = 0;        ///< 0 = Monday
  Duration horizon;
  std::uint64_t seed = 1;
  std::string
      scenario_hash;  ///< SHA-256 of the effective scenario (includes, overrides, data files)
  std::string effective_json;  ///< the effective scenario as canonical JSON
  std::vector<Entity> entities;
  std::vector<Provenance> provenance;
  City city;
  Site site;
  Network network;
  std::shared_ptr<const Weather> weather;      ///< null: always clear
  std::shared_ptr<const Limits> limits;        ///< of standards; never null
  std::vector<std::int64_t> marks_us;          ///< the circles' marks, e.g. 1, 3, 5 minutes
  std::shared_ptr<const Equipment> equipment;  ///< never null after compile()
};

}  // namespace vedette
