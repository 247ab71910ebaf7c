// SPDX-License-Identifier: Apache-2.0
// The map of a study: what is counted where, how it is kept, and which differences are sure.
#include "study/study_map.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "engine/small_site.hpp"
#include "study/comparison.hpp"
#include "study/replications.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

using testing::scenario;
using testing::SmallCity;

StudyMeasure measure(const std::string& id) {
  StudyMeasure m;
  m.id = id;
  return m;
}

// All incidents of a run, closed or not.
class Incidents : public Sink {
 public:
  void incident_closed(const Incident& i) override { all.push_back(i); }
  std::vector<Incident> all;
};

TEST_CASE("two scenarios are compared, and drawn, by the middle mark first") {
  const auto firsts = [](std::vector<std::int64_t> seconds) {
    World world;
    for (const std::int64_t s : seconds) world.marks_us.push_back(s * 1'000'000);
    std::vector<std::string> out;
    std::vector<StudyMeasure> all;
    for (const Json& m : headline_measures(world, world)) {
      all.push_back(measure(m["id"]));
      if (all.back().id.starts_with("calls.within.")) out.push_back(all.back().id.substr(13));
    }
    const std::int64_t middle = world.marks_us[world.marks_us.size() / 2];
    CHECK(map_marks(all, world).calls == Duration{middle});
    CHECK(out.at(0) == std::to_string(middle / 1'000'000));
    return out;
  };
  using Marks = std::vector<std::string>;
  CHECK(firsts({60, 180, 300}) == Marks{"180", "300", "60"});
  CHECK(firsts({480}) == Marks{"480"});
  CHECK(firsts({60, 300}) == Marks{"300", "60"});
  CHECK(firsts({60, 120, 180, 300}) == Marks{"180", "300", "120", "60"});
}

TEST_CASE("calls are counted by cell and real alarms by zone") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false));
  const MapMarks marks =
      map_marks({measure("calls.response_s.p90"), measure("calls.within.240")}, *world);
  CHECK(marks.calls == Duration{240'000'000});
  Incidents kept;
  const PlaceFrame frame(*world, marks);
  PlaceTally tally(frame);
  Sinks sinks;
  sinks.add(kept);
  sinks.add(tally);
  Replicator replicator(*world);
  replicator.run_here(1, 3, sinks);
  const PlaceCounts counts = tally.result();
  std::uint32_t calls = 0, within = 0, reached = 0;
  for (const Incident& i : kept.all) {
    if (i.kind != IncidentKind::kCall) continue;
    ++calls;
    if (!i.has(Stage::kPoliceArrived)) continue;
    ++reached;
    within += i.between(Stage::kPoliceCalled, Stage::kPoliceArrived).seconds() <= 240;
  }
  PlaceCount sum;
  for (const PlaceCount& c : counts.calls) {
    CHECK(c.place < world->city.cells.size());
    sum.n += c.n;
    sum.reached += c.reached;
    sum.within += c.within;
  }
  CHECK(calls > 20);
  CHECK(sum.n == calls);
  CHECK(sum.reached == reached);
  CHECK(sum.within == within);
  // The thief comes once, and the guard is there.
  REQUIRE(counts.alarms.size() == 1);
  CHECK(counts.alarms[0].n == 1);
  CHECK(counts.alarms[0].reached == 1);
  CHECK(counts.alarms[0].sum_ms > 10'000);
}

TEST_CASE("marks of the map: from the measures, else from the scenario, else usual ones") {
  World world;
  CHECK(map_marks({}, world).calls == Duration{180'000'000});
  CHECK(map_marks({}, world).alarms == Duration{120'000'000});
  world.marks_us = {60'000'000, 300'000'000, 600'000'000};
  CHECK(map_marks({measure("tasks.within.9")}, world).calls == Duration{300'000'000});
  CHECK(map_marks({measure("calls.district.x.within.90")}, world).calls == Duration{90'000'000});
  StudyMeasure guard = measure("alarms.real.guard_arrived_s.mean");
  guard.at_most = 95;
  CHECK(map_marks({guard}, world).alarms == Duration{95'000'000});
}

TEST_CASE("counts come back from their bytes; what is none is refused") {
  const std::uint64_t seed = testing::seed();
  INFO("VEDETTE_TEST_SEED=" << seed);
  std::mt19937_64 draw(seed);
  const auto some = [&] { return draw() >> draw() % 64; };  // small ones and large ones
  for (int k = 0; k < 500; ++k) {
    PlaceCounts counts, back;
    for (auto* list : {&counts.calls, &counts.alarms}) {
      std::uint64_t place = some() % 1000;
      for (std::uint64_t i = draw() % 5; i-- > 0 && place <= 0xffffffffu;) {
        PlaceCount c;
        c.place = static_cast<std::uint32_t>(place);
        c.n = 1 + static_cast<std::uint32_t>(some() % 0xffffffffu);
        c.reached =
            draw() % 2 ? c.n : static_cast<std::uint32_t>(some() % (std::uint64_t{c.n} + 1));
        c.within = draw() % 2 ? c.reached
                              : static_cast<std::uint32_t>(some() % (std::uint64_t{c.reached} + 1));
        c.sum_ms = some();
        list->push_back(c);
        place += 1 + some() % 0x80000000u;
      }
    }
    const std::string bytes = to_bytes(counts);
    REQUIRE(from_bytes(bytes, back));
    CHECK(back == counts);
    // Cut short or longer they are refused; with one of them changed they may be, but do no harm.
    if (bytes.size() > 1)
      CHECK_FALSE(from_bytes(bytes.substr(0, 1 + draw() % (bytes.size() - 1)), back));
    CHECK_FALSE(from_bytes(bytes + (bytes.empty() ? "\x80" : "\x01"), back));
    std::string changed = bytes;
    if (!changed.empty()) changed[draw() % changed.size()] = static_cast<char>(draw());
    if (from_bytes(changed, back))
      for (const auto* list : {&back.calls, &back.alarms})
        for (const PlaceCount& c : *list)
          REQUIRE((c.n > 0 && c.within <= c.reached && c.reached <= c.n));
  }
  PlaceCounts out;
  using namespace std::string_literals;
  const std::string bad[] = {
      "\x01"s,                                                  // a place is missing
      "\x01\x01\x05"s,                                          // the list of alarms is missing
      "\x01\x00\x02\x00\x05\x00"s,                              // more not reached than there were
      "\x01\x00\x01\x01\x05\x00"s,                              // more late than reached
      "\x02\x01\x05\x00"s,                                      // fewer places than said
      "\x01\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f\x00"s,  // a number beyond 64 bits
      "\xff\xff\xff\xff\x0f"s,                                  // more places than bytes
  };
  for (const std::string& bytes : bad) {
    INFO(bytes.size());
    CHECK_FALSE(from_bytes(bytes, out));
  }
  // Two places, one call each within the mark: 1 and 9.
  CHECK(to_bytes({{{1, 1, 1, 1, 5}, {9, 1, 1, 1, 300}}, {}}) == "\x02\x09\x05\x39\xac\x02\x00"s);
  CHECK(from_bytes("", out));
  CHECK(out.empty());
}

// A study of two designs with one cell; `within` of `calls` a run by design and replication, in the
// runs after these none.
StudyContents contents(const std::vector<std::vector<std::uint32_t>>& within,
                       std::uint32_t calls = 20, std::uint64_t quiet_runs = 0) {
  StudyContents c{{}, "", "", {"", ""}, StudyResults(2), true, {}};
  for (const char* name : {"before", "after"}) {
    DesignPoint point;
    point.name = name;
    c.study.designs.push_back(point);
  }
  c.study.baseline = 0;
  c.maps.designs.resize(2);
  for (std::uint32_t d = 0; d < 2; ++d) {
    Json map{{"marks", {{"calls_s", 180}, {"alarms_s", 120}}},
             {"cells", {{{"name", "c"}, {"ring", {0, 0, 1, 0, 1, 1}}}}},
             {"stations", Json::array({{{"name", "s"}, {"x", d}, {"y", 0}}})}};
    c.maps.add(d, map.dump());
    for (std::uint64_t r = 1; r <= within[d].size(); ++r) {
      StudyRow row;
      row.task = {d, r};
      row.figures = {{"calls.within.180", 0.5, 20}};
      row.places = to_bytes(PlaceCounts{{{0, calls, calls, within[d][r - 1], calls * 1000}}, {}});
      c.results.add(row);
    }
    for (std::uint64_t r = 1; r <= quiet_runs; ++r) {
      StudyRow row;
      row.task = {d, within[d].size() + r};
      row.figures = {{"calls.within.180", 0.5, 20}};
      c.results.add(row);
    }
  }
  return c;
}

TEST_CASE("two designs beside each other; a difference is sure only beyond chance") {
  const Json answer{{"answer", {{"design", nullptr}}}};
  StudyContents c = contents({{10, 11, 9, 10}, {14, 15, 13, 14}});
  Json map = study_map(c, answer);
  // Marks and cells are kept once, stations twice.
  CHECK(map["parts"].size() == 4);
  CHECK(map["before"]["cells"] == map["after"]["cells"]);
  CHECK(map["before"]["stations"] != map["after"]["stations"]);
  CHECK(map["before"]["runs"] == 4);
  REQUIRE(map["before"]["calls"].size() == 1);
  CHECK(map["before"]["calls"][0] == Json({0, 20.0, 0.5, 1.0}));
  REQUIRE(map["change"].size() == 1);
  CHECK(map["change"][0][1].get<double>() == Approx(0.2));
  CHECK(map["change"][0][2] == false);  // the same every time, but 40 and 56 of 80 may be chance

  // From none ever to all every time: 0 and 80 of 80, which chance does not do; 10 and 11 of 20
  // every time it may.
  c = contents({{0, 0, 0, 0}, {20, 20, 20, 20}});
  CHECK(study_map(c, answer)["change"][0] == Json({0, 1.0, true}));
  c = contents({{20, 20, 20, 20}, {0, 0, 0, 0}});
  CHECK(study_map(c, answer)["change"][0] == Json({0, -1.0, true}));
  c = contents({{10, 10, 10, 10}, {11, 11, 11, 11}});
  CHECK(study_map(c, answer)["change"][0][2] == false);
  c = contents({{7, 7, 7, 7}, {7, 7, 7, 7}});
  CHECK(study_map(c, answer)["change"][0][2] == false);
  c = contents({{0}, {20}});  // one run: nothing is sure
  CHECK(study_map(c, answer)["change"][0][2] == false);

  c = contents({{10, 11, 9, 10}, {14, 15, 13, 15}});
  map = study_map(c, answer);
  // Differences 4, 4, 4, 5 of 20: mean 0.2125, sd 0.025, half width 3.182 * 0.0125 = 0.04.
  CHECK(map["change"][0][1].get<double>() == Approx(0.2125));
  CHECK(map["change"][0][2] == true);
  c = contents({{10, 11, 9, 10}, {14, 5, 16, 10}});
  CHECK(study_map(c, answer)["change"][0][2] == false);

  // Four calls in a hundred runs, three of them late afterwards: four runs tell, not a hundred.
  // (0.25 - 1 and a standard error of 0.25: beyond 1.98 of them, not beyond 3.18.)
  c = contents({{1, 1, 1, 1}, {1, 0, 0, 0}}, 1, 96);
  CHECK(study_map(c, answer)["change"][0] == Json({0, -0.75, false}));
  c = contents({std::vector<std::uint32_t>(40, 1), std::vector<std::uint32_t>(40, 0)}, 1, 60);
  CHECK(study_map(c, answer)["change"][0][2] == true);

  // One design alone; and a file without maps.
  CHECK(study_map(c, {{"answer", {{"design", "before"}}}})["after"]["design"] == "after");
  c.maps.designs[1].clear();
  CHECK(study_map(c, answer)["after"].is_null());
  c.maps.designs[0].clear();
  CHECK(study_map(c, answer).is_null());
}

}  // namespace
}  // namespace vedette
