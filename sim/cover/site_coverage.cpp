// SPDX-License-Identifier: Apache-2.0
#include "cover/site_coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/diagnostics.hpp"

namespace vedette {

namespace {

// Spans of a that are in none of b; both ascending.
std::vector<CellSpan> less(const std::vector<CellSpan>& a, const std::vector<CellSpan>& b) {
  std::vector<CellSpan> out;
  std::size_t k = 0;
  for (const CellSpan& s : a) {
    while (k < b.size() && (b[k].row < s.row || (b[k].row == s.row && b[k].end <= s.begin))) ++k;
    std::int32_t from = s.begin;
    for (std::size_t i = k; i < b.size() && b[i].row == s.row && b[i].begin < s.end; ++i) {
      if (from < b[i].begin) out.push_back({s.row, from, b[i].begin});
      from = std::max(from, b[i].end);
    }
    if (from < s.end) out.push_back({s.row, from, s.end});
  }
  return out;
}

std::vector<CellSpan> sorted(std::vector<CellSpan> spans) {
  std::sort(spans.begin(), spans.end(), [](const CellSpan& a, const CellSpan& b) {
    return a.row != b.row ? a.row < b.row : a.begin < b.begin;
  });
  return spans;
}

constexpr double kMostCounts = 600e6;  // 1.2 GB

}  // namespace

CoverageFrame coverage_frame(const CameraPlan& plan, std::span<const Offset> more) {
  Offset low{1e300, 1e300}, high{-1e300, -1e300};
  const auto hold = [&](Offset p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  };
  std::vector<Offset> watched = plan.watched;
  for (const Offset& p : watched) hold(p);
  if (watched.empty()) {
    for (const auto& ring : plan.buildings)
      for (const Offset& p : ring) hold(p);
    for (const Offset& p : plan.outline) hold(p);
    if (low.x < high.x && low.y < high.y) watched = {low, {high.x, low.y}, high, {low.x, high.y}};
  }
  for (const Offset& p : more) hold(p);
  for (const NamedPolygons& area : plan.areas)
    for (const auto& part : area.parts)
      for (const Offset& p : part) hold(p);
  for (const NamedSpot& asset : plan.assets)
    hold({static_cast<double>(asset.at.x) / 1000, static_cast<double>(asset.at.y) / 1000});
  if (watched.empty())
    throw InputError{{{},
                      Severity::kError,
                      "the site has no extent to be watched",
                      "draw site.coverage.watched, walls, fences or buildings"}};
  const double cells = (high.x - low.x) / plan.cell_m * ((high.y - low.y) / plan.cell_m);
  if (cells * static_cast<double>(plan.levels.size() + 1) > kMostCounts)
    throw InputError{{{},
                      Severity::kError,
                      fmt::format("{:.0f} cells of {} m at {} levels are too many", cells,
                                  plan.cell_m, plan.levels.size() + 1),
                      "set a larger site.coverage.cell_m"}};
  CoverageFrame frame;
  frame.grid = CellGrid::over(low, high, plan.cell_m);
  // Each building is taken off by itself: buildings may overlap.
  auto cells_of = SpanMaker::inside(std::vector<std::vector<Offset>>{watched}, frame.grid);
  for (const auto& ring : plan.buildings)
    cells_of =
        less(cells_of, SpanMaker::inside(std::vector<std::vector<Offset>>{ring}, frame.grid));
  frame.regions.push_back(std::move(cells_of));
  frame.names.emplace_back();
  for (const NamedPolygons& area : plan.areas) {
    std::vector<CellSpan> all;
    for (const auto& part : area.parts) {
      const auto fresh =
          less(SpanMaker::inside(std::vector<std::vector<Offset>>{part}, frame.grid), sorted(all));
      all.insert(all.end(), fresh.begin(), fresh.end());
    }
    frame.regions.push_back(sorted(std::move(all)));
    frame.names.push_back(area.name);
  }
  return frame;
}

std::vector<double> level_densities(const CameraPlan& plan) {
  std::vector<double> out{0};
  for (const NamedDensity& level : plan.levels) out.push_back(level.px_per_m);
  return out;
}

std::vector<std::vector<CellSpan>> CameraSpanMaker::spans(const CameraPose& camera,
                                                          const CellGrid& grid, bool night,
                                                          const CameraPreset* preset) {
  if (camera.plane != plan_.plane) return std::vector<std::vector<CellSpan>>(densities_.size());
  rings_.clear();
  for (const double density : densities_)
    rings_.push_back(ring_of(plan_, camera, preset, density, night));
  Eye eye = eye_of(camera, preset);
  eye.range_m = rings_[0].far_m;
  std::vector<std::vector<CellSpan>> out(densities_.size());
  if (rings_[0].far_m <= rings_[0].near_m) return out;
  plan_.sight->look(eye, visible_);
  maker_.make(visible_, {eye.x_m, eye.y_m}, grid, rings_, out);
  return out;
}

CoverageMap coverage_map(const CameraPlan& plan, const CoverageFrame& frame, bool night) {
  CoverageMap map(frame.grid, frame.regions, plan.levels.size() + 1, plan.cameras.size());
  CameraSpanMaker maker(plan);
  for (std::size_t i = 0; i < plan.cameras.size(); ++i)
    if (!plan.cameras[i].tours())
      map.set_camera(i, maker.spans(plan.cameras[i], frame.grid, night));
  return map;
}

std::vector<std::vector<double>> expected_m2(const CameraPlan& plan, const CoverageFrame& frame,
                                             bool night, const std::vector<bool>& out) {
  const std::size_t levels = plan.levels.size() + 1;
  const CellGrid& grid = frame.grid;
  const auto cells = static_cast<std::size_t>(grid.rows) * static_cast<std::size_t>(grid.columns);
  // For each camera its views with their shares of time.
  struct View {
    double share;
    std::vector<std::vector<CellSpan>> spans;
  };
  CameraSpanMaker maker(plan);
  std::vector<std::vector<View>> views(plan.cameras.size());
  for (std::size_t i = 0; i < plan.cameras.size(); ++i) {
    const CameraPose& camera = plan.cameras[i];
    if (i < out.size() && out[i]) continue;
    if (!camera.tours()) {
      views[i].push_back({1, maker.spans(camera, grid, night)});
      continue;
    }
    double tour_s = 0;
    for (const CameraPreset& preset : camera.presets) tour_s += preset.dwell_s + camera.move_s;
    for (const CameraPreset& preset : camera.presets)
      views[i].push_back({preset.dwell_s / tour_s, maker.spans(camera, grid, night, &preset)});
  }
  std::vector<CameraGroup> groups = plan.groups;
  std::vector<bool> grouped(plan.cameras.size());
  for (const CameraGroup& group : groups)
    for (const std::uint32_t i : group.cameras) grouped[i] = true;
  for (std::uint32_t i = 0; i < plan.cameras.size(); ++i)
    if (!grouped[i]) groups.push_back({{}, {i}, 0});

  std::vector<std::vector<double>> expected(levels, std::vector<double>(frame.regions.size(), 0));
  std::vector<double> dark(cells), of_group(cells), share(cells);
  const auto each_cell = [&](std::span<const CellSpan> spans, const auto& visit) {
    for (const CellSpan& s : spans) {
      const std::size_t row =
          static_cast<std::size_t>(s.row) * static_cast<std::size_t>(grid.columns);
      for (std::int32_t c = s.begin; c < s.end; ++c) visit(row + static_cast<std::size_t>(c));
    }
  };
  for (std::size_t level = 0; level < levels; ++level) {
    std::fill(dark.begin(), dark.end(), 1.0);
    std::fill(of_group.begin(), of_group.end(), 1.0);
    for (const CameraGroup& group : groups) {
      for (const std::uint32_t i : group.cameras) {
        const double up = 1 - plan.cameras[i].unavailability;
        for (const View& view : views[i])
          each_cell(view.spans[level], [&](std::size_t c) { share[c] += view.share; });
        for (const View& view : views[i])  // each cell once: its share is then 0
          each_cell(view.spans[level], [&](std::size_t c) {
            of_group[c] *= 1 - up * share[c];
            share[c] = 0;
          });
      }
      for (const std::uint32_t i : group.cameras)
        for (const View& view : views[i])
          each_cell(view.spans[level], [&](std::size_t c) {
            dark[c] *= group.unavailability + (1 - group.unavailability) * of_group[c];
            of_group[c] = 1;
            // A second visit multiplies by q + (1 - q) = 1.
          });
    }
    for (std::size_t r = 0; r < frame.regions.size(); ++r) {
      double sum = 0;
      each_cell(frame.regions[r], [&](std::size_t c) { sum += 1 - dark[c]; });
      expected[level][r] = sum * grid.cell_area_m2();
    }
  }
  return expected;
}

}  // namespace vedette
