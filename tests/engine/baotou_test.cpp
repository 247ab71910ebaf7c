// SPDX-License-Identifier: Apache-2.0
// The flagship scenario baotou-city holds what its sources say, and runs.
#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/small_scenarios.hpp"

namespace vedette {
namespace {

using testing::run_direct;

const std::string kRoot = VEDETTE_SOURCE_DIR;

std::shared_ptr<const World> baotou(const std::vector<std::string>& overrides = {}) {
  Diagnostics diagnostics;
  auto world = load_world(kRoot + "/scenarios/baotou-city", overrides, diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(world);
  return world;
}

const CallType& type_named(const City& city, const std::string& name) {
  for (const CallType& type : city.call_types)
    if (type.name == name) return type;
  FAIL("no call type " << name);
  return city.call_types.front();
}

bool on_duty(const Shift& shift, int second) {
  if (shift.from_s == shift.to_s) return true;
  if (shift.from_s < shift.to_s) return shift.from_s <= second && second < shift.to_s;
  return second >= shift.from_s || second < shift.to_s;
}

// Of an hour's run: what has been told.
struct Hour : Sink {
  void incident_closed(const Incident& i) override {
    if (i.kind == IncidentKind::kCall) ++calls, reached += i.has(Stage::kPoliceArrived);
  }
  void tally(const Tally& t) override {
    ++tallies[static_cast<std::size_t>(t.kind)];
    if (t.kind == TallyKind::kPostWindow) window_s += (t.to - t.from).seconds();
    if (t.kind == TallyKind::kManned) manned_s += (t.to - t.from).seconds();
  }
  void on_duty(EntityId, Time, Time) override { ++spells; }
  int operator[](TallyKind kind) const { return tallies[static_cast<std::size_t>(kind)]; }

  int calls = 0, reached = 0, spells = 0;
  double window_s = 0, manned_s = 0;
  std::array<int, static_cast<std::size_t>(TallyKind::kCount)> tallies{};
};

}  // namespace

TEST_CASE("the flagship counts what the sources count, and runs") {
  // The hour in which the schools begin. Loading makes tables of 5,600 x 5,600: once is enough.
  const auto world = baotou({"start=2026-03-02T07:00:00+08:00", "duration_h=1"});
  const City& city = world->city;

  // One net, four levels; one level, many cells; one cell, many points.
  CHECK(city.cells.size() == 1444);
  REQUIRE(city.coarser.size() == 3);  // street, district, city above the cells
  CHECK(city.coarser[0].cells.size() == 88);
  CHECK(city.coarser[1].cells.size() == 10);  // 9 districts and banners, 1 high-tech zone
  CHECK(city.coarser[2].cells.size() == 1);
  for (const Cell& cell : city.cells) CHECK(cell.parent < 88);
  std::size_t points = 0;
  for (const Cell& cell : city.cells) points += cell.nodes.size();
  CHECK(points > 2 * city.cells.size());

  CHECK(city.districts.size() == 10);
  CHECK(city.stations.size() == 16);
  double calls = 0, people = 0;
  for (const DemandArea& area : city.areas) calls += area.calls_per_day, people += area.population;
  CHECK(calls == Approx(720));
  CHECK(people == Approx(2.71e6).epsilon(0.01));

  // The work stations' 11,158 incidents a year, 13,226 warnings a year.
  double of_stations = 0;
  for (const CallType& type : city.call_types)
    if (type.capability == type_named(city, "gas-leak").capability) of_stations += type.share;
  CHECK(of_stations * calls * 365 == Approx(11158).epsilon(0.001));
  REQUIRE(city.streams.size() == 3);
  CHECK(city.streams[0].per_day * 365 == Approx(13226).epsilon(0.001));
  // A find a day for 1,000 of the 3,531 and 2,923 cameras of the video net.
  CHECK(city.streams[1].per_day * 1000 == Approx(3531));
  CHECK(city.streams[2].per_day * 1000 == Approx(2923));
  CHECK(city.streams[2].nodes.size() == 5);

  std::map<std::string, int> fleets;
  int units = 0, sent = 0;
  for (const Unit& unit : city.units) {
    ++fleets[unit.fleet];
    if (!on_duty(city.shifts[unit.shift], 12 * 3600)) continue;
    ++units;
    sent += unit.capabilities != 0;
  }
  CHECK(fleets["inner-gates"] == 82);
  CHECK(fleets["police-gates"] == 29);
  CHECK(fleets["taxis"] == 100);
  CHECK(fleets["station-cars-1"] == 16);
  CHECK(units >= 400);
  CHECK(sent >= 400);  // without volunteers and taxis

  // Gas leaks call in the fire brigade and the gas company.
  REQUIRE(type_named(city, "gas-leak").calls_in.size() == 2);
  CHECK(type_named(city, "fight").units == 2);
  std::map<std::size_t, int> by_windows;
  for (const Post& post : city.posts) ++by_windows[post.windows.size()];
  CHECK(by_windows[4] == 160);  // four peaks a day at every school
  CHECK(by_windows[1] == 18);   // parcel outlets, trouble spots
  CHECK(world->marks_us == std::vector<std::int64_t>{60'000'000, 180'000'000, 300'000'000});

  // An hour of it.
  Hour hour, again;
  run_direct(*world, hour);
  CHECK(hour.calls > 5);
  CHECK(hour.reached > hour.calls / 2);
  CHECK(hour.spells > 400);
  CHECK(hour[TallyKind::kPostWindow] == 160);
  CHECK(hour.manned_s > 0.8 * hour.window_s);
  CHECK(hour[TallyKind::kVisit] > 1000);
  CHECK(hour[TallyKind::kStopCheck] > 100);
  run_direct(*world, again);
  CHECK(again.tallies == hour.tallies);
  CHECK(again.reached == hour.reached);
}

}  // namespace vedette
