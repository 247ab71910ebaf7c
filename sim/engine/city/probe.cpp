// SPDX-License-Identifier: Apache-2.0
// How soon the first free unit could be anywhere, asked now and then.
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <vector>

#include "engine/city/city_processes.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "space/shortest_paths.hpp"

namespace vedette {

namespace {

// An ordinary call's.
constexpr std::uint8_t kCallPriority = 2;

class Probe {
 public:
  explicit Probe(Run& run) : run_(run), us_(run.world.city.areas.size()) {}

  // Of free units that police calls may be given to: the rest of their arc, the mean turnout, and
  // the way with siren. Units of one speed are searched together.
  void ask() {
    const City& city = run_.world.city;
    std::map<std::pair<std::uint32_t, double>, std::vector<ShortestPaths::Source>> by_speed;
    for (std::size_t i = 0; i < run_.city.units.size(); ++i) {
      UnitState& unit = run_.city.units[i];
      // Work that can wait counts as free for a call, as in dispatch.
      const bool can_leave = unit.order && unit.soft_priority > kCallPriority && !unit.under_way;
      if (!(unit.free || can_leave) || !(unit.capabilities & 1)) continue;
      const Unit& about = city.units[i];
      const Distribution& turnout = turnout_of(about, unit, run_.now());
      const NodeId next = unit.mover.next_node(run_.now());
      const Duration before = std::max(unit.mover.rest(run_.now()), seconds(turnout.mean()));
      const double slower = pace_of(run_, about) / mode_of(run_, about).siren->speed_factor();
      // Searched at the graph's own speed, so what comes before the way is stretched alike.
      by_speed[{about.mode, slower}].push_back(
          {next, Duration{std::llround(static_cast<double>(before.us) / slower)}});
    }
    std::fill(us_.begin(), us_.end(), kUnreachable.us);
    for (const auto& [speed, sources] : by_speed) {
      const Mode& mode = city.road_states[run_.city.road_state].modes[speed.first];
      auto& paths = paths_[&mode.siren->graph()];
      if (!paths) paths = std::make_unique<ShortestPaths>(mode.siren->graph());
      paths->run(sources);
      for (std::size_t a = 0; a < us_.size(); ++a) {
        const Duration way = paths->time(city.areas[a].node);
        if (way == kUnreachable) continue;
        us_[a] = std::min<std::int64_t>(us_[a],
                                        std::llround(static_cast<double>(way.us) * speed.second));
      }
    }
    run_.sinks.each([&](Sink& s) {
      if (s.wants_reach().us > 0) s.reach(run_.now(), us_);
    });
  }

 private:
  Run& run_;
  std::vector<std::int64_t> us_;  // per area
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
