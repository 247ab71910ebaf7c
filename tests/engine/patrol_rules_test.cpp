// SPDX-License-Identifier: Apache-2.0
// Routes of patrols on a ring of four junctions, 1 km apart at 36 km/h (100 s a side), without
// pauses or calls: every interval can be told by hand.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "engine/city/draw_by_weight.hpp"
#include "engine/small_scenarios.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

using testing::LogSink;
using testing::run_direct;

constexpr const char* kSource = "sources: {\"*\": \"assumption: test\"}}";

struct Ring {
  std::string cells = "{columns: 1, rows: 1}";
  std::string pause = "0";
  std::string warnings;

  std::shared_ptr<const World> world(const std::string& units) {
    const auto folder = std::filesystem::path(VEDETTE_BINARY_DIR) / "patrol-ring";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "junctions.csv")
        << "id,x_m,y_m,calls_per_day\n1,0,0,0\n2,1000,0,0\n3,1000,1000,24\n4,0,1000,0\n";
    std::ofstream(folder / "roads.csv") << "from,to\n1,2\n2,3\n3,4\n4,1\n";
    const std::string text =
        std::string(
            "vedette: 1\nname: ring\nstart: \"2026-03-02T00:00:00+08:00\"\nduration_h: 24\n") +
        "models:\n  roads: {plain: {default_speed_kmh: 36, siren_factor: 2, " + kSource + "}\n" +
        "  units: {car: {turnout_s: 0, turnout_on_patrol_s: 0, pause_s: " + pause + ", " + kSource +
        "}\n  call_types: {c: {share: 1, priority: 1, on_scene_s: 60, " + kSource + "}\n" +
        "city:\n  junctions: junctions.csv\n  roads: roads.csv\n  road_type: plain\n" +
        "  stations: {s: {junction: 1}}\n  cells: " + cells +
        "\n  demand: {calls_per_day: 0}\n  call_types: [c]\n  dispatch: {rule: nearest}\n" +
        "units:\n  cars: {type: car, " + units + "}\n";
    Diagnostics diagnostics;
    auto world = load_world_text(text, (folder / "scenario.yaml").string(), {}, diagnostics);
    warnings.clear();
    for (const Diagnostic& d : diagnostics.sorted()) warnings += to_text(d) + "\n";
    INFO(warnings);
    REQUIRE(world);
    return world;
  }
};

struct Visits : LogSink {
  using LogSink::LogSink;
  void tally(const Tally& t) override {
    if (t.kind == TallyKind::kVisit) at[t.place.value].push_back(t.to.us);
  }
  /// The shortest and the longest interval at any point after `from_s`, in microseconds.
  std::pair<std::int64_t, std::int64_t> intervals(std::int64_t from_s = 0) const {
    std::pair<std::int64_t, std::int64_t> out{kNever.us, 0};
    for (const auto& [place, times] : at)
      for (std::size_t i = 1; i < times.size(); ++i) {
        if (times[i - 1] < from_s * kSecond.us) continue;
        out.first = std::min(out.first, times[i] - times[i - 1]);
        out.second = std::max(out.second, times[i] - times[i - 1]);
      }
    return out;
  }
  std::map<std::uint32_t, std::vector<std::int64_t>> at;
};

double figure(const World& world, const std::string& id) {
  Figures figures(world, 1);
  run_direct(world, figures);
  for (const Figure& f : figures.result().figures)
    if (f.id == id) return f.value;
  FAIL("no figure " << id);
  return 0;
}

TEST_CASE("K cars on a tour of length L: every interval is L / (K v)") {
  Ring ring;
  for (const std::string where :
       {"at: cells", "at: all_cells", "at: beat, beat: [\"1\", \"2\", \"3\", \"4\"]"}) {
    for (int k = 1; k <= 9; ++k) {
      CAPTURE(where, k);
      const auto world =
          ring.world(where + ", count: " + std::to_string(k) + ", route: {rule: fixed_tour}");
      Visits visits(*world);
      run_direct(*world, visits);
      REQUIRE(visits.at.size() == 4);
      // Starts are rounded down to the microsecond.
      const std::int64_t exact = 400 * kSecond.us / k;
      CHECK(visits.intervals().first >= exact - 1);
      CHECK(visits.intervals().second <= exact + 2);
      for (const auto& [place, times] : visits.at) CHECK(times.front() <= exact + 1);
    }
  }
  const auto world = ring.world("at: cells, count: 2, route: {rule: fixed_tour}");
  CHECK(figure(*world, "patrol.idleness_s") == Approx(100).epsilon(1e-12));
  CHECK(figure(*world, "patrol.irregularity") == 0);
  CHECK(figure(*world, "patrol.interval_s.p95") == 200);
}

TEST_CASE("pauses lengthen the tour, and cars remain equally spaced") {
  Ring ring;
  ring.pause = "50";
  // 4 x (100 + 50) s, three cars.
  const auto world = ring.world("at: cells, count: 3, route: {rule: fixed_tour}");
  Visits visits(*world);
  run_direct(*world, visits);
  // The car's first point has no pause before it leaves: nobody's has.
  CHECK(visits.intervals(600) == std::pair<std::int64_t, std::int64_t>(200000000, 200000000));
}

TEST_CASE("two fleets on one tour are spaced against each other") {
  Ring ring;
  const std::string tour = ", route: {rule: fixed_tour}";
  // Two and one: a third of the round apart; one point of four begins for each third.
  const auto world = ring.world("at: cells, count: 2" + tour +
                                "}\n  bikes: {type: car, at: cells, " + "count: 1" + tour);
  REQUIRE(world->city.units.size() == 3);
  CHECK(world->city.units[0].beat == world->city.units[2].beat);
  Visits visits(*world);
  run_direct(*world, visits);
  CHECK(visits.intervals().first >= 400 * kSecond.us / 3 - 1);
  CHECK(visits.intervals().second <= 400 * kSecond.us / 3 + 2);
  // Units stand where they begin.
  for (const Unit& u : world->city.units) {
    const Entity& e = world->entities[u.entity.index()];
    CHECK(e.x_m == world->city.roads->node(u.home).x_m);
    CHECK(e.y_m == world->city.roads->node(u.home).y_m);
  }
  // Who pauses otherwise goes round in another time and keeps no distance.
  const auto other = ring.world("at: cells, count: 1" + tour +
                                "}\n  slow: {type: car, at: cells, count: 1, pause_s: 30" + tour);
  CHECK(other->city.units[0].beat != other->city.units[1].beat);
}

TEST_CASE("longest idle goes round the ring, and nobody heads for another's point") {
  Ring ring;
  for (const std::string where : {"at: cells", "at: beat, beat: [\"1\", \"2\", \"3\", \"4\"]",
                                  "at: beat, beat: [\"1\", \"3\", \"2\", \"4\"]"}) {
    for (const int k : {1, 2, 4}) {
      // Four cars that a list does not start in the ring's order are not abreast.
      if (k == 4 && where.find("\"3\", \"2\"") != std::string::npos) continue;
      CAPTURE(where, k);
      const auto world =
          ring.world(where + ", count: " + std::to_string(k) + ", route: {rule: longest_idle}");
      Visits visits(*world);
      run_direct(*world, visits);
      REQUIRE(visits.at.size() == 4);
      const std::int64_t exact = 400 * kSecond.us / k;
      CHECK(visits.intervals(1000).first == exact);
      CHECK(visits.intervals(1000).second == exact);
    }
  }
}

TEST_CASE("driving past a point of the beat is a visit where what was left alone counts") {
  Ring ring;
  // A row 1 - 2 - 3 - 4 (the way round is as long, from 4 to 1 past nobody).
  const auto world =
      ring.world("at: beat, beat: [\"1\", \"2\", \"3\"], count: 1, route: {rule: longest_idle}");
  Visits visits(*world);
  run_direct(*world, visits);
  // 1 at 0, 2 at 100, 3 at 200, then 1 (0 s ago most) by 2 or by 4, in 200 s.
  for (const auto& [place, times] : visits.at) {
    CAPTURE(world->entities[place].name);
    CHECK(times.size() > 200);
  }
  CHECK(visits.intervals().second <= 400 * kSecond.us);
}

TEST_CASE("a gap that the tour cannot keep is not used, and says so") {
  Ring ring;
  const auto world = ring.world("at: cells, count: 1, route: {rule: fixed_tour, max_gap_min: 5}");
  CHECK(ring.warnings.find("comes by every 6.7 min with 1 unit(s)") != std::string::npos);
  Visits visits(*world);
  run_direct(*world, visits);
  CHECK(visits.intervals().first == 400 * kSecond.us);
  CHECK(visits.intervals().second == 400 * kSecond.us);
  // Two cars come by every 200 s.
  (void)ring.world("at: cells, count: 2, route: {rule: fixed_tour, max_gap_min: 5}");
  CHECK(ring.warnings.find("comes by") == std::string::npos);
}

TEST_CASE("a draw by weight is that of a search by halves") {
  const std::uint64_t seed = testing::seed();
  INFO("VEDETTE_TEST_SEED=" << seed);
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int k = 0; k < 400; ++k) {
    // Even ones, wild ones, some without any weight; once more than a guide is made for.
    const std::size_t n = k == 0 ? 70'000 : 1 + random() % 60;
    std::vector<double> weights(n), cumulated;
    for (double& w : weights)
      w = k % 3 == 0 ? 1 : random() % 4 == 0 ? 0 : std::pow(uniform(random), 9);
    weights[random() % n] = 1;
    double sum = 0, so_far = 0;
    for (const double w : weights) sum += w;
    for (const double w : weights) cumulated.push_back((so_far += w) / sum);
    cumulated.back() = 1;
    std::vector<std::uint16_t> guide;
    const auto check = [&](double u) {
      const auto at = std::upper_bound(cumulated.begin(), cumulated.end(), u) - cumulated.begin();
      REQUIRE(draw_by_weight(cumulated, guide, u) == std::min(static_cast<std::size_t>(at), n - 1));
    };
    for (int i = 0; i < 50; ++i) check(uniform(random));
    for (const double w :
         {cumulated[random() % n], static_cast<double>(random() % n) / static_cast<double>(n)})
      for (const double u : {std::nextafter(w, 0.0), w, std::nextafter(w, 1.0)})
        if (u >= 0 && u < 1) check(u);
    check(0);
    check(std::nextafter(1.0, 0.0));
  }
}

}  // namespace
}  // namespace vedette
