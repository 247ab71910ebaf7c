// SPDX-License-Identifier: Apache-2.0
// What a choice of cameras comes to.
#include <fmt/format.h>

#include <algorithm>

#include "cover/place_cameras.hpp"
#include "cover/site_coverage.hpp"

namespace vedette {

void cells_seen(const PlacementField& f, const std::vector<std::vector<CellSpan>>& spans,
                std::vector<std::uint32_t>& cells) {
  cells.clear();
  each_cell_seen(f, spans, [&](std::uint32_t cell) { cells.push_back(cell); });
}

std::vector<double> part_shares(const CameraPlan& plan, const PlacementField& field, bool night) {
  std::vector<std::uint8_t> seen(field.part_of_cell.size() + field.asset_cells.size(), 0);
  std::vector<std::uint32_t> cells;
  CameraSpanMaker maker(plan);
  for (const CameraPose& camera : plan.cameras) {
    if (camera.plane != plan.plane || camera.tours()) continue;
    cells_seen(field, maker.spans(camera, field.grid, night), cells);
    for (const std::uint32_t cell : cells) seen[cell] += seen[cell] < UINT8_MAX;
  }
  std::vector<double> out(field.parts.size(), 0);
  for (std::size_t cell = 0; cell < field.part_of_cell.size(); ++cell)
    if (field.part_of_cell[cell] != PlacementField::kNoRow)
      out[field.part_of_cell[cell]] += seen[cell] > 0;
  const std::size_t first = field.parts.size() - field.asset_cells.size();
  for (std::size_t i = 0; i < field.asset_cells.size(); ++i)
    out[first + i] = seen[field.part_of_cell.size() + i] >= field.parts[first + i].need;
  for (std::size_t k = 0; k < out.size(); ++k)
    out[k] = field.parts[k].cells ? out[k] / static_cast<double>(field.parts[k].cells) : 1;
  return out;
}

CameraPlan plan_after(const CameraPlan& plan, const PlacementField& field,
                      const std::vector<std::uint32_t>& chosen) {
  CameraPlan out = plan;
  out.cameras.clear();
  out.groups.clear();
  std::vector<std::uint32_t> number(plan.cameras.size(), PlacementField::kNoRow);
  for (const std::uint32_t i : field.stay) {
    number[i] = static_cast<std::uint32_t>(out.cameras.size());
    out.cameras.push_back(plan.cameras[i]);
  }
  for (const CameraGroup& group : plan.groups) {
    CameraGroup left{group.name, {}, group.unavailability};
    for (const std::uint32_t i : group.cameras)
      if (number[i] != PlacementField::kNoRow) left.cameras.push_back(number[i]);
    if (!left.cameras.empty()) out.groups.push_back(std::move(left));
  }
  std::vector<CameraGroup> causes;
  for (const PlacementCause& cause : plan.placement->causes)
    causes.push_back({cause.name, {}, cause.unavailability});
  int n = 0;
  for (const std::uint32_t c : chosen) {
    const auto at = static_cast<std::uint32_t>(out.cameras.size());
    out.cameras.push_back(field.candidates[c].pose);
    out.cameras.back().name = fmt::format("cam-new-{}", ++n);
    if (field.failures.cause[c] != FailureModel::kNoCause)
      causes[field.failures.cause[c]].cameras.push_back(at);
  }
  for (CameraGroup& cause : causes) {
    if (cause.cameras.empty()) continue;
    const auto same = std::find_if(out.groups.begin(), out.groups.end(),
                                   [&](const CameraGroup& g) { return g.name == cause.name; });
    if (same == out.groups.end())
      out.groups.push_back(std::move(cause));
    else
      same->cameras.insert(same->cameras.end(), cause.cameras.begin(), cause.cameras.end());
  }
  return out;
}

}  // namespace vedette
