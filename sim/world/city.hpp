// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/distribution.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "space/polygon.hpp"
#include "space/road_graph.hpp"
#include "space/travel_table.hpp"
#include "world/no_index.hpp"

namespace vedette {

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
  double population = 0;
  std::uint32_t district = kNoIndex;
  std::uint32_t cell = kNoIndex;  ///< the patrol cell it lies in, if any
};

/// What a unit must be able to do to answer: a set of capabilities ("police", "fire", …), one bit
/// each, in the order of City::capabilities.
using Capabilities = std::uint32_t;
inline constexpr std::size_t kMostCapabilities = 32;

/// Rates over the week: 168 hours from Monday 00:00 local time, relative to the mean hour.
using WeekRates = std::array<double, 168>;

/// Somebody else whom the officers on the scene ask for: the fire brigade, the gas company.
struct CallIn {
  Capabilities capability = 0;
  std::uint32_t count = 1;
};

struct CallType {
  std::string name;
  std::string label_en, label_zh;
  double share = 0;         ///< of all calls for service; 0: never spontaneous (a site's alarm)
  int priority = 2;         ///< 1 = most urgent
  Distribution on_scene_s;  ///< first arrival to cleared
  std::uint32_t units = 1;  ///< how many are needed
  Capabilities capability = 1;
  std::vector<CallIn> calls_in;
  Distribution report_s;                     ///< first arrival to the report that calls others in
  bool interruptible = false;                ///< units may be taken away for something more urgent
  Duration deadline = kUnreachable;          ///< from becoming known to done; kUnreachable: none
  std::shared_ptr<const WeekRates> by_hour;  ///< null: as all calls
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
  std::uint32_t parent = kNoIndex;  ///< of the next coarser level
};

/// A coarser level of the patrol grid: one net, several levels.
struct GridLevel {
  std::string name;
  std::vector<Cell> cells;
};

/// Which patrol point comes next.
enum class RouteRule : std::uint8_t {
  kRandom,       ///< any, alike
  kWeighted,     ///< by the calls at each
  kFixedTour,    ///< in one short closed tour
  kLongestIdle,  ///< the one not visited for the longest time
  kHotSpot       ///< mostly the few with the most calls, else any
};

/// What a unit patrols: one cell or several, and how.
struct Beat {
  std::vector<std::uint32_t> cells;  ///< ascending
  std::vector<NodeId> points;        ///< for a fixed tour in its order
  std::vector<double> weight;        ///< per point, cumulated; the last is 1
  bool may_stay = true;  ///< drawn by weight the next point may be the present one again
  RouteRule rule = RouteRule::kRandom;
  Duration max_gap = kUnreachable;  ///< a point unvisited for longer goes first
  double deviation = 0;             ///< chance of any point instead of the rule's
  /// The rule goes by what has been left alone for long: then driving past a point of the beat is
  /// a visit too.
  bool passing_counts() const { return rule == RouteRule::kLongestIdle || max_gap != kUnreachable; }
};

/// Breaks of a shift: how long after its beginning, how long.
using Breaks = std::vector<std::pair<Duration, Duration>>;

/// Part of the day, in seconds after local midnight; to <= from: over midnight; equal: all day.
struct Shift {
  std::string name;
  std::int32_t from_s = 0, to_s = 0;
  Breaks breaks;
};

/// What patrols see themselves: seen at a patrol point, reported, reviewed, followed up.
struct Finds {
  double chance = 0;         ///< at each visit of a patrol point
  std::uint16_t type = 0;    ///< call type of the follow-up
  Distribution report_s;     ///< the unit's time for photograph and report
  Distribution review_s;     ///< a reviewer's time
  double accepted = 1;       ///< share that review upholds
  Duration follow_up_after;  ///< from the notice to the check whether it is cleared up
};

/// Armed stop checks at patrol points.
struct StopChecks {
  double chance = 0;
  Distribution duration_s;
  double hit = 0;  ///< share of checks with a result
};

struct Unit {
  EntityId entity;
  std::string fleet;
  NodeId home;
  std::uint32_t shift = 0;
  std::uint32_t tour_start = 0;   ///< of a fixed tour: where in it the unit begins
  Duration tour_wait;             ///< and how long it first waits there, to be in step
  std::uint32_t beat = kNoIndex;  ///< patrols it; kNoIndex: waits at home
  std::uint32_t mode = 0;         ///< of City::modes
  Capabilities capabilities = 1;  ///< 0: sees and reports, is never sent
  Duration reach = kUnreachable;  ///< not sent to what it needs longer to get to
  Distribution turnout_s;         ///< assigned to leaving, when waiting at home
  Distribution turnout_on_patrol_s;
  Distribution pause_s;     ///< at a patrol point
  Distribution handover_s;  ///< at the beginning of a shift, not to be sent
  std::shared_ptr<const Finds> finds;
  std::shared_ptr<const StopChecks> checks;
  std::shared_ptr<const Breaks> breaks;  ///< null: those of the shift
};

enum class DispatchRule : std::uint8_t {
  kNearest,       ///< least travel time from where the unit is now
  kSoonest,       ///< least turnout (its mean) and travel time
  kOwnCellFirst,  ///< a free unit of the call's cell, else the nearest
};

/// May a unit on its way to something less urgent be sent elsewhere?
enum class Preemption : std::uint8_t { kNone, kWhenNoneFree, kWhenNearer };

/// Which of the equally urgent calls that wait a unit takes when it becomes free.
enum class QueueRule : std::uint8_t { kFirstCome, kNearest };

/// Where units that have become free wait.
enum class MoveUp : std::uint8_t {
  kNone,             ///< at home
  kExpectedCoverage  ///< DMEXCLP: the station where they add most (Jagtenberg et al. 2015)
};

struct Dispatch {
  DispatchRule rule = DispatchRule::kNearest;
  std::uint32_t desks = kNoIndex;       ///< call-takers; kNoIndex: never a queue at the desk
  Distribution handling_s;              ///< a call-taker's time per call
  bool returning_units_respond = true;  ///< a unit on its way home may be sent
  Preemption preemption = Preemption::kNone;
  Duration ageing = kUnreachable;  ///< a waiting call counts as one priority more urgent each time
  QueueRule queue = QueueRule::kFirstCome;
  MoveUp move_up = MoveUp::kNone;
  double busy_share = 0.3;              ///< DMEXCLP's q
  Duration cover_within;                ///< DMEXCLP's standard
  std::uint32_t reviewers = 1;          ///< who judge what patrols report
  std::uint32_t reserve_for_calls = 0;  ///< so many units stay free of interruptible work
};

/// Work that comes by itself besides calls: warnings to follow up.
struct WorkStream {
  EntityId entity;
  double per_day = 0;
  std::uint16_t type = 0;
  std::shared_ptr<const WeekRates> by_hour;  ///< null: evenly
  std::vector<NodeId> nodes;                 ///< where
  std::vector<double> weight;                ///< cumulated; the last is 1
};

/// A place to be manned or visited at set times: school peaks, scheduled visits, line patrols.
struct Post {
  EntityId entity;
  NodeId node;
  std::uint16_t type = 0;
  std::vector<std::pair<std::int32_t, std::int32_t>> windows;  ///< seconds after local midnight
  std::uint8_t weekdays = 0x7f;                                ///< bit 0 = Monday
  Duration lead;                                               ///< units set out so much earlier
  bool stays = true;  ///< until the window ends; false: a visit of the type's time on scene
};

/// An order to close exits of the city, one unit at each.
struct BlockadeOrder {
  std::uint16_t type = 0;
  Time at;
  Duration hold;  ///< how long a unit stays at its exit
  struct Exit {
    EntityId entity;
    NodeId node;
  };
  std::vector<Exit> exits;
};

/// How somebody gets about: by car at the roads' speed, on foot at a speed of his own.
struct Mode {
  std::string name;
  bool in_traffic = true;  ///< the hour's traffic slows it
  double pace = 1;         ///< multiplies the times of the tables (a motorcycle in traffic: 0.8)
  std::shared_ptr<const TravelTable> travel;  ///< ordinary driving
  std::shared_ptr<const TravelTable> siren;   ///< on the way to a call
};

/// The roads from a moment on: closures and slow stretches make another state.
struct RoadState {
  Time from{0};
  std::vector<Mode> modes;
};

/// Calls as they were recorded, to be played again.
struct TraceCall {
  Time at;
  std::uint32_t area = 0;
  std::uint16_t type = 0;
  std::uint8_t priority = 2;
  double on_scene_s = -1;  ///< negative: drawn
  Duration off_road;       ///< from the junction to the place itself
};

struct City {
  bool present = false;
  std::shared_ptr<const RoadGraph> roads;
  std::shared_ptr<const TravelTable> travel;  ///< at ordinary speed (patrol, going home)
  std::shared_ptr<const TravelTable> siren;   ///< on the way to a call
  double siren_factor = 1;
  std::vector<RoadState> road_states;     ///< in order of time; the first from 0
  std::array<double, 24> pace_by_hour{};  ///< travel times by hour of day, relative to the tables
  bool even_pace = true;                  ///< all of pace_by_hour are 1
  std::vector<std::string> capabilities;  ///< the first: "police"
  std::optional<std::array<double, 2>> geo_origin;  ///< longitude, latitude of (0, 0)
  std::vector<District> districts;
  std::vector<DemandArea> areas;
  WeekRates by_hour{};  ///< all calls
  std::vector<CallType> call_types;
  bool replays = false;          ///< `trace` replaces the areas' own calls
  std::vector<TraceCall> trace;  ///< in order of time
  std::vector<WorkStream> streams;
  std::vector<Post> posts;
  std::vector<BlockadeOrder> blockades;
  std::vector<Station> stations;
  std::vector<Cell> cells;         ///< the finest level of the grid
  std::vector<GridLevel> coarser;  ///< from the finest but one upwards
  std::vector<Beat> beats;
  std::vector<Shift> shifts;
  std::vector<Unit> units;
  Dispatch dispatch;
};

}  // namespace vedette
