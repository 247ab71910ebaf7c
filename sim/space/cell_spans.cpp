// SPDX-License-Identifier: Apache-2.0
#include "space/cell_spans.hpp"

#include <algorithm>
#include <cmath>

namespace vedette {

namespace {

constexpr double kFar = 1e7;  // metres: beyond every plan

// The first whole number at or above v, kept within what an int32 holds.
std::int32_t ceiling(double v) {
  return static_cast<std::int32_t>(std::clamp(std::ceil(v), -2e9, 2e9));
}

// Half the chord of a circle at a height; negative where there is none.
double half_chord(double radius, double y) {
  if (radius >= kFar) return kFar;
  const double rest = radius * radius - y * y;
  return rest < 0 ? -1 : std::sqrt(rest);
}

}  // namespace

CellGrid CellGrid::over(Offset low, Offset high, double cell_m) {
  CellGrid g;
  g.cell_m = cell_m;
  g.x0_m = (std::floor(low.x / cell_m) - 1) * cell_m;
  g.y0_m = (std::floor(low.y / cell_m) - 1) * cell_m;
  g.columns = ceiling((high.x - g.x0_m) / cell_m) + 1;
  g.rows = ceiling((high.y - g.y0_m) / cell_m) + 1;
  return g;
}

// Where the line from a to b passes the middles of rows; each end belongs to the row above it.
void SpanMaker::cross(Offset a, Offset b) {
  if (a.y == b.y) return;
  if (a.y > b.y) std::swap(a, b);
  const std::int32_t from = std::max(low_, low_ + ceiling((a.y - first_y_) / cell_m_));
  const std::int32_t to = std::min(high_ + 1, low_ + ceiling((b.y - first_y_) / cell_m_));
  const double slope = (b.x - a.x) / (b.y - a.y);
  for (std::int32_t row = from; row < to; ++row)
    crossings_.push_back({row, a.x + (first_y_ + (row - low_) * cell_m_ - a.y) * slope});
}

// The shadows of low walls along one row: each is a quadrangle, so an interval.
void SpanMaker::shadow_row(const Visible& visible, double y) {
  shadows_.clear();
  for (const GroundShadow& s : visible.shadows) {
    const Offset corner[4] = {
        s.a, s.b, {s.b.x * s.factor, s.b.y * s.factor}, {s.a.x * s.factor, s.a.y * s.factor}};
    double low = kFar, high = -kFar;
    for (int i = 0; i < 4; ++i) {
      const Offset &p = corner[i], &q = corner[(i + 1) % 4];
      if ((p.y <= y) == (q.y <= y)) continue;
      const double x = p.x + (y - p.y) * (q.x - p.x) / (q.y - p.y);
      low = std::min(low, x), high = std::max(high, x);
    }
    if (low < high) shadows_.emplace_back(low, high);
  }
  std::sort(shadows_.begin(), shadows_.end());
}

void SpanMaker::make(const Visible& visible, Offset eye, const CellGrid& grid,
                     std::span<const GroundRing> rings, std::vector<std::vector<CellSpan>>& out) {
  out.resize(rings.size());
  double far = 0;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    out[i].clear();
    if (rings[i].far_m > rings[i].near_m) far = std::max(far, rings[i].far_m);
  }
  if (visible.edges.empty() || far <= 0) return;
  double lowest = 0, highest = 0;
  for (const SeenEdge& e : visible.edges) {
    lowest = std::min({lowest, e.a.y, e.b.y});
    highest = std::max({highest, e.a.y, e.b.y});
  }
  const double y0 = grid.y0_m + 0.5 * grid.cell_m - eye.y;  // middle of row 0, seen from the eye
  cell_m_ = grid.cell_m;
  low_ = std::max(0, ceiling((std::max(lowest, -far) - y0) / cell_m_));
  high_ = std::min(grid.rows - 1, ceiling((std::min(highest, far) - y0) / cell_m_));
  if (high_ < low_) return;
  first_y_ = y0 + low_ * cell_m_;

  crossings_.clear();
  if (!visible.all_round) cross({0, 0}, visible.edges.front().a);
  for (std::size_t i = 0; i < visible.edges.size(); ++i) {
    const SeenEdge& e = visible.edges[i];
    cross(e.a, e.b);
    if (i + 1 < visible.edges.size()) cross(e.b, visible.edges[i + 1].a);
  }
  cross(visible.edges.back().b, visible.all_round ? visible.edges.front().a : Offset{0, 0});

  // Row by row, by counting.
  const auto rows = static_cast<std::size_t>(high_ - low_ + 1);
  begin_.assign(rows + 1, 0);
  for (const Crossing& c : crossings_) ++begin_[static_cast<std::size_t>(c.row - low_) + 1];
  for (std::size_t r = 0; r < rows; ++r) begin_[r + 1] += begin_[r];
  sorted_.resize(crossings_.size());
  for (const Crossing& c : crossings_)
    sorted_[begin_[static_cast<std::size_t>(c.row - low_)]++] = c.x;
  for (std::size_t r = rows; r > 0; --r) begin_[r] = begin_[r - 1];
  begin_[0] = 0;

  const double x0 = grid.x0_m + 0.5 * grid.cell_m - eye.x;
  const double per_cell = 1 / grid.cell_m;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto first = sorted_.begin() + begin_[r], last = sorted_.begin() + begin_[r + 1];
    if (first == last) continue;
    std::sort(first, last);
    const double y = first_y_ + static_cast<double>(r) * cell_m_;
    pieces_.clear();
    for (auto x = first; x + 1 < last; x += 2)
      if (x[0] < x[1]) pieces_.emplace_back(x[0], x[1]);
    if (!visible.shadows.empty()) {
      shadow_row(visible, y);
      for (const auto& [from, to] : shadows_) {
        rest_.clear();
        for (const auto& [a, b] : pieces_) {
          if (a < std::min(b, from)) rest_.emplace_back(a, std::min(b, from));
          if (std::max(a, to) < b) rest_.emplace_back(std::max(a, to), b);
        }
        pieces_.swap(rest_);
      }
    }
    const std::int32_t row = low_ + static_cast<std::int32_t>(r);
    for (std::size_t i = 0; i < rings.size(); ++i) {
      const double reach = half_chord(rings[i].far_m, y);
      if (reach <= 0 || rings[i].far_m <= rings[i].near_m) continue;
      const double gap = rings[i].near_m > 0 ? half_chord(rings[i].near_m, y) : -1;
      const auto add = [&](double from, double to) {
        if (!(from < to)) return;
        std::int32_t begin = std::clamp(ceiling((from - x0) * per_cell), 0, grid.columns);
        const std::int32_t end = std::clamp(ceiling((to - x0) * per_cell), 0, grid.columns);
        if (!out[i].empty() && out[i].back().row == row) begin = std::max(begin, out[i].back().end);
        if (begin >= end) return;
        if (!out[i].empty() && out[i].back().row == row && out[i].back().end == begin)
          out[i].back().end = end;
        else
          out[i].push_back({row, begin, end});
      };
      for (const auto& [a, b] : pieces_) {
        const double from = std::max(a, -reach), to = std::min(b, reach);
        if (gap <= 0) {
          add(from, to);
          continue;
        }
        add(from, std::min(to, -gap));
        add(std::max(from, gap), to);
      }
    }
  }
}

std::vector<CellSpan> SpanMaker::inside(std::span<const std::vector<Offset>> borders,
                                        const CellGrid& grid) {
  SpanMaker maker;
  maker.cell_m_ = grid.cell_m;
  maker.first_y_ = grid.y_m(0);
  maker.low_ = 0, maker.high_ = grid.rows - 1;
  for (const auto& border : borders)
    for (std::size_t i = 0; i < border.size(); ++i)
      maker.cross(border[i], border[(i + 1) % border.size()]);
  auto& crossings = maker.crossings_;
  std::sort(crossings.begin(), crossings.end(), [](const Crossing& c, const Crossing& d) {
    return c.row != d.row ? c.row < d.row : c.x < d.x;
  });
  std::vector<CellSpan> out;
  for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
    const auto column = [&](double x) {
      return std::clamp(ceiling((x - grid.x_m(0)) / grid.cell_m), 0, grid.columns);
    };
    const CellSpan span{crossings[i].row, column(crossings[i].x), column(crossings[i + 1].x)};
    if (span.begin < span.end) out.push_back(span);
  }
  return out;
}

std::int64_t cells_in(std::span<const CellSpan> spans) {
  std::int64_t sum = 0;
  for (const CellSpan& s : spans) sum += s.end - s.begin;
  return sum;
}

}  // namespace vedette
