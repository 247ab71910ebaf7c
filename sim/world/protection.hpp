// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/distribution.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "space/point.hpp"
#include "world/escort.hpp"
#include "world/visits.hpp"
#include "world/weather.hpp"

namespace vedette {

/// How somebody gets past a protection element, or what a detector is meant to notice.
enum class AttackMode : std::uint8_t {
  kAny,  ///< not said: the type's plain detection probability
  kWalk,
  kRun,
  kCrawl,
  kClimb,
  kJump,
  kBridge,
  kCut,
  kDig,
  kForce,
  kThrow,
  kPress,  ///< a duress or call button
  kFire,
  kLeave,  ///< a tag leaves its geofence
  kCount
};
inline constexpr std::size_t kAttackModes = static_cast<std::size_t>(AttackMode::kCount);
std::string_view attack_name(AttackMode mode);  ///< "any", "walk", "climb", …
std::optional<AttackMode> attack_from(std::string_view name);

/// What an alarm of a sensor says; decides the ONVIF topic and the alarm's type.
enum class AlarmKind : std::uint8_t {
  kIntrusion,  ///< perimeter: beams, thermal imaging
  kDoor,
  kMotion,
  kDuress,
  kMedical,
  kFire,
  kAnkleTag,
  kCordon,
  kTamper,
  kCount
};
inline constexpr std::size_t kAlarmKinds = static_cast<std::size_t>(AlarmKind::kCount);
std::string_view alarm_kind_name(AlarmKind kind);  ///< "intrusion", "door", …
std::optional<AlarmKind> alarm_kind_from(std::string_view name);

/// What the panel sees of a sensor that loses its power.
enum class PowerLoss : std::uint8_t {
  kFault,   ///< its zone is at fault
  kAlarm,   ///< fail-safe: the relay opens, which is an alarm of the zone, and it is at fault
  kSilent,  ///< nothing: nobody knows
};

/// What is known of a sensor beyond Site::sensors; same index.
struct SensorModel {
  AlarmKind kind = AlarmKind::kIntrusion;
  std::uint32_t technology = 0;  ///< index into Protection::technologies
  std::array<double, kAttackModes> detection{};
  ByWeather detection_factor = kSameInAllWeather;  ///< <= 1
  ByWeather nuisance_factor = kSameInAllWeather;
  double anti_mask = 0;  ///< probability that masking it raises a tamper alarm
  PowerLoss on_power_loss = PowerLoss::kFault;

  double p_detection(AttackMode mode, WeatherState weather) const {
    return detection[static_cast<std::size_t>(mode)] * of(detection_factor, weather);
  }
};

/// Sensors of one technology err together: a gust, a squall, a swarm sets many of them off.
struct Technology {
  std::string name;
  ByWeather bursts_per_day{};
  double burst_share = 0;  ///< probability that a sensor of it reports in a burst
  Duration burst_within;   ///< when: uniformly within this
  std::vector<std::uint32_t> sensors;
};

/// What is known of an alarm zone beyond Site::zones; same index. A detector (door contact, button,
/// motion, tag, cordon) is a zone of its own on the panel.
struct ZoneRules {
  bool perimeter = true;
  std::vector<std::uint32_t> adjacent;                        ///< for verification
  std::vector<std::pair<std::int32_t, std::int32_t>> access;  ///< disarmed: local seconds of a day
  std::uint32_t carried_by = 0xffffffffu;  ///< index into Protection::escorts: it travels
  NodeId junction;  ///< outside the walls: where the police come; no guards of the site are sent
};

/// A time during which sensors of a zone do not see.
struct SensorEvent {
  enum class Kind : std::uint8_t { kMasked, kFault };
  Kind kind = Kind::kFault;
  std::uint32_t zone = 0;
  std::vector<std::uint32_t> sensors;
  Time from, to;  ///< kNever: to the end
};

/// When an alarm counts as verified: a second report within the window, of another technology of
/// the same zone or from an adjacent zone (EN 50131-1 and DD CLC/TS 50131-9 call such alarms
/// sequentially confirmed).
struct Verification {
  Duration window;
  bool technologies = true;
  bool adjacent = false;
  bool hold = false;  ///< unverified reports are logged but shown to nobody
};

enum class ThreatKind : std::uint8_t {
  kIntrusion,
  kEscape,
  kThrowOver,
  kDisturbance,
  kMedical,
  kFire,
  kEscortEscape,
  kCount
};
std::string_view threat_name(ThreatKind kind);  ///< "intrusion", "escape", "throw_over", …
std::optional<ThreatKind> threat_from(std::string_view name);

/// Something that happens on purpose or by misfortune, as a chain of tasks, until it is interrupted
/// or has succeeded (all tasks are through).
struct Threat {
  struct Task {
    std::string name;
    PointMm at;  ///< where it ends
    Distribution duration_s;
    AttackMode attack = AttackMode::kAny;
    std::vector<std::uint32_t> zones;  ///< their sensors may notice it
    double away_m = 0;                 ///< of an escort's: so far off from there, in any direction
    double sensed_after = 0;           ///< share of the duration: 0 beginning, 1/2 middle, 1 end
    std::uint32_t door = 0xffffffffu;  ///< gone through; broken open first where it is locked
    std::vector<std::uint32_t> masks;  ///< zones whose sensors are masked when it is through
  };
  EntityId entity;
  ThreatKind kind = ThreatKind::kIntrusion;
  Time earliest, latest;               ///< begins at a uniformly drawn time between the two
  std::uint32_t escort = 0xffffffffu;  ///< or on this escort's first trip that lasts long enough
  EscortPhase during = EscortPhase::kStay;
  Distribution after_s;  ///< from that phase's beginning
  PointMm from;
  bool approaches = false;  ///< comes from `from` from time 0 on; else is there already
  std::vector<Task> tasks;
  std::uint32_t guards_needed = 1;  ///< on the spot at once; 0: guards cannot stop it
  bool police_stop_it = false;
  double staff_stop_probability = 0;  ///< those present react and succeed
  Distribution staff_reaction_s;
};

/// A tour's rules beyond Site::tours; same index.
struct TourRules {
  enum class Order : std::uint8_t { kFixed, kRandom, kEitherWay };
  Order order = Order::kFixed;
  bool pair = false;                   ///< two guards walk it together, or nobody
  Duration pair_patience;              ///< how long one waits for the other
  std::vector<std::int32_t> starts_s;  ///< of the local day; empty: a rest after the last tour
  Duration spread;                     ///< starts are put off by a uniform time up to this
  /// Per checkpoint of the tour: when it is to be read, after the tour's start. Empty: any time.
  std::vector<std::pair<Duration, Duration>> windows;
};

/// A guard's shift beyond Site::guards; same index.
struct GuardRules {
  std::uint32_t shift = 0xffffffffu;  ///< index into City::shifts; none: always on duty
  Duration hand_over;                 ///< at the beginning of a shift: at the post, no tour
};

/// What adversaries can do, for the search of paths.
struct AdversaryModel {
  struct Delay {
    double mean_s = 0, sd_s = 0;
  };
  double run_speed_mps = 0;
  double sd_share = 0;                                 ///< of every running time
  std::vector<std::pair<AttackMode, Delay>> crossing;  ///< of the perimeter
  std::vector<std::pair<AttackMode, Delay>> door;      ///< through a locked door
  Delay task;                                          ///< at the target
  double p_communication = 1;
  std::optional<Delay> response;    ///< none: derived from duty room, guards and posts
  std::vector<NodeId> targets;      ///< points of the walk graph that intruders want to reach
  std::vector<NodeId> escape_from;  ///< points where escapes begin
  std::vector<NodeId> outside;      ///< points outside the perimeter, such as the gate's front
};

/// Sensors, threats, tours and adversaries of a site, beside what Site says of them. Immutable.
struct Protection {
  std::vector<SensorModel> sensors;
  std::vector<Technology> technologies;
  std::vector<ZoneRules> zones;
  std::vector<SensorEvent> sensor_events;
  Verification verification;
  std::vector<Threat> threats;
  std::vector<Escort> escorts;
  std::vector<Visits> visits;
  std::vector<TourRules> tours;
  std::vector<GuardRules> guards;
  std::optional<AdversaryModel> adversary;
  std::vector<std::uint32_t> zone_of_door;  ///< its contact, or none
};

}  // namespace vedette
