// SPDX-License-Identifier: Apache-2.0
// How soon the first free unit, or the first of those asked about, could be anywhere: asked now
// and then.
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <vector>

#include "engine/city/city_processes.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "record/reach_question.hpp"
#include "space/shortest_paths.hpp"

namespace vedette {

namespace {

// An ordinary call's.
constexpr std::uint8_t kCallPriority = 2;

class Probe {
 public:
  explicit Probe(Run& run)
      : run_(run),
        question_(run.sinks.reach_question()),
        us_(run.world.city.areas.size()),
        areas_at_(run.world.city.roads->node_count()) {
    const auto& areas = run.world.city.areas;
    for (std::uint32_t a = 0; a < areas.size(); ++a) areas_at_[areas[a].node.index()].push_back(a);
  }

  // Of free units that police calls may be given to, or of those asked about: the rest of their
  // arc, the turnout, and the way with siren. Units of one speed are searched together, but for
  // those that are sent only so far.
  void ask() {
    if (question_ && !asked_now()) return;
    const City& city = run_.world.city;
    std::map<std::pair<std::uint32_t, double>, std::vector<ShortestPaths::Source>> by_speed;
    std::fill(us_.begin(), us_.end(), kUnreachable.us);
    if (question_ && !question_->stations.empty()) {
      const Mode& mode = run_.world.city.road_states[run_.city.road_state].modes[0];
      const double slower = pace_of(run_, mode) / mode.siren->speed_factor();
      for (const NodeId station : question_->stations)
        by_speed[{0, slower}].push_back({station, at_speed(question_->turnout, slower)});
    }
    for (std::size_t i = 0; i < run_.city.units.size(); ++i) {
      UnitState& unit = run_.city.units[i];
      if (!counts(i, unit)) continue;
      const Unit& about = city.units[i];
      const Duration mean = seconds(turnout_of(about, unit, run_.now()).mean());
      const Duration leaving = question_ ? question_->turnout : mean;
      const NodeId next = unit.mover.next_node(run_.now());
      const Duration rest = unit.mover.rest(run_.now()), before = std::max(rest, leaving);
      const double slower = pace_of(run_, about) / mode_of(run_, about).siren->speed_factor();
      if (unit.reach != kUnreachable) {
        // As dispatch counts it.
        const bool leaving_counts = city.dispatch.rule == DispatchRule::kSoonest;
        const Duration spent = rest + (leaving_counts ? mean : Duration{});
        if (spent <= unit.reach)
          search(about.mode, slower, {{next, {}}}, before, unit.reach - spent);
        continue;
      }
      // Searched at the graph's own speed, so what comes before the way is stretched alike.
      by_speed[{about.mode, slower}].push_back({next, at_speed(before, slower)});
    }
    for (const auto& [speed, sources] : by_speed)
      search(speed.first, speed.second, sources, {}, kUnreachable);
    run_.sinks.each([&](Sink& s) {
      if (s.wants_reach().us > 0) s.reach(run_.now(), us_);
    });
  }

 private:
  bool asked_now() const {
    if (run_.now() < question_->from) return false;
    const std::int64_t local =
        run_.now().us + static_cast<std::int64_t>(run_.world.start_second_of_day) * kSecond.us;
    return !question_->hour || local % kDay.us / kHour.us == *question_->hour;
  }
  // Work that can wait counts as free for a call, as in dispatch.
  bool counts(std::size_t i, const UnitState& unit) const {
    if (question_ ? !question_->units[i] : !(unit.ready->capabilities & 1)) return false;
    if (question_ && !question_->free_only) return unit.on_duty;
    const bool can_leave =
        unit.order && unit.ready->soft_priority > kCallPriority && !unit.ready->under_way;
    return unit.ready->free || can_leave;
  }
  static Duration at_speed(Duration d, double slower) {
    return {std::llround(static_cast<double>(d.us) / slower)};
  }
  // What is nearer by these than it was: `before` the way, which is at most `bound` long.
  void search(std::uint32_t mode_index, double slower,
              const std::vector<ShortestPaths::Source>& sources, Duration before, Duration bound) {
    const Mode& mode = run_.world.city.road_states[run_.city.road_state].modes[mode_index];
    auto& paths = paths_[&mode.siren->graph()];
    if (!paths) paths = std::make_unique<ShortestPaths>(mode.siren->graph());
    const bool bounded = bound != kUnreachable;
    // A microsecond of slack: the way is rounded before it is stretched.
    const Duration most =
        bounded ? Duration{std::llround(static_cast<double>(bound.us) / slower) + 1} : bound;
    paths->run(sources, ShortestPaths::Direction::kForward, most);
    for (const NodeId node : paths->order()) {
      const Duration way{std::llround(static_cast<double>(paths->time(node).us) * slower)};
      if (bounded && way > bound) continue;
      for (const std::uint32_t area : areas_at_[node.index()])
        us_[area] = std::min(us_[area], (before + way).us);
    }
  }

  Run& run_;
  const ReachQuestion* question_;
  std::vector<std::int64_t> us_;                      // per area
  std::vector<std::vector<std::uint32_t>> areas_at_;  // per junction
  std::map<const RoadGraph*, std::unique_ptr<ShortestPaths>> paths_;
};

Process probe(Run& run, Duration every) {
  Probe asks(run);
  (void)co_await Delay(run.calendar, Duration{every.us / 2}, Priority::kLate);
  for (;;) {
    asks.ask();
    (void)co_await Delay(run.calendar, every, Priority::kLate);
  }
}

}  // namespace

void start_probe(Run& run) {
  const Duration every = run.sinks.reach_interval();
  if (every.us > 0) run.calendar.start(probe(run, every));
}

}  // namespace vedette
