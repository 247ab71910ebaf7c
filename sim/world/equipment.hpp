// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/distribution.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "world/city.hpp"
#include "world/network.hpp"
#include "world/weather.hpp"

namespace vedette {

/// Why something is down. Causes are counted: it is up again when all of them have gone.
enum class DownCause : std::uint8_t {
  kOwn,      ///< it has failed by itself
  kCommon,   ///< something struck it together with others: lightning, a dust storm, a digger
  kPower,    ///< nothing feeds it
  kRoom,     ///< the room it stands in is out of use
  kDevice,   ///< the device it is a part of is down
  kPlanned,  ///< taken down for planned work
  kSet,      ///< an outage that the scenario sets
  kInject,   ///< an exercise has thrown it in
  kWhatIf,   ///< asked for: what if this were out?
  kCount
};
inline constexpr std::size_t kDownCauses = static_cast<std::size_t>(DownCause::kCount);
std::string_view down_cause_name(DownCause cause);  ///< "own", "common", "power", …

/// Anything that can be down. Index into Equipment::elements.
struct Element {
  enum class Kind : std::uint8_t {
    kHost,
    kLink,
    kCamera,
    kSensor,
    kDoor,
    kRoom,    ///< a machine room
    kSupply,  ///< mains, generator, UPS
    kCount
  };
  Kind kind = Kind::kHost;
  std::uint32_t index = 0;  ///< of that kind: Network::hosts, Site::cameras, Equipment::supplies …
  EntityId entity;
  /// What goes down with it: contents of a room, the host of a camera.
  std::vector<std::pair<std::uint32_t, DownCause>> takes_along;
};
inline constexpr std::size_t kElementKinds = static_cast<std::size_t>(Element::Kind::kCount);
std::string_view element_kind_name(Element::Kind kind);  ///< "host", "link", "camera", …

/// How devices fail and are repaired. Immutable, from models.failures.
struct FailureType {
  std::string name;
  std::string label_en, label_zh;
  double mtbf_h = 0;      ///< mean time to failure, h; 0: only by common causes
  double shape = 1;       ///< Weibull; 1: exponential
  bool degraded = false;  ///< works badly instead of not at all
  bool worsens = false;   ///< degraded: is down after `worsens_s`
  Distribution worsens_s;
  bool supervised = false;  ///< noticed at the next heartbeat, else at the next inspection
  Duration heartbeat;
  Distribution repair_s;              ///< work on the spot
  bool replaces = false;              ///< the device is replaced
  std::uint32_t spare = 0xffffffffu;  ///< index into Equipment::spares; none: always at hand
  double forgotten_probability = 0;   ///< the report is put aside for `forgotten_s`
  Distribution forgotten_s;
  // While degraded:
  double detection_factor = 1;   ///< of a sensor, <= 1
  double assessment_factor = 1;  ///< of the time to judge an alarm by this camera's picture, >= 1
  Duration delay;                ///< a host answers so much later
  double seen_probability = 0;   ///< that one look at a camera's picture has it reported

  /// Scale parameter of the Weibull law, h: mtbf / Gamma(1 + 1 / shape).
  double scale_h = 0;
};

/// One way in which one element can fail.
struct FailureMode {
  std::uint32_t element = 0;
  std::uint32_t type = 0;  ///< index into Equipment::types
  double age_h = 0;        ///< at time 0
};

/// Strikes many at once: each with the same probability, all by themselves.
struct CommonCause {
  std::string name;
  double per_year = 0;  ///< in weather of factor 1
  ByWeather weather_factor = kSameInAllWeather;
  double share = 1;
  std::uint32_t type = 0;  ///< how what is struck fails and is repaired
  std::vector<std::uint32_t> elements;
};

/// A kind of part that is kept in stock.
struct Spare {
  std::string name;
  std::uint32_t stock = 0;
  std::uint32_t reorder_at = 0;  ///< when so few are left or on order …
  std::uint32_t order = 1;       ///< … so many are ordered
  Distribution lead_s;
};

struct TechnicianTeam {
  std::string name;
  std::uint32_t count = 1;
  std::uint32_t shift = 0xffffffffu;  ///< index into City::shifts; none: always
  Distribution travel_s;
};

/// Work that is planned: an input, not a prediction.
struct MaintenanceWork {
  enum class Kind : std::uint8_t {
    kInspection,  ///< of a machine room
    kBackup,
    kSoftware,
    kJointTest,
    kCheck,  ///< anything else that is looked at
    kCount
  };
  std::string name;
  std::string label_en, label_zh;
  Kind kind = Kind::kInspection;
  double per_year = 0;
  Distribution duration_s;
  std::int32_t from_s = 0, to_s = 86400;  ///< local time of day in which it begins
  std::vector<std::uint32_t> checks;      ///< elements whose unnoticed failures it finds
  bool in_turn = false;                   ///< one of `checks` each time, one after another
  std::vector<std::uint32_t> takes_down;  ///< while it goes on
};
std::string_view maintenance_name(MaintenanceWork::Kind kind);  ///< "inspection", "backup", …

/// What a supply feeds, in the order in which it lets go of it.
struct SupplyGroup {
  std::vector<std::uint32_t> elements;
  double watts = 0;       ///< of all of them together
  double shed_below = 0;  ///< share of the battery's capacity; 0: until it is empty
};

/// A UPS (or, with capacity 0, a plain distribution board) between the mains and devices.
struct Supply {
  std::string name;
  std::uint32_t element = 0;
  double capacity_wh = 0;    ///< new
  double fade_per_year = 0;  ///< share of the new capacity lost each year
  double age_y = 0;          ///< of the battery at time 0
  double efficiency = 1;     ///< battery to load
  double charge_w = 0;       ///< into the battery
  bool bypass = true;        ///< a UPS that has failed lets the mains through
  bool generator = false;    ///< the generator stands in for the mains here
  std::vector<SupplyGroup> groups;
};

struct PowerPlan {
  bool present = false;
  std::uint32_t mains = 0;      ///< element
  double outages_per_year = 0;  ///< Poisson
  Distribution outage_s;
  bool has_generator = false;
  std::uint32_t generator = 0;  ///< element
  double start_probability = 1;
  Distribution start_s;
  Duration runs = kUnreachable;          ///< on one tank
  Duration tested_every = kUnreachable;  ///< whether it starts is drawn anew after each test
  std::vector<Supply> supplies;
};

/// What is to be out for a time: a set outage of the network, or a question.
struct ElementOutage {
  std::uint32_t element = 0;
  Time from;
  Time to = kNever;
  DownCause cause = DownCause::kSet;
  bool operator==(const ElementOutage&) const = default;
};

/// Guards who stand where equipment is out, taken off their tours.
struct Compensation {
  bool present = false;
  std::string brigade;  ///< empty: anybody
  Duration after;       ///< from the failure being known
};

/// Everything that can be down, how it fails, and who repairs it. Never null in a World; without
/// the keys `equipment` and `power` it holds the elements alone.
struct Equipment {
  bool present = false;  ///< the scenario says something of failures, repairs or power
  std::vector<Element> elements;
  std::vector<std::uint32_t> of_host, of_link, of_camera, of_sensor, of_door;  ///< elements
  std::vector<std::uint32_t> camera_of_host;  ///< per host; 0xffffffff: none
  std::vector<FailureType> types;
  std::vector<FailureMode> modes;
  std::vector<CommonCause> common_causes;
  std::vector<Spare> spares;
  std::vector<TechnicianTeam> technicians;
  std::vector<MaintenanceWork> maintenance;
  Compensation compensation;
  PowerPlan power;
  std::vector<ElementOutage> outages;
};

}  // namespace vedette
