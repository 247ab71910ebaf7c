// SPDX-License-Identifier: Apache-2.0
#include "cover/coverage_map.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "cover/site_coverage.hpp"
#include "space/visible_region.hpp"
#include "support/random_plan.hpp"
#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

const std::vector<Offset> kYard{{0, 0}, {60, 0}, {60, 40}, {0, 40}};

// Whether a wall blocks the line from an eye at a height to the ground at (x, y): every wall tried.
bool ground_seen(const std::vector<BarrierWall>& walls, const Eye& eye, double x, double y) {
  const double dx = x - eye.x_m, dy = y - eye.y_m;
  for (const BarrierWall& w : walls) {
    const double ux = w.ax - eye.x_m, uy = w.ay - eye.y_m, ex = w.bx - w.ax, ey = w.by - w.ay;
    const double across = dx * ey - dy * ex;
    if (across == 0) continue;
    const double t = (ux * ey - uy * ex) / across, s = (ux * dy - uy * dx) / across;
    if (t <= 0 || t >= 1 || s < 0 || s > 1) continue;
    const double line_m = eye.height_m * (1 - t);  // its height where it passes the wall
    if (eye.height_m <= 0 || line_m < (eye.thermal ? w.barrier.heat_m : w.barrier.light_m))
      return false;
  }
  return true;
}

bool holds(const std::vector<CellSpan>& spans, std::int32_t row, std::int32_t column) {
  for (const CellSpan& s : spans)
    if (s.row == row && s.begin <= column && column < s.end) return true;
  return false;
}

}  // namespace

TEST_CASE("Cells are seen when their middle is, low walls looked over", "[coverage]") {
  CAPTURE(seed());
  std::mt19937_64 draw(seed());
  const CellGrid grid = CellGrid::over({0, 0}, {60, 60}, 0.5);
  for (int round = 0; round < 6; ++round) {
    auto walls = random_plan(draw, 60, 6, 6);
    for (std::size_t i = 4; i < walls.size(); ++i)
      if (i % 3 == 0) walls[i].barrier = {number_in(draw, 0.5, 5), number_in(draw, 0.5, 5)};
    const SightPlan plan(walls);
    Visible visible;
    SpanMaker maker;
    std::vector<std::vector<CellSpan>> spans;
    Eye eye{.x_m = number_in(draw, 5, 55), .y_m = number_in(draw, 5, 55), .height_m = 4};
    eye.thermal = round % 2, eye.azimuth_deg = number_in(draw, 0, 360);
    eye.angle_deg = round % 3 ? number_in(draw, 30, 200) : 360;
    plan.look(eye, visible);
    const GroundRing rings[] = {{0, kNoLimit}, {3, 25}};
    maker.make(visible, {eye.x_m, eye.y_m}, grid, rings, spans);
    int wrong = 0, seen = 0;
    for (std::int32_t r = 0; r < grid.rows; ++r)
      for (std::int32_t c = 0; c < grid.columns; ++c) {
        const double x = grid.x_m(c), y = grid.y_m(r);
        if (x < 0 || y < 0 || x > 60 || y > 60) continue;
        double off = std::atan2(x - eye.x_m, y - eye.y_m) * 180 / M_PI - eye.azimuth_deg;
        off -= 360 * std::floor((off + 180) / 360);
        const bool expected = std::fabs(off) <= eye.angle_deg / 2 && ground_seen(walls, eye, x, y);
        const double d = std::hypot(x - eye.x_m, y - eye.y_m);
        wrong += holds(spans[0], r, c) != expected;
        wrong += holds(spans[1], r, c) != (expected && d > 3 && d <= 25);
        seen += expected;
      }
    CHECK(wrong <= 2);  // a middle within rounding of a border
    CHECK(seen > 20);
  }
}

TEST_CASE("Whatever the order of changes, the map is that of the cameras that work", "[coverage]") {
  CAPTURE(seed());
  std::mt19937_64 draw(seed());
  const CellGrid grid = CellGrid::over({0, 0}, {60, 60}, 0.25);
  const auto walls = random_plan(draw, 60, 8, 8);
  const SightPlan plan(walls);
  const auto watched = SpanMaker::inside(std::vector<std::vector<Offset>>{kYard}, grid);
  const auto corner =
      SpanMaker::inside(std::vector<std::vector<Offset>>{{{5, 5}, {20, 5}, {20, 25}}}, grid);
  constexpr std::size_t kCameras = 12;
  CoverageMap map(grid, {watched, corner}, 2, kCameras);
  SpanMaker maker;
  Visible visible;
  const auto see = [&] {
    std::vector<std::vector<CellSpan>> spans;
    Eye eye{.x_m = number_in(draw, 2, 58), .y_m = number_in(draw, 2, 38)};
    eye.azimuth_deg = number_in(draw, 0, 360), eye.angle_deg = number_in(draw, 40, 200);
    plan.look(eye, visible);
    const GroundRing rings[] = {{0, 40}, {1, 15}};
    maker.make(visible, {eye.x_m, eye.y_m}, grid, rings, spans);
    return spans;
  };
  for (std::size_t i = 0; i < kCameras; ++i) map.set_camera(i, see());
  for (int step = 0; step < 60; ++step) {
    const std::size_t i = draw() % kCameras;
    if (step % 3 == 0)
      map.set_camera(i, see());
    else
      map.set_working(i, !map.working(i));
    if (step % 2) map.blind(1);
  }
  for (std::size_t level = 0; level < 2; ++level) {
    std::vector<double> area(CoverageMap::kMostCounted, 0), in_corner = area;
    std::int64_t blind = 0;
    for (std::int32_t r = 0; r < grid.rows; ++r)
      for (std::int32_t c = 0; c < grid.columns; ++c) {
        std::uint16_t count = 0;
        for (std::size_t i = 0; i < kCameras; ++i)
          if (map.working(i))
            for (const CellSpan& s : map.spans(i, level))
              count = static_cast<std::uint16_t>(count + (s.row == r && s.begin <= c && c < s.end));
        REQUIRE(map.count(level, r, c) == count);
        for (std::size_t k = 1; k <= CoverageMap::kMostCounted && k <= count; ++k) {
          area[k - 1] += holds(watched, r, c);
          in_corner[k - 1] += holds(corner, r, c);
        }
        blind += !count && holds(watched, r, c);
      }
    for (std::size_t k = 1; k <= CoverageMap::kMostCounted; ++k) {
      CHECK(map.area_m2(level, k) == area[k - 1] / 16);
      CHECK(map.area_m2(level, k, 1) == in_corner[k - 1] / 16);
    }
    std::int64_t cells = 0;
    for (const CellPolygon& p : map.blind(level)) cells += p.cells;
    CHECK(cells == blind);
    // The rings that are kept are those of a map that is made anew.
    CoverageMap anew(grid, {watched, corner}, 2, kCameras);
    for (std::size_t i = 0; i < kCameras; ++i) {
      std::vector<std::vector<CellSpan>> spans;
      for (std::size_t l = 0; l < 2; ++l)
        spans.emplace_back(map.spans(i, l).begin(), map.spans(i, l).end());
      anew.set_camera(i, std::move(spans));
      anew.set_working(i, map.working(i));
    }
    CHECK(map.blind(level) == anew.blind(level));
    // Losing a camera loses what it says.
    for (std::size_t i = 0; i < kCameras; ++i) {
      if (!map.working(i)) continue;
      const double before = map.area_m2(level), lost = map.lost_m2(i, level);
      map.set_working(i, false);
      CHECK(before - map.area_m2(level) == lost);
      map.set_working(i, true);
    }
  }
}

TEST_CASE("The union of views is within half a percent of the exact one", "[coverage]") {
  // A disc and a half-disc apart from each other, an annulus over the disc.
  const SightPlan plan(std::vector<BarrierWall>{}, 200);
  const CellGrid grid = CellGrid::over({-60, -60}, {60, 60}, 0.25);
  const std::vector<Offset> all{{-60, -60}, {60, -60}, {60, 60}, {-60, 60}};
  CoverageMap map(grid, {SpanMaker::inside(std::vector<std::vector<Offset>>{all}, grid)}, 1, 3);
  SpanMaker maker;
  Visible visible;
  const auto see = [&](double x, double y, double angle, double near, double far) {
    std::vector<std::vector<CellSpan>> spans;
    plan.look({.x_m = x, .y_m = y, .azimuth_deg = 45, .angle_deg = angle}, visible);
    const GroundRing ring[] = {{near, far}};
    maker.make(visible, {x, y}, grid, ring, spans);
    return spans;
  };
  map.set_camera(0, see(-30, 0, 360, 0, 20));
  map.set_camera(1, see(30, 0, 180, 0, 25));
  map.set_camera(2, see(-30, 0, 360, 10, 20));
  CHECK(map.area_m2(0) == Approx(M_PI * 400 + M_PI * 625 / 2).epsilon(0.005));
  CHECK(map.area_m2(0, 2) == Approx(M_PI * 300).epsilon(0.005));
  CHECK(map.area_m2(0, 3) == 0);
}

TEST_CASE("Polygons of cells", "[coverage]") {
  // Rows from the bottom up: a ring with a hole, a cell that touches it at a corner only.
  const std::vector<std::vector<CellRun>> rows{{{0, 3}}, {{0, 1}, {2, 3}}, {{0, 3}}, {{3, 4}}};
  const auto found = polygons_of(rows);
  REQUIRE(found.size() == 2);
  CHECK(found[0].cells == 8);
  CHECK(found[0].outer == CellRing{{3, 0}, {3, 3}, {0, 3}, {0, 0}});
  REQUIRE(found[0].holes.size() == 1);
  CHECK(found[0].holes[0].size() == 4);
  CHECK(found[1].cells == 1);
  CHECK(found[1].outer.size() == 4);
  CHECK(polygons_of(std::vector<std::vector<CellRun>>{}).empty());
  CHECK(polygons_of(std::vector<std::vector<CellRun>>(3)).empty());

  CAPTURE(seed());
  std::mt19937_64 draw(seed());
  for (int round = 0; round < 50; ++round) {
    std::vector<std::vector<CellRun>> random(12);
    std::int64_t cells = 0;
    for (auto& row : random)
      for (std::int32_t c = 0; c < 16; ++c) {
        if (draw() % 2) continue;
        ++cells;
        if (!row.empty() && row.back().end == c)
          ++row.back().end;
        else
          row.push_back({c, c + 1});
      }
    std::int64_t sum = 0;
    for (const CellPolygon& p : polygons_of(random)) {
      CHECK(p.outer.size() >= 4);
      sum += p.cells;
    }
    CHECK(sum == cells);
  }
}

TEST_CASE("A whole person is in the picture between dead zone and far cut", "[coverage]") {
  CameraLens lens;
  lens.hfov_deg = 90, lens.height_m = 4, lens.pixels_across = 1920;
  lens.tilt_deg = 30, lens.vfov_deg = 30;
  // Feet above 45 degrees down: 4 m. Crown below 15 degrees down: 2.2 / tan 15.
  GroundRing ring = whole_person(lens, 1.8);
  CHECK(ring.near_m == Approx(4));
  CHECK(ring.far_m == Approx(2.2 / std::tan(15 * M_PI / 180)));
  lens.tilt_deg = 10;  // the upper edge is above the horizon
  ring = whole_person(lens, 1.8);
  CHECK(ring.near_m == Approx(4 / std::tan(25 * M_PI / 180)));
  CHECK(ring.far_m == kNoLimit);
  lens.height_m = 1;  // below the crown: nearer than 0.8 / tan 5 he sticks out above
  CHECK(whole_person(lens, 1.8).near_m == Approx(0.8 / std::tan(5 * M_PI / 180)));
  lens.tilt_deg = 80, lens.height_m = 4;  // straight down and beyond
  CHECK(whole_person(lens, 1.8).near_m == 0);
  // Density over the slant distance to the feet: 38.4 m at 25 px/m.
  CHECK(density_reach(lens, 25, 1.8) == Approx(std::sqrt(38.4 * 38.4 - 16)));
  lens.height_m = 0;
  CHECK(density_reach(lens, 25, 1.8) == Approx(38.4));
  lens.hfov_deg = 360;
  CHECK(density_reach(lens, 25, 1.8) == Approx(1920 / (25 * 2 * M_PI)));
  CHECK(vertical_angle(90, 1600, 800) == Approx(2 * std::atan(0.5) * 180 / M_PI));
}

TEST_CASE("Expected coverage under failures of cameras and of what they hang on", "[coverage]") {
  CameraPlan plan;
  plan.sight = std::make_shared<SightPlan>(std::vector<BarrierWall>{}, 500);
  plan.cell_m = 0.5;
  plan.watched = {{-30, -30}, {30, -30}, {30, 30}, {-30, 30}};
  for (int i = 0; i < 3; ++i) {
    CameraPose camera;
    camera.at = {0, 0};
    camera.lens.hfov_deg = 360, camera.lens.range_m = 10;
    camera.unavailability = 0.1 * (i + 1);
    plan.cameras.push_back(camera);
  }
  const CoverageFrame frame = coverage_frame(plan);
  const double disc = coverage_map(plan, frame, false).area_m2(0);
  CHECK(disc == Approx(M_PI * 100).epsilon(0.01));
  CHECK(expected_m2(plan, frame, false)[0][0] == Approx(disc * (1 - 0.1 * 0.2 * 0.3)));
  plan.groups = {{"switch", {0, 1}, 0.05}};
  CHECK(expected_m2(plan, frame, false)[0][0] ==
        Approx(disc * (1 - (0.05 + 0.95 * 0.1 * 0.2) * 0.3)));
  CHECK(expected_m2(plan, frame, false, {true, false, true})[0][0] ==
        Approx(disc * (1 - (0.05 + 0.95 * 0.2))));
  // In the dark without a lamp nothing is seen; a touring camera sees its share of the time.
  plan.cameras[0].min_lux = plan.cameras[1].min_lux = plan.cameras[2].min_lux = 1;
  CHECK(expected_m2(plan, frame, true)[0][0] == 0);
  plan.groups.clear();
  plan.cameras.resize(1);
  plan.cameras[0].unavailability = 0;
  plan.cameras[0].lens.hfov_deg = 90;
  plan.cameras[0].presets = {{0, {}, 10}, {180, {}, 20}};
  plan.cameras[0].move_s = 5;
  CHECK(expected_m2(plan, frame, false)[0][0] == Approx(disc / 4 * (10 + 20) / 40).epsilon(0.01));
  CHECK(coverage_map(plan, frame, false).area_m2(0) == 0);
}
