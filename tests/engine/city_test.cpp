// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/small_scenarios.hpp"

namespace vedette {
namespace {

using testing::LogSink;
using testing::run_direct;
using testing::SmallCity;

TEST_CASE("the same seed gives the same run, another replication another one") {
  const SmallCity city;
  const auto world = city.world(city.yaml());
  LogSink a(*world), b(*world), other(*world);
  run_direct(*world, a);
  run_direct(*world, b);
  run_direct(*world, other, 1, 2);
  CHECK(a.lines.size() > 1000);
  CHECK(a.lines == b.lines);
  CHECK(a.lines != other.lines);
}

TEST_CASE("what is recorded does not change what happens") {
  const SmallCity city;
  const auto world = city.world(city.yaml());
  LogSink full(*world), none(*world, RecordLevel::kNone);
  run_direct(*world, full);
  run_direct(*world, none);
  REQUIRE(full.closed.size() == none.closed.size());
  for (std::size_t i = 0; i < full.closed.size(); ++i)
    CHECK(full.closed[i].stages == none.closed[i].stages);
}

TEST_CASE("redrawing the grid and adding a unit leave every call as it was") {
  const SmallCity city;
  const auto base = city.world(city.yaml());
  LogSink a(*base);
  run_direct(*base, a);
  for (const auto& world : {city.world(city.yaml("", "{columns: 5, rows: 1}")),
                            city.world(city.yaml("", "{around_stations: true}")),
                            city.world(city.yaml(), {"units.cars=7"}),
                            city.world(city.yaml(), {"units.cars.count=1"})}) {
    LogSink b(*world);
    run_direct(*world, b);
    CHECK(a.opened == b.opened);
  }
}

TEST_CASE("a unit's own draws do not depend on who else is there") {
  // With no calls, units only patrol: the first three cars do the same beside four more.
  const SmallCity city;
  const std::string quiet = city.yaml();
  const auto three = city.world(quiet, {"city.demand={calls_per_day: 0}"});
  const auto seven = city.world(quiet, {"city.demand={calls_per_day: 0}", "units.cars=7"});
  LogSink a(*three), b(*seven);
  run_direct(*three, a);
  run_direct(*seven, b);
  const auto way = [](const LogSink& log, const std::string& name) {
    std::vector<std::string> out;
    for (const Segment& s : log.segments)
      if (log.world.entities[s.who.index()].name == name)
        out.push_back(std::to_string(s.t0.us) + " " + std::to_string(s.x1_m));
    return out;
  };
  for (const char* car : {"cars-1", "cars-2", "cars-3"}) {
    CHECK(way(a, car).size() > 100);
    CHECK(way(a, car) == way(b, car));
  }
}

TEST_CASE("stages of a call follow one another") {
  const SmallCity city;
  const auto world = city.world(city.yaml());
  LogSink log(*world);
  run_direct(*world, log);
  std::size_t reached = 0;
  for (const Incident& i : log.closed) {
    Time before = i[Stage::kOccurred];
    for (const Stage s : {Stage::kPoliceCalled, Stage::kPoliceDispatched, Stage::kPoliceEnRoute,
                          Stage::kPoliceArrived, Stage::kCleared}) {
      if (!i.has(s)) continue;
      CHECK(i[s] >= before);
      before = i[s];
    }
    reached += i.has(Stage::kPoliceArrived);
    CHECK(i.closed == i.has(Stage::kCleared));
  }
  CHECK(reached > 50);
}

TEST_CASE("a unit is at one place at a time and never faster than its speed") {
  const SmallCity city;
  const auto world = city.world(city.yaml());
  LogSink log(*world);
  run_direct(*world, log);
  std::map<std::uint32_t, Segment> last;
  for (const Segment& s : log.segments) {
    REQUIRE(s.t1 > s.t0);
    const double metres = std::hypot(s.x1_m - s.x0_m, s.y1_m - s.y0_m);
    // 36 km/h = 10 m/s, by siren 12.5 m/s; ends are rounded to a millimetre.
    CHECK(metres <= 12.5 * (s.t1 - s.t0).seconds() + 0.01);
    const auto it = last.find(s.who.value);
    if (it != last.end()) {
      CHECK(it->second.t1 <= s.t0);
      CHECK(it->second.x1_m == s.x0_m);
      CHECK(it->second.y1_m == s.y0_m);
    }
    last[s.who.value] = s;
  }
}

TEST_CASE("the nearest unit is sent: by hand") {
  // One car at each station, one call of known place; from A (corner 0) to junction 1: one side of
  // 500 m at 10 m/s x 1.25 = 40 s after 10 s of turnout.
  const SmallCity city;
  const auto world = city.world(
      city.yaml("", "{columns: 1, rows: 1}", "cars: {type: car, count: 1, at: stations}"));
  LogSink log(*world);
  run_direct(*world, log);
  const Incident& first = log.closed.front();
  const Entity& place = world->entities[first.place.index()];
  const auto way = [&](double x, double y) {
    return (std::fabs(place.x_m - x) + std::fabs(place.y_m - y)) / 12.5;
  };
  const double nearest_s = std::min(way(0, 0), way(2000, 2000));
  CHECK(first.between(Stage::kPoliceCalled, Stage::kPoliceArrived).seconds() ==
        Approx(nearest_s + 10).margin(1e-5));
}

TEST_CASE("shifts: nobody is sent who is off duty, and duty adds up") {
  const SmallCity city;
  const auto world = city.world(city.yaml(
      "shifts: {day: {from: \"07:00\", to: \"19:00\"}, night: {from: \"19:00\", to: \"07:00\"}}",
      "{columns: 2, rows: 2}",
      "day: {type: car, count: 4, shift: day, at: cells}\n"
      "  night: {type: car, count: 2, shift: night, at: cells}"));
  struct Duty : LogSink {
    using LogSink::LogSink;
    std::map<std::uint32_t, std::int64_t> us;
    std::map<std::uint32_t, std::vector<std::pair<Time, Time>>> spans;
    void on_duty(EntityId who, Time a, Time b) override {
      us[who.value] += (b - a).us;
      spans[who.value].push_back({a, b});
    }
  } log(*world);
  run_direct(*world, log);
  for (const Unit& unit : world->city.units) {
    // Twelve hours of the day; a call in hand at the end of the shift is finished first.
    CHECK(log.us[unit.entity.value] >= 12 * kHour.us);
    CHECK(log.us[unit.entity.value] <= 15 * kHour.us);
  }
  for (const Incident& i : log.closed) {
    if (!i.has(Stage::kPoliceArrived)) continue;
    const auto& spans = log.spans[i.responder.value];
    const Time t = i[Stage::kPoliceDispatched];
    CHECK(std::any_of(spans.begin(), spans.end(),
                      [&](const auto& s) { return s.first <= t && t <= s.second; }));
  }
}

TEST_CASE("M/M/c: dispatch without travel agrees with Erlang C") {
  // Service of 9,000 s beside travel of a few seconds: an M/M/3 queue with a = 2 erlangs,
  // P(wait) = C(2, 3) = 4/9, mean wait = C / (3 mu - lambda) = (4/9) x 9,000 s.
  const SmallCity city;
  std::string text =
      city.yaml("", "{columns: 1, rows: 1}", "cars: {type: car, count: 3, at: stations}");
  const std::string second = ", B: {junction: 24}";
  text.erase(text.find(second), second.size());
  const auto world =
      city.world(text, {"duration_h=876000", "city.stations.A.junction=12",
                        "units.cars.turnout_s=0", "units.cars.turnout_on_patrol_s=0",
                        "models.call_types.urgent.on_scene_s={exponential: {mean: 9000}}",
                        "models.call_types.other.on_scene_s={exponential: {mean: 9000}}",
                        "models.roads.plain.default_speed_kmh=300",
                        "models.roads.plain.siren_factor=5", "city.demand={calls_per_day: 19.2}"});
  struct Waits : Sink {
    double sum = 0;
    std::uint64_t n = 0, waited = 0;
    void incident_closed(const Incident& i) override {
      if (!i.has(Stage::kPoliceDispatched)) return;
      const double s = i.between(Stage::kPoliceCalled, Stage::kPoliceDispatched).seconds();
      sum += s;
      waited += s > 0;
      ++n;
    }
  } waits;
  run_direct(*world, waits);
  CHECK(waits.n > 600'000);
  CHECK(static_cast<double>(waits.waited) / static_cast<double>(waits.n) ==
        Approx(4.0 / 9).epsilon(0.01));
  CHECK(waits.sum / static_cast<double>(waits.n) == Approx(4000).epsilon(0.03));
}

}  // namespace
}  // namespace vedette
