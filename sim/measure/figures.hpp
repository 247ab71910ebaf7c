// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "measure/figure_choice.hpp"
#include "record/recording_reader.hpp"
#include "record/sink.hpp"
#include "world/world.hpp"

namespace vedette {

/// One figure of one replication. `id` is a path such as "calls.response_s.p90",
/// "calls.priority.1.within.180", "calls.district.North.response_s.p90" (where there are two
/// districts or more), "calls.hour.07.within.180" (of calls received in that hour of the day),
/// "calls.fleet.cars.within.180" (of calls at which that fleet was first; where there are two
/// fleets or more, as also "utilisation.fleet.cars"), "alarms.real.assessed_s.p50",
/// "utilisation.unit", "utilisation.unit.night_cars-1", "intrusions.interrupted". Values are
/// seconds, shares (0..1), counts or ratios, as the id's last words say (labels.hpp). `n`:
/// observations behind it (0: the value means nothing and is not counted over replications).
///
/// Spans of calls: response_s received to first on the scene; dispatch_s received to dispatched;
/// turnout_s dispatched to leaving; travel_s leaving to scene; to_scene_s the two together;
/// complete_s received to all on the scene, of calls that needed more than one unit. Only where
/// there is any of it: tasks (done: share cleared; in_time: share of those with a deadline that are
/// cleared within it, one still open counts as late), posts (manned: manned time in windows / time
/// of windows), patrol (intervals between successive visits of the same point; what comes before
/// its first and after its last visit is not known and does not count; irregularity: coefficient of
/// variation of the intervals, mean over points with at least 3; where two fleets or more patrol,
/// "patrol.fleet.cars.interval_s.p50" and the like of visits by that fleet's units alone), finds,
/// stop_checks; tours (checkpoints read / due, late, missed, the same intervals, exposure), sensors
/// (detection: noticed / met by a threat), threats by name, alarms verified and nuisance alarms a
/// day and zone. Plans (steps of written response plans: score is the weighted mean credit of
/// judge()), rounds, roll_calls, hand_over, operators (shares of their time on duty; trust at the
/// end).
struct Figure {
  std::string id;
  double value = 0;
  std::uint64_t n = 0;
};

/// The figures of one replication: plain data, the same from a run and from its recording.
struct RepFigures {
  std::uint64_t replication = 0;
  std::vector<Figure> figures;  ///< in the order of labels.cpp, then of the world
  std::vector<std::uint32_t>
      response_histogram;  ///< calls: 10-second bins to 1800 s, then the rest

  /// For pipes between processes: versioned and bounds-checked. from_bytes throws InputError.
  std::string to_bytes() const;
  static RepFigures from_bytes(std::string_view bytes);
};

/// What figures need to know of a world: from the world itself or from a recording.
struct FigureFrame {
  std::vector<std::int64_t> marks_us;
  std::vector<std::pair<EntityKind, std::string>> entities;
  std::vector<std::string> call_types;  ///< of calls and of tasks
  std::vector<Duration> deadlines;      ///< per call type; kUnreachable (or none at all): none
  struct Step {
    std::string owner;
    double weight = 1;
    StepTargets targets;
  };
  struct Plan {
    std::string name;
    std::vector<Step> steps;
  };
  std::vector<Plan> plans;  ///< the last one is the built-in
  std::vector<std::string> districts;
  std::vector<std::uint32_t> district_of;  ///< per entity: of a demand area, else kNoIndex
  std::vector<std::string> fleets;         ///< in the order of their first units
  std::vector<std::uint32_t> fleet_of;     ///< per entity: of a unit, else kNoIndex
  /// `unit` belongs to `fleet`.
  void add_to_fleet(EntityId unit, const std::string& fleet);
  int start_second_of_day = 0;
};
FigureFrame frame_of(const World& world);
FigureFrame frame_of(RecordingReader& recording);

/// Takes the figures of a run while it goes on.
class Figures : public Sink {
 public:
  /// Many runs of one world share its frame. What is not chosen may be left out.
  Figures(std::shared_ptr<const FigureFrame> frame, std::uint64_t replication,
          const FigureChoice& choice = {});
  Figures(const World& world, std::uint64_t replication)
      : Figures(std::make_shared<FigureFrame>(frame_of(world)), replication) {}
  ~Figures() override;
  /// Visits are counted on a thread of its own; the figures are the same. For a process that does
  /// one run at a time, and is not forked during it.
  void count_beside();
  void incident_closed(const Incident& incident) override;
  void busy(EntityId who, Time from, Time to) override;
  void on_duty(EntityId who, Time from, Time to) override;
  void intrusion(EntityId who, bool detected, bool interrupted, Time at) override;
  void tally(const Tally& tally) override;
  void plan_step(const PlanStepRecord& step) override;
  void trust(EntityId who, Time at, double trust) override;
  void finish(Time end) override;
  /// After the run has finished.
  RepFigures result();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The same figures from a recording.
RepFigures figures_of(RecordingReader& recording);

}  // namespace vedette
