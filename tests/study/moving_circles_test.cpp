// SPDX-License-Identifier: Apache-2.0
// What is reached from where units are, against times worked out from their recorded movements.
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "cover/circles.hpp"
#include "engine/small_scenarios.hpp"
#include "measure/reach.hpp"
#include "record/reach_question.hpp"
#include "study/replications.hpp"

namespace vedette {
namespace {

using testing::SmallCity;

// What a sink is told of reach, and all movements.
struct Looks : Sink {
  Looks(ReachQuestion q, Duration every) : question(std::move(q)), every_(every) {}
  RecordLevel wants() const override { return RecordLevel::kFull; }
  Duration wants_reach() const override { return every_; }
  const ReachQuestion* reach_question() const override { return &question; }
  void reach(Time at, std::span<const std::int64_t> us) override {
    looks[at.us].assign(us.begin(), us.end());
  }
  void segment(const Segment& s) override { segments.push_back(s); }
  void incident_opened(const Incident&) override { ++calls; }
  ReachQuestion question;
  std::map<std::int64_t, std::vector<std::int64_t>> looks;
  std::vector<Segment> segments;
  int calls = 0;

 private:
  Duration every_;
};

ReachQuestion about_all(const World& world) {
  ReachQuestion q;
  q.units.assign(world.city.units.size(), true);
  return q;
}

// On the square town: on to the next corner at 10 m/s (on patrol), then at 12.5 m/s with siren.
std::int64_t by_hand(const World& world, const Looks& run, std::int64_t at, std::size_t area,
                     double turnout_s) {
  const RoadGraph& roads = *world.city.roads;
  const RoadGraph::Node& to = roads.node(world.city.areas[area].node);
  double best = 1e18;
  for (std::size_t u = 0; u < world.city.units.size(); ++u) {
    if (!run.question.units[u]) continue;
    double x = roads.node(world.city.units[u].home).x_m,
           y = roads.node(world.city.units[u].home).y_m;
    double rest_s = 0;
    for (const Segment& s : run.segments) {
      if (s.who != world.city.units[u].entity || s.t0.us > at) continue;
      x = s.x1_m, y = s.y1_m;
      rest_s = 0;
      if (s.t1.us < at) continue;
      // On it: the next corner ahead on this straight line.
      const double along =
          static_cast<double>(at - s.t0.us) / static_cast<double>((s.t1 - s.t0).us);
      const double px = s.x0_m + along * (s.x1_m - s.x0_m), py = s.y0_m + along * (s.y1_m - s.y0_m);
      const auto ahead = [](double p, double from, double end) {
        if (from == end) return end;
        return end > from ? 500 * std::ceil((p - 1e-3) / 500) : 500 * std::floor((p + 1e-3) / 500);
      };
      x = ahead(px, s.x0_m, s.x1_m), y = ahead(py, s.y0_m, s.y1_m);
      rest_s = (std::fabs(x - px) + std::fabs(y - py)) / 10;
    }
    const double way_s = (std::fabs(to.x_m - x) + std::fabs(to.y_m - y)) / 12.5;
    best = std::min(best, std::max(rest_s, turnout_s) + way_s);
  }
  for (const NodeId n : run.question.stations)
    best = std::min(best, turnout_s + (std::fabs(to.x_m - roads.node(n).x_m) +
                                       std::fabs(to.y_m - roads.node(n).y_m)) /
                                          12.5);
  return std::llround(best * 1e6);
}

TEST_CASE("how soon patrols could be anywhere follows from where they drive") {
  const SmallCity city;
  const auto world =
      city.world(city.yaml("", "{columns: 2, rows: 2}", "cars: {type: car, count: 3, at: cells}"),
                 {"city.demand={calls_per_day: 0.001}", "duration_h=6"});
  for (const double turnout_s : {0.0, 25.0}) {
    ReachQuestion question = about_all(*world);
    question.units[1] = false;
    question.turnout = seconds(turnout_s);
    if (turnout_s > 0) question.stations = {NodeId(24u)};
    Looks run(question, seconds(97));
    testing::run_direct(*world, run);
    REQUIRE(run.calls == 0);
    REQUIRE(run.looks.size() == 223);
    std::int64_t worst = 0;
    for (const auto& [at, us] : run.looks)
      for (std::size_t a = 0; a < us.size(); ++a)
        worst = std::max(worst, std::abs(us[a] - by_hand(*world, run, at, a, turnout_s)));
    // Places are told in millimetres.
    CHECK(worst <= 1000);
  }
}

TEST_CASE("units that wait at their posts: the circles of their posts") {
  const SmallCity city;
  const auto world = city.world(
      city.yaml("", "{columns: 1, rows: 1}", "cars: {type: car, count: 1, at: stations}"),
      {"city.demand={calls_per_day: 0.001}", "duration_h=6"});
  const ReachQuestion question = about_all(*world);
  ReplicationPlan plan;
  plan.reach_every = seconds(600);
  plan.reach_of = &question;
  plan.reach_marks_us = {80'000'000, 120'000'000, 160'000'000};
  const auto done = Replicator(*world).run(plan);
  REQUIRE(done[0].reach);
  CHECK(done[0].reach->moments(0) == 36);
  std::vector<CircleSource> sources;
  for (const Station& s : world->city.stations) sources.push_back({s.node, {}});
  std::vector<CircleTarget> targets;
  for (const DemandArea& a : world->city.areas) targets.push_back({{}, a.node, 1});
  const Mode& mode = world->city.road_states[0].modes[0];
  const Circles circles = response_circles(mode.siren->graph(), sources, targets, {},
                                           mode.siren->speed_factor() / mode.pace);
  for (std::size_t m = 0; m < 3; ++m)
    for (std::size_t a = 0; a < targets.size(); ++a)
      CHECK(done[0].reach->share(0, a, m) ==
            (circles.reach[a].time.us <= plan.reach_marks_us[m] ? 1.0 : 0.0));
}

TEST_CASE("the hour, the first moment, duty and being free are looked at") {
  const SmallCity city;
  const auto world =
      city.world(city.yaml("shifts: {day: {from: '08:00', to: '20:00'}}\n", "{columns: 1, rows: 1}",
                           "cars: {type: car, count: 1, at: cells, shift: day}"),
                 {"city.demand={calls_per_day: 200}", "duration_h=48"});
  const auto looks = [&](ReachQuestion q) {
    Looks run(std::move(q), seconds(600));
    testing::run_direct(*world, run);
    return run.looks;
  };
  ReachQuestion q = about_all(*world);
  q.hour = 7;
  const auto before = looks(q);
  CHECK(before.size() == 12);
  for (const auto& [at, us] : before)
    CHECK(std::all_of(us.begin(), us.end(), [](auto t) { return t == kUnreachable.us; }));
  q.hour = 9;
  const auto there = looks(q);
  CHECK(there.size() == 12);
  for (const auto& [at, us] : there) CHECK(us[0] < kUnreachable.us);
  q.from = Time{kDay.us};
  CHECK(looks(q).size() == 6);
  // 200 calls of a quarter of an hour and more: one car is seldom free.
  q.free_only = true;
  q.from = Time{0};
  q.hour = 16;
  std::size_t away = 0;
  for (const auto& [at, us] : looks(q)) away += us[0] == kUnreachable.us;
  CHECK(away > 6);
}

}  // namespace
}  // namespace vedette
