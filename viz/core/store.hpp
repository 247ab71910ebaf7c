// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/plan_step.hpp"
#include "record/recorded.hpp"
#include "record/words.hpp"
#include "viz/core/conditions.hpp"
#include "viz/core/palette.hpp"

namespace vedette {
class RecordingReader;
}

namespace vedette::view {

/// From `at` on somebody is in the state with that number (Store::word).
struct StateAt {
  Time at;
  std::uint16_t word = 0;
};

/// A straight movement, in whole millimetres.
struct Leg {
  Time t0, t1;
  std::int32_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

/// From `at` on somebody is on that floor.
struct FloorAt {
  Time at;
  std::uint32_t floor = 0;
};

struct LoggedEvent {
  Time at;
  EntityId subject, other;
  IncidentId incident;
  std::uint16_t word = 0;
  Topic topic = Topic::kStage;
};

/// Stage of an incident, with who brought it about.
struct StageMark {
  Stage stage = Stage::kOccurred;
  Time at;
  EntityId who;
};

/// Where somebody is at one moment, and what he does.
struct Standing {
  double x_m = 0, y_m = 0;
  std::uint16_t word = 0;  ///< state; 0: none told so far
  bool moving = false;
  Time since;               ///< begin of the state
  std::uint32_t floor = 0;  ///< of the recording's floors; 0: the ground
  std::uint32_t leg = 0;    ///< how many of its movements have begun
  std::uint32_t state = 0;  ///< how many of its states have begun
};

/// The state of everything at one moment; of an incident only what had happened by then.
struct Snapshot {
  Time at;
  std::vector<Standing> who;        ///< by entity
  std::vector<std::uint32_t> open;  ///< indices into Store::incidents, in order of opening
};

/// A recording in memory: what happened, by entity and time. For one thread.
///
/// Opening and update() may throw InputError with one sentence about a damaged file; everything
/// else asks memory only. A growing recording is read on by update().
class Store {
 public:
  explicit Store(const std::string& path);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Reads what was written since; true if there was anything. Cheap once complete.
  bool update();

  const std::string& path() const { return path_; }
  const RecordingInfo& info() const { return info_; }
  /// Of the run so far; at least one second, so that there is a time to show.
  Time end() const { return {std::max<std::int64_t>(info_.end.us, kSecond.us)}; }
  const std::vector<RecordedEntity>& entities() const;
  const std::vector<RecordedType>& call_types() const;
  const std::vector<RecordedType>& alarm_types() const;
  const RecordedGeometry& geometry() const { return geometry_; }
  /// The effective scenario.
  const std::string& world_json() const { return world_json_; }

  /// In order of opening.
  const std::vector<Incident>& incidents() const { return incidents_; }
  std::span<const StageMark> stages(std::uint32_t incident_index) const;
  /// Index of the incident with that number; kNoIndex if there is none.
  std::uint32_t index_of(IncidentId id) const;
  /// First stage known; last stage known, and for an open one the end of the run so far.
  Time begin_of(const Incident& incident) const;
  Time end_of(const Incident& incident) const;

  /// Response plans, and what became of the steps of the plan that the incident followed.
  const std::vector<RecordedPlan>& plans() const { return plans_; }
  std::span<const PlanStepRecord> steps(std::uint32_t incident_index) const {
    return steps_[incident_index];
  }
  /// What an exercise has thrown in, in order of time.
  const std::vector<RecordedInject>& injects() const { return injects_; }

  const std::vector<LoggedEvent>& events() const { return events_; }
  const std::vector<StateAt>& states(EntityId who) const { return states_[who.index()]; }
  const std::vector<Leg>& legs(EntityId who) const { return legs_[who.index()]; }
  const std::vector<Tally>& visits() const { return visits_; }
  /// Whether the door's leaf stands open then.
  bool stands_open(EntityId door, Time t) const;
  /// How devices stood.
  const Conditions& conditions() const { return conditions_; }
  /// Entities with any state or movement, ascending.
  const std::vector<std::uint32_t>& lively() const { return lively_; }
  std::string_view word(std::uint16_t number) const { return words_[number]; }
  std::uint32_t words() const { return static_cast<std::uint32_t>(words_.size()); }
  Activity activity(std::uint16_t number) const { return activities_[number]; }

  Standing standing(EntityId who, Time t) const { return standing(who, t, 0, 0); }
  /// Takes the memory of an older snapshot, and looks first where that one was: cheap when t is a
  /// little later.
  void snapshot(Time t, Snapshot& out) const;
  /// The figures of what has been recorded, as (id, value, n); read from the file.
  std::size_t memory_bytes() const;
  RecordingReader& reader() { return *reader_; }
  /// Rises whenever update() has found something.
  std::uint64_t version() const { return version_; }

 private:
  Standing standing(EntityId who, Time t, std::uint32_t leg, std::uint32_t state) const;
  std::uint16_t number_of(std::string_view word);
  bool read_rows();
  void read_incidents();
  void read_tallies();

  std::string path_;
  std::unique_ptr<RecordingReader> reader_;
  RecordingInfo info_;
  RecordedGeometry geometry_;
  std::string world_json_;
  std::vector<Incident> incidents_;
  std::vector<std::vector<StageMark>> stages_;
  std::vector<RecordedPlan> plans_;
  std::vector<std::vector<PlanStepRecord>> steps_;
  std::vector<RecordedInject> injects_;
  std::vector<std::uint32_t> index_of_;
  std::vector<Time> last_end_;  // of every kBlock incidents, when the last of them is over
  std::vector<LoggedEvent> events_;
  std::vector<std::vector<StateAt>> states_;
  std::vector<std::vector<Leg>> legs_;
  std::vector<std::vector<FloorAt>> floors_;  // empty for whoever stays on his own
  std::vector<Tally> visits_;
  Conditions conditions_;
  std::vector<std::vector<Time>> leaf_moves_;  // of doors: opens, shuts, opens …
  std::vector<std::uint32_t> lively_;
  Words numbers_;
  std::vector<std::string> words_;
  std::vector<Activity> activities_;  // of the words
  std::int64_t last_state_ = 0, last_leg_ = 0, last_stage_ = 0;
  bool finished_ = false;
  std::uint64_t version_ = 0;
  mutable std::uint64_t memory_version_ = 0;
  mutable std::size_t memory_ = 0;
};

}  // namespace vedette::view
