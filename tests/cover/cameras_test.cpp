// SPDX-License-Identifier: Apache-2.0
// Pixel density, thermal range, touring cameras: VALIDATION V6 and the camera notes.
#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "base/random.hpp"
#include "cover/pixel_density.hpp"
#include "cover/thermal_range.hpp"
#include "cover/touring_camera.hpp"
#include "support/seed.hpp"

using namespace vedette;

TEST_CASE("pixel density ranges of V6 and of both standards") {
  struct Row {
    double pixels, fov, density, range;
  };
  for (const Row& r : {Row{1920, 90, 12.5, 76.80}, {1920, 90, 25, 38.40},   {1920, 90, 62.5, 15.36},
                       {1920, 90, 125, 7.68},      {1920, 90, 250, 3.84},   {2560, 80, 25, 61.02},
                       {1920, 68, 25, 56.93},      {1920, 68, 63, 22.59},   {1920, 68, 125, 11.39},
                       {1920, 68, 250, 5.69},      {1920, 68, 62.5, 22.77}, {3840, 90, 25, 76.8},
                       {3840, 90, 62.5, 30.72},    {3840, 90, 125, 15.36},  {3840, 90, 250, 7.68},
                       {3840, 90, 20, 96},         {3840, 90, 40, 48},      {3840, 90, 80, 24},
                       {3840, 90, 500, 3.84},      {3840, 90, 1500, 1.28}}) {
    CAPTURE(r.pixels, r.fov, r.density);
    CHECK(density_range(r.pixels, r.fov, r.density) == Approx(r.range).margin(5.001e-3));
    CHECK(pixel_density(r.pixels, r.fov, density_range(r.pixels, r.fov, r.density)) ==
          Approx(r.density));
  }
  CHECK_THROWS_WITH(pixel_density(1920, 180, 5), "field of view 180 not in (0, 180)");
  CHECK_THROWS_AS(pixel_density(1920, 90, 0), std::invalid_argument);
}

TEST_CASE("density levels are profiles") {
  const DensityProfile& en = en_62676_4_2014();
  CHECK(level_reached(en, 12.4) == -1);
  CHECK(en.levels[level_reached(en, 62.5)].name == "observe");
  CHECK(en.levels[level_reached(en, 9999)].name == "identify");
  CHECK(density_profile("IEC 62676-4:2025")->levels.size() == 7);
  CHECK(density_profile("none") == nullptr);
}

TEST_CASE("what a tilted camera sees of the ground") {
  // 4 m up, target at 1 m, 45 degrees down, 30 degrees high.
  const GroundReach r = ground_reach(4, 1, 45, 30);
  CHECK(r.dead_zone_m == Approx(3 / std::tan(60 * M_PI / 180)));
  CHECK(r.far_cut_m == Approx(3 / std::tan(30 * M_PI / 180)));
  CHECK(ground_reach(4, 1, 80, 30).dead_zone_m == 0);
  CHECK(std::isinf(ground_reach(4, 1, 10, 30).far_cut_m));
  CHECK(slant_distance(4, 5, 2) == 5);
  CHECK_THROWS_AS(ground_reach(1, 2, 45, 30), std::invalid_argument);
}

TEST_CASE("thermal range and discrimination") {
  const ThermalImager imager{0.060, 25e-6};
  CHECK(thermal_range(imager, kHumanCriticalSize_m, 1.5) == Approx(1200));
  CHECK(thermal_range(imager, kHumanCriticalSize_m, 6) == Approx(300));
  CHECK(pixels_on_target(imager, kHumanCriticalSize_m, 300) == Approx(6));
  CHECK(p_discrimination(0.5) == Approx(.1077).margin(5e-5));
  CHECK(p_discrimination(1) == .5);
  CHECK(p_discrimination(1.452) == Approx(.8000).margin(5e-5));
  CHECK(p_discrimination(2) == Approx(.9449).margin(5e-5));
  CHECK(p_discrimination(0) == 0);
  CHECK(p_discrimination(1e6) == 1);
  CHECK_THROWS_AS(thermal_range({0, 1}, 1, 1), std::invalid_argument);
}

TEST_CASE("touring cameras: the published cases and a simulated tour") {
  CHECK(touring_camera(60, 10, 20, 2) == Approx(.4333).margin(5e-5));
  CHECK(touring_camera(60, 10, 5, 2) == Approx(.1833).margin(5e-5));
  CHECK(touring_camera(60, 10, 1, 2) == 0);
  CHECK(touring_camera(60, 10, 500, 2) == 1);
  CHECK(touring_camera(60, 60, 3, 2) == 1);
  CHECK_THROWS_AS(touring_camera(60, 61, 5, 2), std::invalid_argument);
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("tour", "test");
  for (const auto& [exposed, needed] :
       std::vector<std::pair<double, double>>{{20, 2}, {5, 2}, {9, 7}, {55, 4}}) {
    int seen = 0;
    constexpr int kRuns = 200000;
    for (int i = 0; i < kRuns; ++i) {
      // The preset is watched in [0, 10) of each 60 s; in view during [start, start + exposed).
      const double start = 60 * s.uniform();
      bool good = false;
      for (const double dwell : {0.0, 60.0, 120.0})
        good = good || std::min(start + exposed, dwell + 10) - std::max(start, dwell) >= needed;
      seen += good;
    }
    CHECK(seen / double(kRuns) == Approx(touring_camera(60, 10, exposed, needed)).margin(0.006));
  }
}
