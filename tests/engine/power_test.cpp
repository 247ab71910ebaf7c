// SPDX-License-Identifier: Apache-2.0
// Mains, batteries and generator against what is known by hand; docs/equipment.md.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "engine/tallies.hpp"
#include "world/equipment.hpp"

namespace vedette {
namespace {

using testing::kQuiet;
using testing::run_direct;
using testing::scenario;
using testing::SmallCity;
using testing::tallies_of;
using testing::TalliesAndLog;
using testing::TallySink;
using testing::with_models;

constexpr const char* kPowerModels = R"(
  mains: {grid: {outages_per_year: 0, outage_s: 60, sources: {"*": "assumption: test"}}}
  generators: {diesel: {start_probability: 1, start_s: 20, runs_h: 1,
                        sources: {"*": "assumption: test"}}}
  ups: {small: {capacity_wh: 100, fade_per_year: 0, efficiency: 0.8, charge_w: 50,
                sources: {"*": "assumption: test"}},
        worn: {capacity_wh: 100, fade_per_year: 0.1, sources: {"*": "assumption: test"}}}
)";

// 100 Wh at 80 %: the first group (60 W) goes at half charge, the rest (40 W) at the end.
// 100 W of load take 125 W: 50 Wh last 1440 s. Then 40 W take 50 W: 50 Wh last 3600 s.
std::string supplies(const std::string& outages) {
  return R"(power:
  mains: grid
  outages: )" +
         outages + R"(
  supplies:
    ups:
      type: small
      feeds:
        - {of: [{kind: host, names: [server, radio]}], watts_each: 30, shed_below: 0.5}
        - {of: [{kind: host, names: [console]}, {kind: camera}], watts_each: 20}
)";
}

std::shared_ptr<const World> dark(const SmallCity& city, const std::string& outages,
                                  std::vector<std::string> with = {}) {
  with.insert(with.begin(), kQuiet.begin(), kQuiet.end());
  return city.world(with_models(scenario(city, false, supplies(outages)), kPowerModels), with);
}

TEST_CASE("a battery lets go of its groups in their order, at times known by hand") {
  const SmallCity city;
  const auto world = dark(city, "[{from_s: 1000, to_s: 9000}]");
  TallySink sink;
  run_direct(*world, sink);
  std::map<std::string, Tally> down;
  for (const Tally& t : sink.of(TallyKind::kDownPower))
    down[world->entities[t.who.index()].name] = t;
  CHECK(down.at("server").from.us == 2'440'000'000);
  CHECK(down.at("radio").from.us == 2'440'000'000);
  CHECK(down.at("console").from.us == 6'040'000'000);
  CHECK(down.at("cam").from.us == 6'040'000'000);
  for (const char* name : {"server", "radio", "console", "cam", "ups"})
    CHECK(down.at(name).to.us == 9'000'000'000);
  CHECK(down.at("ups").from.us == 6'040'000'000);
  CHECK(world->entities[down.at("server").place.index()].name == "ups");
}

TEST_CASE("a battery that has been used has to be charged again") {
  const SmallCity city;
  // Out for 720 s: 25 Wh. Back for 360 s at 50 W: 5 Wh. 80 Wh are left: 30 Wh at 125 W.
  const auto world = dark(city, "[{from_s: 1000, to_s: 1720}, {from_s: 2080, to_s: 4000}]");
  const auto down = tallies_of(*world, TallyKind::kDownPower);
  REQUIRE(!down.empty());
  CHECK(down.front().from.us == (2080 + 864) * 1'000'000LL);
}

TEST_CASE("old batteries hold less") {
  const SmallCity city;
  // 50 Wh, 100 W, efficiency 1: half of it lasts 900 s less what the battery ages meanwhile.
  const auto worn = dark(city, "[{from_s: 0, to_s: 9000}]",
                         {"power.supplies.ups.type=worn", "power.supplies.ups.age_y=5"});
  const auto down = tallies_of(*worn, TallyKind::kDownPower);
  REQUIRE(!down.empty());
  CHECK(down.front().from.seconds() == Approx(900).margin(1));
}

// Runs from 1020 to 4620 s; 20 s at 125 W are 0.694 Wh, charged again in 50 s. Then 1440 s.
TEST_CASE("the generator takes over, and its tank runs dry") {
  const SmallCity city;
  std::vector<std::string> with{"power.generator=diesel"};
  const auto first_down_s = [&](std::size_t started, std::size_t failed) {
    TallySink sink;
    run_direct(*dark(city, "[{from_s: 1000, to_s: 9000}]", with), sink);
    CHECK(sink.of(TallyKind::kGeneratorStarted).size() == started);
    CHECK(sink.of(TallyKind::kGeneratorFailed).size() == failed);
    return sink.of(TallyKind::kDownPower).front().from.seconds();
  };
  CHECK(first_down_s(1, 0) == 4620 + 1440);
  // Another reason for the same outage fills no tank; when it goes the mains stay out.
  with.push_back("equipment.what_if={w: {element: mains, from_s: 5000, to_s: 5600}}");
  CHECK(first_down_s(1, 0) == 4620 + 1440);
  with.back() = "models.generators.diesel.start_probability=0";
  CHECK(first_down_s(0, 1) == 2440);
}

TEST_CASE("a UPS that has failed lets the mains through, and no battery helps then") {
  const SmallCity city;
  const auto world = dark(city, "[{from_s: 1000, to_s: 2000}]",
                          {"equipment.what_if={w: {element: ups, from_s: 500, to_s: 5000}}"});
  TallySink sink;
  run_direct(*world, sink);
  for (const Tally& t : sink.of(TallyKind::kDownPower)) {
    CHECK(t.from.us == 1'000'000'000);
    CHECK(t.to.us == 2'000'000'000);
  }
  CHECK(sink.of(TallyKind::kDownPower).size() >= 4);
}

TEST_CASE("a UPS mended while the mains are out feeds again, and the log says from what") {
  const SmallCity city;
  const auto world = dark(city, "[{from_s: 1000, to_s: 9000}]",
                          {"equipment.what_if={w: {element: ups, from_s: 500, to_s: 1500}, "
                           "late: {element: ups, from_s: 4000, to_s: 4500}}"});
  TalliesAndLog seen(*world);
  run_direct(*world, seen);
  std::map<std::string, std::vector<double>> down_s;
  for (const Tally& t : seen.of(TallyKind::kDownPower))
    for (const Time at : {t.from, t.to})
      down_s[world->entities[t.who.index()].name].push_back(at.seconds());
  // Full at 1500; the first group goes 1440 s later for good, the second after 3600 s of feeding.
  CHECK(down_s["server"] == std::vector<double>{1000, 1500, 2940, 9000});
  CHECK(down_s["console"] == std::vector<double>{1000, 1500, 4000, 4500, 7040, 9000});
  std::vector<std::string> told;
  const Supply& supply = world->equipment->power.supplies[0];
  const EntityId self = world->equipment->elements[supply.element].entity;
  const std::string of_ups = " " + std::string(topic_name(Topic::kPowerFailure)) + " " +
                             std::to_string(self.value) + " ";
  for (const std::string& line : seen.lines)
    if (const auto at = line.find(of_ups); at != std::string::npos)
      told.push_back(line.substr(at + of_ups.size()));
  // Down by the what-if, then without power; bypassed at neither time, as there are no mains.
  CHECK(told == std::vector<std::string>{"off", "on battery", "on", "off", "on battery", "on",
                                         "no power", "on"});
}

TEST_CASE("down spans of an element never overlap, whatever its causes") {
  const SmallCity city;
  const auto world = city.world(
      with_models(scenario(city, false, supplies("[{from_s: 1000, to_s: 9000}]") + R"(equipment:
  what_if:
    a: {element: server, from_s: 100, to_s: 3000}
    b: {element: host/server, from_s: 2000, to_s: 4000}
    c: {element: server, from_s: 8000, to_s: 9500}
)"),
                  kPowerModels),
      kQuiet);
  TallySink sink;
  run_direct(*world, sink);
  std::vector<Tally> spans;
  for (const Tally& t : sink.tallies)
    if (t.kind >= TallyKind::kDownOwn && t.kind <= TallyKind::kDownWhatIf &&
        world->entities[t.who.index()].name == "server")
      spans.push_back(t);
  std::sort(spans.begin(), spans.end(),
            [](const Tally& a, const Tally& b) { return a.from < b.from; });
  // What-if from 100 to 4000 (the power went at 2440), power until 9000, what-if until 9500.
  REQUIRE(spans.size() == 3);
  CHECK(spans[0].kind == TallyKind::kDownWhatIf);
  CHECK(spans[0].from.us == 100'000'000);
  CHECK(spans[0].to.us == 4'000'000'000);
  CHECK(spans[1].kind == TallyKind::kDownPower);
  CHECK(spans[1].to.us == 9'000'000'000);
  CHECK(spans[2].kind == TallyKind::kDownWhatIf);
  CHECK(spans[2].to.us == 9'500'000'000);
}

}  // namespace
}  // namespace vedette
