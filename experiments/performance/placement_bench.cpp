// SPDX-License-Identifier: Apache-2.0
// How long a large camera placement takes: 15,000 candidates x 120,000 cells, 99 % of what can be
// seen. Prints a table; see docs/performance.md.   placement_bench [CANDIDATES [SHARE]]
#include <fmt/format.h>
#include <time.h>

#include <cstdlib>

#include "cover/placement.hpp"
#include "space/cell_spans.hpp"
#include "support/random_plan.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

// Of the processor's time, so that other work on the machine counts less.
double now_s() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
  const int candidates = argc > 1 ? std::atoi(argv[1]) : 15'000;
  const double share = argc > 2 ? std::atof(argv[2]) : 0.99;
  std::mt19937_64 draw(4);
  constexpr double kSide = 346;
  const auto rings = apart_rings(draw, kSide, kSide, 16, 16);
  std::vector<BarrierWall> walls;
  for (const auto& ring : rings) add_ring(walls, ring);
  const SightPlan plan(walls);
  const CellGrid grid = CellGrid::over({0, 0}, {kSide, kSide}, 1);

  const double start = now_s();
  SpanMaker maker;
  Visible visible;
  std::vector<std::vector<CellSpan>> spans;
  std::vector<std::vector<std::uint32_t>> seen;
  std::vector<std::uint32_t> reach(
      static_cast<std::size_t>(grid.rows) * static_cast<std::size_t>(grid.columns), 0);
  for (int i = 0; i < candidates; ++i) {
    // On the streets of the grid, four ways from each place.
    static Eye eye;
    if (i % 4 == 0) {
      const double street = static_cast<double>(1 + draw() % 15) * kSide / 16;
      const double along = number_in(draw, 1, kSide - 1);
      const bool across = draw() % 2 == 0;
      eye.x_m = across ? along : street;
      eye.y_m = across ? street : along;
    }
    eye.azimuth_deg = 90.0 * (i % 4);
    eye.angle_deg = 80;
    eye.range_m = 30;
    plan.look(eye, visible);
    const GroundRing ring[] = {{0, 30}};
    maker.make(visible, {eye.x_m, eye.y_m}, grid, ring, spans);
    auto& mine = seen.emplace_back();
    for (const CellSpan& s : spans[0])
      for (std::int32_t c = s.begin; c < s.end; ++c) {
        const auto cell = static_cast<std::uint32_t>(s.row * grid.columns + c);
        mine.push_back(cell);
        ++reach[cell];
      }
  }
  PlacementProblem problem;
  problem.add_class(0);
  std::vector<std::uint32_t> row(reach.size(), 0);
  for (std::size_t cell = 0; cell < reach.size(); ++cell)
    if (reach[cell] > 0) row[cell] = problem.add_row(0);
  for (auto& mine : seen) {
    for (std::uint32_t& cell : mine) cell = row[cell];
    problem.add_column(1, mine);
  }
  problem.freeze();
  problem.set_may_miss(
      0, static_cast<std::uint64_t>((1 - share) * static_cast<double>(problem.rows())));
  const double matrix = now_s();
  fmt::print("{} candidates x {} cells, {} entries: {:.2f} s\n", problem.columns(), problem.rows(),
             problem.entries(), matrix - start);
  const GreedyPlacement greedy = greedy_placement(problem, 0, false);
  const double greedy_done = now_s();
  fmt::print("greedy: {} cameras, {:.2f} s\n", greedy.enough, greedy_done - matrix);
  std::vector<std::uint32_t> chosen;
  for (const PlacementStep& step : greedy.steps) chosen.push_back(step.column);
  const PlacementOptions options;
  chosen = improve_placement(problem, chosen, 0, options.work, 1);
  const double searched = now_s();
  fmt::print("local search: {} cameras, {:.2f} s\n", chosen.size(), searched - greedy_done);
  const double bound =
      lagrangian_bound(problem, 0, static_cast<double>(chosen.size()), options.bound_work);
  const double bounded = now_s();
  fmt::print("bound: {:.1f} (gap {:.1f} %), {:.2f} s\nall: {:.2f} s of processor time\n", bound,
             100 * (1 - bound / static_cast<double>(chosen.size())), bounded - searched,
             bounded - start);
}
