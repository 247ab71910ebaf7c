// SPDX-License-Identifier: Apache-2.0
// How long it takes to know what cameras see, beside CGAL's exact triangular expansion on the same
// plans in the same run. Prints a table; see docs/performance.md.
//   visibility_bench            the floor plan and the city; CGAL on the floor plan
//   visibility_bench growth     the same density of walls on ever larger plans
#include <fmt/format.h>
#include <time.h>

#include <cmath>
#include <cstring>

#include "cover/coverage_map.hpp"
#include "space/visible_region.hpp"
#include "support/random_plan.hpp"
#ifdef VEDETTE_HAVE_CGAL
#include "support/cgal_sight.hpp"
#endif

using namespace vedette;
using namespace vedette::testing;

namespace {

// Of the processor's time, so that other work on the machine counts less.
double now_ms() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <class Work>
double best_of(int times, const Work& work) {
  double best = 1e300;
  for (int i = 0; i < times; ++i) {
    const double start = now_ms();
    work();
    best = std::min(best, now_ms() - start);
  }
  return best;
}

struct Plan {
  std::vector<std::vector<Offset>> rings;
  std::vector<BarrierWall> walls;
  std::vector<Eye> cameras;
};

// `count` cameras off the buildings: in the streets between the places of the grid.
Plan make_plan(double width, double height, int columns, int rows, int count) {
  std::mt19937_64 draw(4);
  Plan plan;
  plan.rings = apart_rings(draw, width, height, columns, rows);
  for (const auto& ring : plan.rings) add_ring(plan.walls, ring);
  const double w = width / columns;
  for (int i = 0; i < count; ++i) {
    Eye eye;
    eye.x_m = std::round((1 + draw() % static_cast<unsigned>(columns - 1)) * w * 1000) / 1000;
    eye.y_m = std::round(number_in(draw, 0.02, 0.98) * height * 1000) / 1000;
    eye.azimuth_deg = number_in(draw, 0, 360);
    plan.cameras.push_back(eye);
  }
  return plan;
}

double look_ms(const SightPlan& sight, const Plan& plan, double range, double angle, double& area) {
  Visible visible;
  return best_of(5, [&] {
    area = 0;
    for (Eye eye : plan.cameras) {
      eye.range_m = range, eye.angle_deg = angle;
      sight.look(eye, visible);
      area += visible_area(visible, range);
    }
  });
}

void measure(const char* name, const Plan& plan, double wedge_range) {
  std::unique_ptr<SightPlan> sight;
  const double mesh = best_of(3, [&] { sight = std::make_unique<SightPlan>(plan.walls); });
  const auto per = [&](double ms) { return 1000 * ms / static_cast<double>(plan.cameras.size()); };
  double all_round = 0, wedge = 0;
  const double full_ms = look_ms(*sight, plan, kNoLimit, 360, all_round);
  const double wedge_ms = look_ms(*sight, plan, wedge_range, 80, wedge);
  fmt::print(
      "{}: {} segments, {} cameras: mesh {:.1f} ms; all round without range {:.2f} ms ({:.2f} "
      "us a camera); 80 deg and {} m {:.2f} ms ({:.2f} us a camera)\n",
      name, plan.walls.size(), plan.cameras.size(), mesh, full_ms, per(full_ms), wedge_range,
      wedge_ms, per(wedge_ms));
}

#ifdef VEDETTE_HAVE_CGAL
void beside_cgal(const Plan& plan) {
  const SightPlan sight(plan.walls);
  CgalSight cgal(plan.rings);
  const double mesh = best_of(1, [&] { cgal.prepare(); });
  std::vector<CgalSight::Face> faces;
  for (const Eye& eye : plan.cameras) faces.push_back(cgal.face(eye.x_m, eye.y_m));
  std::vector<double> theirs(plan.cameras.size());
  const double cgal_ms = best_of(2, [&] {
    for (std::size_t i = 0; i < faces.size(); ++i)
      theirs[i] = cgal.area(plan.cameras[i].x_m, plan.cameras[i].y_m, faces[i]);
  });
  double area = 0, worst = 0;
  const double ms = look_ms(sight, plan, kNoLimit, 360, area);
  Visible visible;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    sight.look(plan.cameras[i], visible);
    worst = std::max(worst, std::fabs(visible_area(visible) / theirs[i] - 1));
  }
  fmt::print(
      "CGAL {} exact triangular expansion: preparation {:.1f} ms, {:.2f} ms ({:.1f} us a "
      "camera); ours {:.1f} times faster; areas differ by at most {:.1e}\n",
      CGAL_VERSION_STR, mesh, cgal_ms, 1000 * cgal_ms / static_cast<double>(faces.size()),
      cgal_ms / ms, worst);
}
#endif

// A planner drags one camera over a map of all: everything is known again after each step.
void drag(const Plan& plan, double width, double height) {
  const SightPlan sight(plan.walls);
  const CellGrid grid = CellGrid::over({0, 0}, {width, height}, 0.25);
  auto watched = SpanMaker::inside(std::vector<std::vector<Offset>>(plan.rings), grid);
  CoverageMap map(grid, {watched}, 5, plan.cameras.size());
  SpanMaker maker;
  Visible visible;
  std::vector<std::vector<CellSpan>> spans;
  const double ranges[] = {60, 40, 24, 12, 6};
  std::vector<GroundRing> rings;
  for (const double r : ranges) rings.push_back({2, r});
  const auto see = [&](Eye eye) {
    eye.range_m = 60, eye.angle_deg = 80;
    sight.look(eye, visible);
    maker.make(visible, {eye.x_m, eye.y_m}, grid, rings, spans);
    return spans;
  };
  const double build = best_of(1, [&] {
    for (std::size_t i = 0; i < plan.cameras.size(); ++i) map.set_camera(i, see(plan.cameras[i]));
  });
  std::size_t pieces = map.blind(2).size();
  // Each camera is turned and back three times; the best of its three turns counts.
  double worst = 0, sum = 0;
  for (std::size_t i = 0; i < plan.cameras.size(); ++i) {
    double took = 1e300;
    for (int lap = 0; lap < 3; ++lap) {
      Eye eye = plan.cameras[i];
      eye.azimuth_deg += 20;
      const double start = now_ms();
      map.set_camera(i, see(eye));
      pieces = map.blind(2).size();
      took = std::min(took, now_ms() - start);
      if (lap == 2) break;
      map.set_camera(i, see(plan.cameras[i]));
      map.blind(2);
    }
    worst = std::max(worst, took), sum += took;
  }
  fmt::print(
      "coverage map of {} x {} cells, 5 levels: built in {:.1f} ms; one camera turned, areas, "
      "k-coverage and {} blind pieces known again: {:.3f} ms (mean), {:.3f} ms (longest)\n",
      grid.columns, grid.rows, build, pieces, sum / static_cast<double>(plan.cameras.size()),
      worst);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && !std::strcmp(argv[1], "growth")) {
    for (const int side : {13, 26, 52, 104, 208, 416})
      measure("growth", make_plan(side * 24.0, side * 24.0, side, side, 1000), 60);
    return 0;
  }
  const Plan floor = make_plan(130, 100, 26, 20, 243);
  measure("floor plan", floor, 30);
#ifdef VEDETTE_HAVE_CGAL
  beside_cgal(floor);
#else
  fmt::print("CGAL is not there (libcgal-dev): no comparison\n");
#endif
  drag(make_plan(400, 300, 26, 20, 243), 400, 300);
  measure("city of 25 km2", make_plan(5000, 5000, 208, 208, 10000), 60);
}
