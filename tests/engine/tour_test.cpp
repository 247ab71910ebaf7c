// SPDX-License-Identifier: Apache-2.0
// Guard tours: starts by the clock, windows, orders, pairs, shifts, and what a watcher could make
// of their rhythm, against the exact formulas.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "cover/patrol_exposure.hpp"
#include "engine/small_site.hpp"
#include "measure/figures.hpp"
#include "world/protection.hpp"

namespace vedette {
namespace {

using testing::LogSink;
using testing::run_direct;
using testing::SmallCity;

struct Watch : LogSink {
  using LogSink::LogSink;
  void tally(const Tally& t) override {
    ++count[t.kind];
    if (t.kind == TallyKind::kTourRead) reads.push_back(t);
  }
  void on_duty(EntityId who, Time a, Time b) override { duty[who.value].push_back({a, b}); }
  std::map<TallyKind, int> count;
  std::vector<Tally> reads;
  std::map<std::uint32_t, std::vector<std::pair<Time, Time>>> duty;
};

// testing::site() without anybody who is noticed; g2 walks tour t.
std::shared_ptr<const World> world_with(const SmallCity& city, std::vector<std::string> overrides) {
  overrides.insert(overrides.begin(),
                   {"city.demand={calls_per_day: 0}", "models.sensors.beam.detection_probability=0",
                    "models.sensors.thermal.detection_probability=0", "duration_h=3"});
  return city.world(testing::scenario(city, false), overrides);
}

int lines_with(const LogSink& log, const std::string& words) {
  return static_cast<int>(std::count_if(
      log.lines.begin(), log.lines.end(),
      [&](const std::string& line) { return line.find(words) != std::string::npos; }));
}

TEST_CASE("tours by the clock, with a window that is missed") {
  const SmallCity city;
  // far → post → spot: sqrt(2000) + 60 m at 1.5 m/s = 69.814 s.
  const auto world = world_with(
      city, {"site.checkpoints.c.point=spot", "site.tours.t.starts=[\"01:00\", \"02:00\"]",
             "site.tours.t.windows_s={c: [0, 60]}"});
  Watch log(*world);
  run_direct(*world, log);
  REQUIRE(log.reads.size() == 2);
  CHECK(log.reads[0].from == Time{kHour.us});
  CHECK((log.reads[0].to - log.reads[0].from).seconds() == Approx(69.814).margin(0.001));
  CHECK(log.reads[1].from == Time{2 * kHour.us});
  CHECK(log.count[TallyKind::kTourLate] == 2);
  CHECK(log.count[TallyKind::kTourMissed] == 0);
  CHECK(lines_with(log, "Vedette/GuardTour/Checkpoint") == 4);  // visited and late, twice
}

TEST_CASE("random tours read every checkpoint in many orders") {
  const SmallCity city;
  const auto world =
      world_with(city, {"site.checkpoints={c: {point: far}, d: {point: post}, e: {point: spot}}",
                        "site.tours.t.checkpoints=[c, d, e]", "site.tours.t.order=random",
                        "site.tours.t.rest_s=60", "duration_h=24"});
  Watch log(*world);
  run_direct(*world, log);
  std::map<std::int64_t, std::vector<std::uint32_t>> tours;
  for (const Tally& t : log.reads) tours[t.from.us].push_back(t.place.value);
  std::set<std::vector<std::uint32_t>> orders;
  for (const auto& [start, order] : tours) {
    if (order.size() < 3) continue;  // under way at the end
    orders.insert(order);
    CHECK(std::set<std::uint32_t>(order.begin(), order.end()).size() == 3);
  }
  CHECK(tours.size() > 100);
  CHECK(orders.size() == 6);
}

TEST_CASE("a pair walks side by side, and not at all without the other") {
  const SmallCity city;
  const std::vector<std::string> pair{
      "site.guards={g1: {post: far, tour: t}, g2: {post: far, tour: t}}",
      "site.checkpoints.c.point=spot", "site.tours.t.pair=true", "site.tours.t.starts=[\"01:00\"]",
      "site.tours.t.pair_patience_s=120"};
  {
    const auto world = world_with(city, pair);
    Watch log(*world);
    run_direct(*world, log);
    CHECK(log.reads.size() == 1);
    CHECK(lines_with(log, " touring") == 2);
    // Both move at the same times along the same ways.
    std::map<std::uint32_t, std::vector<std::int64_t>> ways;
    for (const Segment& s : log.segments)
      if (world->entities[s.who.index()].kind == EntityKind::kGuard)
        ways[s.who.value].push_back(s.t1.us);
    REQUIRE(ways.size() == 2);
    CHECK(ways.begin()->second == ways.rbegin()->second);
  }
  auto alone = pair;
  alone.push_back("shifts={late: {from: \"02:00\", to: \"10:00\"}}");
  alone.push_back("site.guards.g2.shift=late");
  const auto world = world_with(city, alone);
  Watch log(*world);
  run_direct(*world, log);
  CHECK(log.reads.empty());
  CHECK(log.count[TallyKind::kTourDue] == 1);
  CHECK(log.count[TallyKind::kTourMissed] == 1);
  CHECK(lines_with(log, "no partner") == 1);
}

TEST_CASE("whoever is called away takes the other out of the tour") {
  const SmallCity city;
  auto text = testing::scenario(city, false);
  const auto world =
      city.world(text, {"city.demand={calls_per_day: 0}", "duration_h=3",
                        "site.guards={g1: {post: far, tour: t}, g2: {post: far, tour: t}}",
                        "site.checkpoints.c.point=post", "site.tours.t.pair=true",
                        "site.tours.t.pause_s=300", "site.tours.t.starts=[\"01:00\"]"});
  Watch log(*world);
  run_direct(*world, log);
  // The intruder of 01:00 calls one of the two away while both stand at the checkpoint... read.
  CHECK(log.count[TallyKind::kTourDue] == 1);
  CHECK(lines_with(log, "broken off") == 1);
  CHECK(lines_with(log, " ordered") == 1);
  CHECK(lines_with(log, "going back") == 2);
}

TEST_CASE("shifts: on duty only then, no tour in the hand-over or one that could not be finished") {
  const SmallCity city;
  const auto world = world_with(
      city, {"shifts={day: {from: \"02:00\", to: \"04:00\"}}", "site.guards.g2.shift=day",
             "site.guards.g2.hand_over_s=900", "site.checkpoints.c.point=spot",
             "site.tours.t.rest_s=0", "site.tours.t.pause_s=60", "duration_h=6"});
  Watch log(*world);
  run_direct(*world, log);
  const auto guard = world->site.guards[1].entity.value;
  REQUIRE(log.duty[guard].size() == 1);
  CHECK(log.duty[guard][0].first == Time{2 * kHour.us});
  CHECK(log.duty[guard][0].second >= Time{4 * kHour.us});
  CHECK(log.duty[guard][0].second <= Time{4 * kHour.us + 200 * kSecond.us});
  REQUIRE_FALSE(log.reads.empty());
  CHECK(log.reads.front().from == Time{2 * kHour.us + 900 * kSecond.us});
  CHECK(log.reads.back().to < Time{4 * kHour.us});
  CHECK(log.count[TallyKind::kTourMissed] == 0);
}

// V5: an intruder who needs D seconds unseen, visits at independent intervals.
TEST_CASE("what a watcher could exploit agrees with renewal theory") {
  const SmallCity city;
  struct Case {
    const char* rest;
    Distribution gap;
  };
  const Case cases[] = {{"1800", Distribution::constant(1800)},
                        {"{uniform: {low: 900, high: 2700}}", Distribution::uniform(900, 2700)},
                        {"{exponential: {mean: 1800}}", Distribution::exponential(1800)}};
  for (const Case& c : cases) {
    CAPTURE(c.rest);
    // The checkpoint is at the guard's post: an interval is a rest.
    const auto world = world_with(city, {std::string("site.tours.t.rest_s=") + c.rest,
                                         "site.tours.t.pause_s=0", "duration_h=20000"});
    Figures figures(*world, 1);
    run_direct(*world, figures);
    const RepFigures rep = figures.result();
    const auto value = [&](const std::string& id) {
      for (const Figure& f : rep.figures)
        if (f.id == id) return f;
      FAIL("no figure " << id);
      return Figure{};
    };
    const PatrolExposure exact = patrol_exposure(1200, c.gap);
    const Figure after = value("tours.exposure.1200.after_visit"),
                 start = value("tours.exposure.1200.random_start");
    CHECK(after.n > 35000);
    // 40,000 intervals: five standard errors are under 0.013.
    CHECK(after.value == Approx(1 - exact.after_visit).margin(0.013));
    CHECK(start.value == Approx(1 - exact.random_start).margin(0.013));
    CHECK(value("tours.completion").value == 1);
    const double cv = std::sqrt(c.gap.variance()) / c.gap.mean();
    CHECK(value("tours.irregularity").value == Approx(cv).margin(0.02));
  }
}

TEST_CASE("what was due is read, missed, or still ahead when the run ends") {
  const SmallCity city;
  // Two points; the run ends while the guard stands at the first of the third tour.
  const auto world = world_with(
      city, {"site.checkpoints={c: {point: spot}, d: {point: post}}",
             "site.tours.t.checkpoints=[c, d]",
             "site.tours.t.starts=[\"01:00\", \"02:00\", \"02:57\"]", "site.tours.t.pause_s=150"});
  Figures figures(*world, 1);
  run_direct(*world, figures);
  const RepFigures rep = figures.result();
  const auto value = [&](const std::string& id) {
    for (const Figure& f : rep.figures)
      if (f.id == id) return f.value;
    FAIL("no figure " << id);
    return 0.0;
  };
  CHECK(value("tours.due") == 6);
  CHECK(value("tours.completion") == Approx(5.0 / 6));
  CHECK(value("tours.missed") == 0);
  CHECK(value("tours.under_way") == Approx(1.0 / 6));
}

}  // namespace
}  // namespace vedette
