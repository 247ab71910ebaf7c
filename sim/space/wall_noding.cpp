// SPDX-License-Identifier: Apache-2.0
#include "space/wall_noding.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "base/diagnostics.hpp"

namespace vedette {

namespace {

// Each wall from its lower end (in x, then y) to the upper one, in order, each piece once.
void tidy(std::vector<LatticeWall>& walls) {
  for (LatticeWall& w : walls)
    if (w.b < w.a) std::swap(w.a, w.b);
  std::erase_if(walls, [](const LatticeWall& w) { return w.a == w.b; });
  const auto key = [](const LatticeWall& w) { return std::tie(w.a, w.b, w.kind); };
  std::sort(walls.begin(), walls.end(),
            [&](const LatticeWall& v, const LatticeWall& w) { return key(v) < key(w); });
  walls.erase(
      std::unique(walls.begin(), walls.end(),
                  [&](const LatticeWall& v, const LatticeWall& w) { return key(v) == key(w); }),
      walls.end());
}

// A uniform grid of cells that know the walls that may pass them.
class Grid {
 public:
  explicit Grid(const std::vector<LatticeWall>& walls) {
    double x1 = walls[0].a.x, y1 = walls[0].a.y, longest = 0;
    x0_ = x1, y0_ = y1;
    for (const LatticeWall& w : walls) {
      x0_ = std::min({x0_, w.a.x, w.b.x}), x1 = std::max({x1, w.a.x, w.b.x});
      y0_ = std::min({y0_, w.a.y, w.b.y}), y1 = std::max({y1, w.a.y, w.b.y});
    }
    longest = std::max(x1 - x0_, y1 - y0_) + 1;
    const double area = (x1 - x0_ + 1) * (y1 - y0_ + 1);
    cell_ = std::max({1.0, std::sqrt(area / static_cast<double>(walls.size())), longest / 2048});
    width_ = static_cast<std::size_t>((x1 - x0_) / cell_) + 1;
    height_ = static_cast<std::size_t>((y1 - y0_) / cell_) + 1;
    begin_.assign(width_ * height_ + 1, 0);
    for (const LatticeWall& w : walls) each_cell(w, [&](std::size_t cell) { ++begin_[cell + 1]; });
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    walls_.resize(begin_.back());
    for (std::uint32_t i = 0; i < walls.size(); ++i)
      each_cell(walls[i], [&](std::size_t cell) { walls_[next[cell]++] = i; });
  }
  // Calls visit(i, j) for pairs that share a cell, some more than once.
  template <class Visit>
  void each_pair(const Visit& visit) const {
    for (std::size_t cell = 0; cell + 1 < begin_.size(); ++cell)
      for (std::uint32_t p = begin_[cell]; p < begin_[cell + 1]; ++p)
        for (std::uint32_t q = p + 1; q < begin_[cell + 1]; ++q) visit(walls_[p], walls_[q]);
  }

 private:
  // Column by column, with a cell of slack above and below for the rounding.
  template <class Visit>
  void each_cell(const LatticeWall& w, const Visit& visit) const {
    const auto column = [&](double x) { return std::floor((x - x0_) / cell_); };
    const double slope = w.b.x == w.a.x ? 0 : (w.b.y - w.a.y) / (w.b.x - w.a.x);
    const auto first = static_cast<std::size_t>(column(w.a.x)),
               last = std::min(static_cast<std::size_t>(column(w.b.x)), width_ - 1);
    for (std::size_t c = first; c <= last; ++c) {
      const double left = std::max(w.a.x, x0_ + static_cast<double>(c) * cell_);
      const double right = std::min(w.b.x, x0_ + static_cast<double>(c + 1) * cell_);
      double low = w.a.y + (left - w.a.x) * slope, high = w.a.y + (right - w.a.x) * slope;
      if (w.a.x == w.b.x) low = w.a.y, high = w.b.y;
      if (low > high) std::swap(low, high);
      const double top = static_cast<double>(height_ - 1);
      const double slack = 2 + cell_ * 1e-6;
      const auto from =
          static_cast<std::size_t>(std::clamp(std::floor((low - slack - y0_) / cell_), 0.0, top));
      const auto to =
          static_cast<std::size_t>(std::clamp(std::floor((high + slack - y0_) / cell_), 0.0, top));
      for (std::size_t r = from; r <= to; ++r) visit(c * height_ + r);
    }
  }

  double x0_ = 0, y0_ = 0, cell_ = 1;
  std::size_t width_ = 1, height_ = 1;
  std::vector<std::uint32_t> begin_, walls_;
};

struct Cut {
  std::uint32_t wall;
  LatticePoint at;
  auto operator<=>(const Cut&) const = default;
};

// Where v and w meet other than in a common end: cuts of either.
void meet(const std::vector<LatticeWall>& walls, std::uint32_t i, std::uint32_t j,
          std::vector<Cut>& cuts) {
  const LatticeWall &v = walls[i], &w = walls[j];
  if (std::max(v.a.x, w.a.x) > std::min(v.b.x, w.b.x)) return;
  if (std::max(std::min(v.a.y, v.b.y), std::min(w.a.y, w.b.y)) >
      std::min(std::max(v.a.y, v.b.y), std::max(w.a.y, w.b.y)))
    return;
  const int va = turn(w.a, w.b, v.a), vb = turn(w.a, w.b, v.b);
  if (va * vb > 0) return;
  const int wa = turn(v.a, v.b, w.a), wb = turn(v.a, v.b, w.b);
  if (wa * wb > 0) return;
  if (va * vb < 0 && wa * wb < 0) {
    const double dx = v.b.x - v.a.x, dy = v.b.y - v.a.y, ex = w.b.x - w.a.x, ey = w.b.y - w.a.y;
    const double t = ((w.a.x - v.a.x) * ey - (w.a.y - v.a.y) * ex) / (dx * ey - dy * ex);
    const LatticePoint p{std::round(v.a.x + t * dx), std::round(v.a.y + t * dy)};
    cuts.push_back({i, p});
    cuts.push_back({j, p});
    return;
  }
  if (va == 0 && strictly_between(w.a, w.b, v.a)) cuts.push_back({j, v.a});
  if (vb == 0 && strictly_between(w.a, w.b, v.b)) cuts.push_back({j, v.b});
  if (wa == 0 && strictly_between(v.a, v.b, w.a)) cuts.push_back({i, w.a});
  if (wb == 0 && strictly_between(v.a, v.b, w.b)) cuts.push_back({i, w.b});
}

}  // namespace

std::vector<LatticeWall> noded(std::vector<LatticeWall> walls) {
  constexpr int kMostRounds = 40;
  for (int round = 0; round < kMostRounds; ++round) {
    tidy(walls);
    if (walls.size() < 2) return walls;
    std::vector<Cut> cuts;
    Grid(walls).each_pair([&](std::uint32_t i, std::uint32_t j) { meet(walls, i, j, cuts); });
    // A crossing that rounds to an end of both walls is none any more.
    std::erase_if(cuts,
                  [&](const Cut& c) { return c.at == walls[c.wall].a || c.at == walls[c.wall].b; });
    if (cuts.empty()) return walls;
    // Pieces follow each other from a to b, which is the lattice's order along the wall.
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    for (std::size_t c = 0; c < cuts.size();) {
      const std::uint32_t wall = cuts[c].wall;
      const LatticePoint end = walls[wall].b;
      const std::uint32_t kind = walls[wall].kind;
      walls[wall].b = cuts[c].at;
      for (LatticePoint from = cuts[c].at; from != end;) {
        ++c;
        const LatticePoint to = c < cuts.size() && cuts[c].wall == wall ? cuts[c].at : end;
        walls.push_back({from, to, kind});
        from = to;
      }
    }
  }
  throw InputError{{{},
                    Severity::kError,
                    "walls cross each other at too small an angle",
                    "draw walls that run side by side apart, or as one"}};
}

}  // namespace vedette
