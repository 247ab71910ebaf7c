// SPDX-License-Identifier: Apache-2.0
#include "cover/coverage_map.hpp"

#include <algorithm>
#include <cstring>

namespace vedette {

namespace {

// How many of n counts are 0, 1, 2 and 3 (less `shift`): the compiler makes vectors of this.
void tally(const std::uint16_t* count, std::int32_t n, std::uint16_t shift,
           std::array<std::int64_t, CoverageMap::kMostCounted>& out) {
  constexpr std::int32_t kBlock = 4096;  // keeps the small sums from running over
  for (std::int32_t from = 0; from < n; from += kBlock) {
    const std::int32_t to = std::min(n, from + kBlock);
    std::uint16_t sum[4] = {0, 0, 0, 0};
    for (std::int32_t i = from; i < to; ++i) {
      const auto c = static_cast<std::uint16_t>(count[i] - shift);
      sum[0] = static_cast<std::uint16_t>(sum[0] + (c == 0));
      sum[1] = static_cast<std::uint16_t>(sum[1] + (c == 1));
      sum[2] = static_cast<std::uint16_t>(sum[2] + (c == 2));
      sum[3] = static_cast<std::uint16_t>(sum[3] + (c == 3));
    }
    for (int k = 0; k < 4; ++k) out[static_cast<std::size_t>(k)] += sum[k];
  }
}

// Bit i: whether count[i] is zero.
std::uint64_t zeros(const std::uint16_t* count, std::int32_t n) {
  std::uint64_t bits = 0;
  for (std::int32_t from = 0; from < n; from += 8) {
    const std::int32_t to = std::min(n, from + 8);
    std::uint64_t eight = 0;
    for (std::int32_t i = from; i < to; ++i)
      eight |= static_cast<std::uint64_t>(count[i] == 0) << (i - from);
    bits |= eight << from;
  }
  return bits;
}

}  // namespace

CoverageMap::CoverageMap(const CellGrid& grid, std::vector<std::vector<CellSpan>> regions,
                         std::size_t levels, std::size_t cameras)
    : grid_(grid), cameras_(cameras) {
  const auto rows = static_cast<std::size_t>(grid.rows);
  for (auto& spans : regions) {
    Region region;
    region.cells = cells_in(spans);
    region.begin.assign(rows + 1, 0);
    for (const CellSpan& s : spans) ++region.begin[static_cast<std::size_t>(s.row) + 1];
    for (std::size_t r = 0; r < rows; ++r) region.begin[r + 1] += region.begin[r];
    region.spans = std::move(spans);
    regions_.push_back(std::move(region));
  }
  counts_.assign(levels,
                 std::vector<std::uint16_t>(rows * static_cast<std::size_t>(grid.columns), 0));
  seen_.assign(levels, std::vector<Histogram>(regions_.size(), Histogram{}));
  blind_.resize(levels);
  for (Blind& b : blind_)
    b.borders = CellBorders(grid.columns, grid.rows),
    b.stale.assign(rows, CellRun{0, grid.columns});
  // One bit a cell.
  const std::int32_t words = (grid.columns + 63) / 64;
  watched_.assign(rows * static_cast<std::size_t>(words), 0);
  for (const CellSpan& s : regions_[0].spans)
    for (std::int32_t c = s.begin; c < s.end; ++c)
      watched_[static_cast<std::size_t>(s.row * words + (c >> 6))] |= std::uint64_t{1} << (c & 63);
}

template <class Visit>
void CoverageMap::each_part(const Region& region, const CellSpan& span, const Visit& visit) const {
  const auto row = static_cast<std::size_t>(span.row);
  for (std::uint32_t i = region.begin[row]; i < region.begin[row + 1]; ++i) {
    const std::int32_t from = std::max(span.begin, region.spans[i].begin);
    const std::int32_t to = std::min(span.end, region.spans[i].end);
    if (from < to) visit(row * static_cast<std::size_t>(grid_.columns), from, to);
  }
}

void CoverageMap::change(const CameraSpans& camera, int by) {
  for (std::size_t level = 0; level < camera.by_level.size(); ++level) {
    std::uint16_t* const counts = counts_[level].data();
    for (const CellSpan& span : camera.by_level[level]) {
      // Cells seen by k before are seen by k + 1 after one is added; by k + 1 before one is taken.
      for (std::size_t r = 0; r < regions_.size(); ++r)
        each_part(regions_[r], span, [&](std::size_t row, std::int32_t from, std::int32_t to) {
          Histogram changed{};
          tally(counts + row + from, to - from, by > 0 ? 0 : 1, changed);
          for (std::size_t k = 0; k < kMostCounted; ++k) seen_[level][r][k] += by * changed[k];
        });
      std::uint16_t* const row =
          counts + static_cast<std::size_t>(span.row) * static_cast<std::size_t>(grid_.columns);
      const auto step = static_cast<std::uint16_t>(by);
      for (std::int32_t c = span.begin; c < span.end; ++c)
        row[c] = static_cast<std::uint16_t>(row[c] + step);
      CellRun& stale = blind_[level].stale[static_cast<std::size_t>(span.row)];
      stale = {std::min(stale.begin, span.begin), std::max(stale.end, span.end)};
    }
  }
}

void CoverageMap::set_camera(std::size_t camera, std::vector<std::vector<CellSpan>> by_level) {
  CameraSpans& at = cameras_[camera];
  if (at.working) change(at, -1);
  at.by_level = std::move(by_level);
  if (at.working) change(at, 1);
}

void CoverageMap::set_working(std::size_t camera, bool working) {
  CameraSpans& at = cameras_[camera];
  if (at.working == working) return;
  at.working = working;
  change(at, working ? 1 : -1);
}

double CoverageMap::region_m2(std::size_t region) const {
  return static_cast<double>(regions_[region].cells) * grid_.cell_area_m2();
}

double CoverageMap::area_m2(std::size_t level, std::size_t k, std::size_t region) const {
  return static_cast<double>(seen_[level][region][k - 1]) * grid_.cell_area_m2();
}

double CoverageMap::lost_m2(std::size_t camera, std::size_t level) const {
  const CameraSpans& at = cameras_[camera];
  if (!at.working || level >= at.by_level.size()) return 0;
  Histogram alone{};
  for (const CellSpan& span : at.by_level[level])
    each_part(regions_[0], span, [&](std::size_t row, std::int32_t from, std::int32_t to) {
      tally(counts_[level].data() + row + from, to - from, 1, alone);
    });
  return static_cast<double>(alone[0]) * grid_.cell_area_m2();
}

std::span<const CellSpan> CoverageMap::spans(std::size_t camera, std::size_t level) const {
  const auto& by_level = cameras_[camera].by_level;
  return level < by_level.size() ? std::span<const CellSpan>(by_level[level])
                                 : std::span<const CellSpan>();
}

std::vector<CellPolygon> CoverageMap::blind(std::size_t level) {
  Blind& blind = blind_[level];
  const std::int32_t words = blind.borders.words();
  for (std::int32_t r = 0; r < grid_.rows; ++r) {
    CellRun& stale = blind.stale[static_cast<std::size_t>(r)];
    const std::uint16_t* const counts =
        counts_[level].data() +
        static_cast<std::size_t>(r) * static_cast<std::size_t>(grid_.columns);
    for (std::int32_t w = stale.begin >> 6; w << 6 < stale.end; ++w) {
      const std::uint64_t watched =
          watched_[static_cast<std::size_t>(r) * static_cast<std::size_t>(words) +
                   static_cast<std::size_t>(w)];
      if (watched)
        blind.borders.set_word(
            r, w, watched & zeros(counts + 64 * w, std::min(64, grid_.columns - 64 * w)));
    }
    stale = kNothing;
  }
  return blind.borders.polygons();
}

std::vector<CellPolygon> CoverageMap::covered(std::size_t level) const {
  std::vector<std::vector<CellRun>> rows(static_cast<std::size_t>(grid_.rows));
  for (const CellSpan& s : regions_[0].spans) {
    auto& runs = rows[static_cast<std::size_t>(s.row)];
    for (std::int32_t c = s.begin; c < s.end; ++c) {
      if (count(level, s.row, c) == 0) continue;
      if (!runs.empty() && runs.back().end == c)
        ++runs.back().end;
      else
        runs.push_back({c, c + 1});
    }
  }
  return polygons_of(rows);
}

}  // namespace vedette
