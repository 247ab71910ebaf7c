// SPDX-License-Identifier: Apache-2.0
#include "cli/cover_answer.hpp"

#include <algorithm>
#include <cmath>

#include "cover/touring_camera.hpp"

namespace vedette::cli {

namespace {

std::uint16_t count_at(const CoverageMap& map, std::size_t level, double x_m, double y_m) {
  const CellGrid& g = map.grid();
  const auto column = static_cast<std::int32_t>(std::floor((x_m - g.x0_m) / g.cell_m));
  const auto row = static_cast<std::int32_t>(std::floor((y_m - g.y0_m) / g.cell_m));
  if (column < 0 || row < 0 || column >= g.columns || row >= g.rows) return 0;
  return map.count(level, row, column);
}

bool holds(std::span<const CellSpan> spans, std::int32_t row, std::int32_t column) {
  return std::any_of(spans.begin(), spans.end(), [&](const CellSpan& s) {
    return s.row == row && s.begin <= column && column < s.end;
  });
}

// By points a cell apart, each standing for its piece of the line.
ZoneCoverage zone_coverage(const World& world, const Zone& zone, const CoverageMap& map) {
  ZoneCoverage out;
  out.name = world.entities[zone.entity.index()].name;
  const double ax = static_cast<double>(zone.a.x) / 1000, ay = static_cast<double>(zone.a.y) / 1000;
  const double dx = static_cast<double>(zone.b.x) / 1000 - ax,
               dy = static_cast<double>(zone.b.y) / 1000 - ay;
  out.length_m = std::sqrt(dx * dx + dy * dy);
  const int pieces = std::max(1, static_cast<int>(std::ceil(out.length_m / map.grid().cell_m)));
  for (std::size_t level = 0; level < map.levels(); ++level) {
    int seen = 0;
    for (int i = 0; i < pieces; ++i) {
      const double t = (i + 0.5) / pieces;
      seen += count_at(map, level, ax + t * dx, ay + t * dy) > 0;
    }
    out.share.push_back(static_cast<double>(seen) / pieces);
  }
  return out;
}

AssetCoverage asset_coverage(const CameraPlan& plan, const NamedSpot& asset,
                             const CoverageMap& map) {
  AssetCoverage out;
  out.name = asset.name;
  const CellGrid& g = map.grid();
  const double x = static_cast<double>(asset.at.x) / 1000,
               y = static_cast<double>(asset.at.y) / 1000;
  for (std::size_t level = 0; level < map.levels(); ++level)
    if (count_at(map, level, x, y) > 0) out.level = level + 1;
  const auto column = static_cast<std::int32_t>(std::floor((x - g.x0_m) / g.cell_m));
  const auto row = static_cast<std::int32_t>(std::floor((y - g.y0_m) / g.cell_m));
  for (std::size_t i = 0; i < plan.cameras.size(); ++i)
    if (map.working(i) && holds(map.spans(i, 0), row, column))
      out.cameras.push_back(plan.cameras[i].name);
  return out;
}

TouringCoverage touring(const CameraPlan& plan, std::uint32_t camera, const CoverQuestion& question,
                        const CoverageFrame& frame, std::size_t level) {
  const CameraPose& pose = plan.cameras[camera];
  TouringCoverage out{camera, 0, {}};
  for (const CameraPreset& preset : pose.presets) out.tour_s += preset.dwell_s + pose.move_s;
  CameraSpanMaker maker(plan);
  for (const CameraPreset& preset : pose.presets) {
    TouringCoverage::Preset p{
        preset.azimuth_deg, preset.dwell_s, preset.dwell_s / out.tour_s, {}, 0};
    for (const double exposed : question.exposed_s)
      p.p_seen.push_back(touring_camera(out.tour_s, preset.dwell_s, exposed, question.needed_s));
    const auto spans = maker.spans(pose, frame.grid, question.night, &preset);
    p.area_m2 = static_cast<double>(cells_in(spans[level])) * frame.grid.cell_area_m2();
    out.presets.push_back(std::move(p));
  }
  return out;
}

CoverAnswer cover_plane(const World& world, const CameraPlan& plan, const CoverQuestion& question,
                        bool ground) {
  std::vector<Offset> ends;
  if (ground)
    for (const Zone& zone : world.site.zones)
      for (const PointMm p : {zone.a, zone.b})
        ends.push_back({static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000});
  CoverAnswer out;
  out.frame = coverage_frame(plan, ends);
  out.map = std::make_unique<CoverageMap>(coverage_map(plan, out.frame, question.night));
  for (std::size_t i = 0; i < question.without.size(); ++i)
    if (question.without[i]) out.map->set_working(i, false);
  out.level = plan.levels.empty() ? 0 : plan.level + 1;
  out.blind = out.map->blind(out.level);
  out.expected_m2 = expected_m2(plan, out.frame, question.night, question.without);
  if (ground)
    for (const Zone& zone : world.site.zones)
      out.zones.push_back(zone_coverage(world, zone, *out.map));
  for (const NamedSpot& asset : plan.assets)
    out.assets.push_back(asset_coverage(plan, asset, *out.map));
  for (std::uint32_t i = 0; i < plan.cameras.size(); ++i) {
    if (plan.cameras[i].plane != plan.plane) continue;
    const double lost = out.map->lost_m2(i, out.level);
    if (lost > 0) out.matters.push_back({i, lost});
    if (plan.cameras[i].tours() && !(i < question.without.size() && question.without[i]))
      out.touring.push_back(touring(plan, i, question, out.frame, out.level));
  }
  return out;
}

// A camera at a window loses what it sees outside and inside.
void add_lost(std::vector<LostWithCamera>& all, const std::vector<LostWithCamera>& more) {
  for (const LostWithCamera& lost : more) {
    const auto same = std::find_if(all.begin(), all.end(),
                                   [&](const auto& m) { return m.camera == lost.camera; });
    if (same == all.end())
      all.push_back(lost);
    else
      same->area_m2 += lost.area_m2;
  }
}

}  // namespace

CoverAnswer cover_site(const World& world, const CoverQuestion& question) {
  const CameraPlan& plan = *world.site.camera_plan;
  CoverAnswer out = cover_plane(world, plan, question, true);
  for (const CameraFloor& floor : plan.floors) {
    CoverAnswer of = cover_plane(world, on_floor(plan, floor), question, false);
    of.building = floor.building, of.floor = floor.floor;
    add_lost(out.matters, of.matters);
    out.floors.push_back(std::move(of));
  }
  std::stable_sort(out.matters.begin(), out.matters.end(),
                   [](const auto& a, const auto& b) { return a.area_m2 > b.area_m2; });
  return out;
}

}  // namespace vedette::cli
