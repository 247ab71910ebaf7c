// SPDX-License-Identifier: Apache-2.0
// Whichever way travel times are found, a run tells the same.
#include <algorithm>
#include <limits>
#include <map>

#include "engine/small_scenarios.hpp"
#include "space/travel_on_demand.hpp"
#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

// The same world with all times of the roads found on demand.
World on_demand(const World& world, std::size_t room, std::uint64_t most_work) {
  World other = world;
  std::map<const RoadGraph*, std::shared_ptr<const TravelOnDemand>> sources;
  const auto found = [&](const TravelTable& table) {
    auto& source = sources[&table.graph()];
    if (!source)
      source = std::make_shared<const TravelOnDemand>(
          std::make_shared<const RoadGraph>(table.graph()), room, most_work);
    return std::make_shared<const TravelTable>(source, table.speed_factor());
  };
  for (RoadState& state : other.city.road_states) {
    std::map<const TravelTable*, std::shared_ptr<const TravelTable>> tables;
    for (Mode& mode : state.modes)
      for (auto* const table : {&mode.travel, &mode.siren}) {
        auto& same = tables[table->get()];
        if (!same) same = found(**table);
        *table = same;
      }
  }
  other.city.travel = other.city.road_states.front().modes.front().travel;
  other.city.siren = other.city.road_states.front().modes.front().siren;
  return other;
}

struct Told {
  std::vector<std::string> lines;
  std::vector<Segment> segments;
};

Told told(const World& world) {
  LogSink log(world);
  run_direct(world, log, testing::seed());
  return {log.lines, log.segments};
}

bool same(const Segment& a, const Segment& b) {
  return a.who == b.who && a.t0 == b.t0 && a.t1 == b.t1 && a.x0_m == b.x0_m && a.y0_m == b.y0_m &&
         a.x1_m == b.x1_m && a.y1_m == b.y1_m;
}

void check_all_sources(const World& world, std::size_t at_least) {
  REQUIRE_FALSE(world.city.travel->on_demand());
  const Told table = told(world);
  CHECK(table.lines.size() > at_least);
  constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();
  constexpr std::size_t kRoom = 1'000'000'000;
  for (const auto& [room, most_work] :
       {std::pair(kRoom, std::uint64_t{0}), std::pair(kRoom, kNever),
        std::pair(std::size_t{0}, kNever), std::pair(kRoom, std::uint64_t{20'000})}) {
    CAPTURE(room, most_work);
    const Told other = told(on_demand(world, room, most_work));
    REQUIRE(other.lines == table.lines);
    REQUIRE(std::equal(other.segments.begin(), other.segments.end(), table.segments.begin(),
                       table.segments.end(), same));
  }
}

std::shared_ptr<const World> shipped(const std::string& scenario,
                                     const std::vector<std::string>& overrides) {
  Diagnostics diagnostics;
  auto world = load_world(std::string(VEDETTE_SOURCE_DIR) + "/scenarios/" + scenario, overrides,
                          diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(world);
  return world;
}

}  // namespace

TEST_CASE("tables, labels and searches: the same run of a small city, by every rule") {
  CAPTURE(testing::seed());
  const SmallCity city;
  const std::string units =
      "cars: {type: car, count: 3, at: cells, route: {rule: longest_idle}}\n"
      "  waiting: {type: car, count: 1, at: stations}";
  for (const char* const rule : {"nearest", "soonest", "own_cell_first"})
    for (const char* const preemption : {"none", "when_none_free", "when_nearer"}) {
      CAPTURE(rule, preemption);
      const auto world = city.world(
          city.yaml("", "{columns: 2, rows: 2}", units),
          {std::string("city.dispatch.rule=") + rule,
           std::string("city.dispatch.preemption=") + preemption, "city.demand.calls_per_day=300",
           "city.dispatch.move_up={busy_share: 0.3, within_min: 3}",
           "city.road_changes=[{from_h: 3, to_h: 5, roads: [[6, 7], [12, 13]], closed: true}, "
           "{from_h: 4, to_h: 9, speed_factor: 0.7}]"});
      check_all_sources(*world, 2000);
    }
}

TEST_CASE("tables, labels and searches: the same run of the facility in its town") {
  CAPTURE(testing::seed());
  check_all_sources(*shipped("first-response", {"duration_h=12", "city.demand.calls_per_day=600"}),
                    5000);
}
