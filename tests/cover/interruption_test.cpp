// SPDX-License-Identifier: Apache-2.0
// EASI, path sets, timely detection: VALIDATION V1 and brute force.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>

#include "base/random.hpp"
#include "cover/easi.hpp"
#include "cover/paths.hpp"
#include "cover/timely_detection.hpp"
#include "support/seed.hpp"

using namespace vedette;

namespace {

PathTask task(double pd, double mean, double sd, SensorLocation at = SensorLocation::kBeginning) {
  return {"", pd, mean, sd, at};
}

/// Garcia's example; SD = 30 % of the mean.
std::vector<PathTask> garcia() {
  return {task(0, 10, 3), task(0, 12, 3.6), task(.9, 90, 27),
          task(0, 10, 3), task(.9, 90, 27), task(0, 120, 36)};
}

}  // namespace

TEST_CASE("EASI gives the published figures (Garcia 2008)") {
  const auto six = [](double x) { return Approx(x).margin(5e-7); };
  CHECK(easi(garcia(), {.95, 300, 90}).p_interruption == six(0.476041));
  auto g1 = garcia();
  g1[0].p_detection = .9;
  CHECK(easi(g1, {.95, 300, 90}).p_interruption == six(0.578106));
  CHECK(easi(garcia(), {.95, 240, 72}).p_interruption == six(0.701128));
  CHECK(easi(garcia(), {.95, 180, 54}).p_interruption == six(0.875748));
  auto g9 = garcia();
  for (PathTask& t : g9) t.sd_s = 0;
  CHECK(easi(g9, {.95, 300, 0}).p_interruption == six(0.855));
  CHECK(easi(g9, {.95, 200, 0}).p_interruption == six(0.9405));
  // A tie counts as in time: 310 s are ahead at the first door.
  CHECK(easi(g9, {1, 310, 0}).p_interruption == Approx(0.9));
  CHECK(easi(g9, {1, 310.001, 0}).p_interruption == 0);
}

TEST_CASE("EASI: sensor locations, details of the steps, refusals") {
  // One task of 100 s after which 50 s follow; response certain in 100 s.
  for (const auto& [at, ahead] : {std::pair{SensorLocation::kBeginning, 150.0},
                                  {SensorLocation::kMiddle, 100.0},
                                  {SensorLocation::kEnd, 50.0}}) {
    const std::vector<PathTask> tasks = {task(.5, 100, 20, at), task(0, 50, 10)};
    const EasiResult r = easi(tasks, {1, 100, 30});
    const double w = (ahead - 50) / 100;
    const double sd = std::sqrt(w * w * 400 + 100 + 900);
    CHECK(r.steps[0].remaining_s == ahead);
    CHECK(r.steps[0].remaining_sd_s == Approx(sd));
    CHECK(r.p_interruption == Approx(.5 * .5 * std::erfc(-(ahead - 100) / sd / std::sqrt(2.0))));
    CHECK(r.p_detection == .5);
    CHECK(r.delay_s == 150);
  }
  CHECK(easi({}, {1, 10, 1}).p_interruption == 0);
  const std::vector<PathTask> bad = {task(1.5, 1, 1)};
  CHECK_THROWS_WITH(easi(bad, {}), "detection probability 1.5 not in [0, 1]");
  CHECK_THROWS_AS(easi(garcia(), {2, 1, 1}), std::invalid_argument);
  CHECK_THROWS_AS(easi(garcia(), {1, -1, 1}), std::invalid_argument);
}

TEST_CASE("EASI agrees with sampling of detections and normal times") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("easi", "test");
  for (int round = 0; round < 5; ++round) {
    std::vector<PathTask> tasks;
    for (std::uint64_t n = 2 + s.below(5); n > 0; --n)
      tasks.push_back(task(s.uniform(), 100 * s.uniform(), 20 * s.uniform(),
                           static_cast<SensorLocation>(s.below(3))));
    const ResponseForce force{.9, 150 * s.uniform(), 30 * s.uniform()};
    constexpr int kRuns = 200000;
    int stopped = 0;
    for (int run = 0; run < kRuns; ++run) {
      if (s.uniform() >= force.p_communication) continue;
      std::size_t at = 0;
      while (at < tasks.size() && s.uniform() >= tasks[at].p_detection) ++at;
      if (at == tasks.size()) continue;
      double ahead = 0;
      for (std::size_t i = at; i < tasks.size(); ++i)
        ahead += (i == at ? share_ahead(tasks[i].location) : 1) *
                 (tasks[i].mean_s + tasks[i].sd_s * s.normal());
      stopped += ahead >= force.mean_s + force.sd_s * s.normal();
    }
    const double p = easi(tasks, force).p_interruption;
    CHECK(std::fabs(stopped / double(kRuns) - p) < 5 * std::sqrt(p * (1 - p) / kRuns) + 1e-9);
  }
}

TEST_CASE("the path set of V1: weakest first, and no shortest path would find it") {
  const std::vector<PathLayer> layers = {
      {{{"fence", {task(0, 10, 10 / 3.)}}, {"gate", {task(.5, 30, 9)}}}},
      {{{"run", {task(0, 12, 3.6)}}}},
      {{{"door", {task(.9, 90, 27)}}, {"window", {task(.5, 30, 9)}}}},
      {{{"inside", {task(0, 10, 3), task(.9, 90, 27), task(0, 120, 36)}}}}};
  const PathSet set = path_set(layers, {.95, 300, 90});
  REQUIRE(set.paths.size() == 4);
  const std::pair<const char*, double> expected[] = {{"fence>window", 0.226762},
                                                     {"gate>window", 0.335966},
                                                     {"fence>door", 0.476041},
                                                     {"gate>door", 0.565925}};
  for (int i = 0; i < 4; ++i) {
    CHECK(set.paths[i].name == expected[i].first);
    CHECK(set.paths[i].p_interruption == Approx(expected[i].second).margin(5e-7));
  }
  CHECK(set.paths[set.quickest].name == "fence>window");
  CHECK(set.paths[set.stealthiest].name == "fence>window");
  CHECK(set.paths[0].choice == std::vector<std::size_t>{0, 0, 1, 0});
  CHECK_THROWS_WITH(path_set({{{}}}, {}), "layer 1 has no alternative");
  CHECK_THROWS_WITH(path_set(layers, {}, 3), "more than 3 paths");
  CHECK(path_set({}, {1, 1, 1}).paths.size() == 1);
}

TEST_CASE("path sets enumerate every combination once") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("paths", "test");
  std::vector<PathLayer> layers(4);
  for (PathLayer& layer : layers)
    for (std::uint64_t n = 1 + s.below(4); n > 0; --n)
      layer.alternatives.push_back(
          {std::to_string(n), {task(s.uniform(), 60 * s.uniform(), 5), task(s.uniform(), 20, 2)}});
  const ResponseForce force{.97, 90, 20};
  const PathSet set = path_set(layers, force);
  double weakest = 2, quickest = 1e9;
  std::size_t count = 0;
  for (const auto& a : layers[0].alternatives)
    for (const auto& b : layers[1].alternatives)
      for (const auto& c : layers[2].alternatives)
        for (const auto& d : layers[3].alternatives) {
          std::vector<PathTask> tasks;
          for (const auto* way : {&a, &b, &c, &d})
            tasks.insert(tasks.end(), way->tasks.begin(), way->tasks.end());
          const EasiResult r = easi(tasks, force);
          weakest = std::min(weakest, r.p_interruption);
          quickest = std::min(quickest, r.delay_s);
          ++count;
        }
  CHECK(set.paths.size() == count);
  CHECK(set.paths[set.weakest].p_interruption == weakest);
  CHECK(set.paths[set.quickest].delay_s == quickest);
}

TEST_CASE("timely detection counts up to the critical detection point") {
  const auto path = garcia();
  const TimelyDetection t = timely_detection(path, {.95, 300, 90});
  REQUIRE(t.critical_point.has_value());
  CHECK(*t.critical_point == 2);  // 310 s ahead at the first door, 220 after it
  CHECK(t.remaining_s == 310);
  CHECK(t.time_to_spare_s == 10);
  CHECK(t.p_interruption == Approx(.855));
  CHECK(timely_detection(path, {.95, 200, 0}).p_interruption == Approx(.9405));
  CHECK_FALSE(timely_detection(path, {1, 400, 0}).critical_point.has_value());
  CHECK(timely_detection(path, {1, 400, 0}).p_interruption == 0);
  // Without spread the two formulas are one.
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("timely", "test");
  for (int round = 0; round < 200; ++round) {
    std::vector<PathTask> tasks;
    for (std::uint64_t n = 1 + s.below(8); n > 0; --n)
      tasks.push_back(
          task(s.uniform(), 50 * s.uniform(), 0, static_cast<SensorLocation>(s.below(3))));
    const ResponseForce force{s.uniform(), 200 * s.uniform(), 0};
    CHECK(timely_detection(tasks, force).p_interruption ==
          Approx(easi(tasks, force).p_interruption).margin(1e-12));
  }
}
