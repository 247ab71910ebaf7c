// SPDX-License-Identifier: Apache-2.0
#include "cover/place_cameras.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/diagnostics.hpp"
#include "cover/site_coverage.hpp"

namespace vedette {

namespace {

Offset metres(PointMm p) {
  return {static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000};
}

bool in_building(const CameraPlan& plan, PointMm at) {
  return std::any_of(plan.buildings.begin(), plan.buildings.end(), [&](const auto& ring) {
    Polygon corners;
    for (const Offset& p : ring) corners.push_back(millimetres(p.x, p.y));
    return contains(corners, at);
  });
}

class FieldMaker {
 public:
  FieldMaker(const CameraPlan& plan, double cell_m, bool night, const PlacementProgress& progress)
      : plan_(plan),
        wanted_(*plan.placement),
        night_(night),
        progress_(progress),
        coarse_(plan) {
    coarse_.cell_m = cell_m;
  }

  PlacementField make_parts() {
    frame_ = coverage_frame(coarse_);
    f_.grid = frame_.grid;
    const auto cells =
        static_cast<std::size_t>(f_.grid.rows) * static_cast<std::size_t>(f_.grid.columns);
    f_.part_of_cell.assign(cells, PlacementField::kNoRow);
    parts();
    who_stays();
    return std::move(f_);
  }

  PlacementField make() {
    f_ = make_parts();
    spots();
    look();
    rows_and_columns();
    if (f_.candidates.empty())
      throw InputError{{{},
                        Severity::kError,
                        "no camera that may be placed sees anything that is asked for",
                        "look at site.placement: spots, types and levels"}};
    return std::move(f_);
  }

 private:
  std::size_t index(std::int32_t row, std::int32_t column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(f_.grid.columns) +
           static_cast<std::size_t>(column);
  }
  template <class Visit>
  void each_cell(std::span<const CellSpan> spans, const Visit& visit) const {
    for (const CellSpan& s : spans)
      for (std::int32_t c = s.begin; c < s.end; ++c) visit(index(s.row, c));
  }

  void add_part(std::string name, bool asset, std::uint32_t level, double share) {
    PlacementPart part;
    part.name = std::move(name);
    part.asset = asset;
    part.level = level;
    part.share = share;
    f_.parts.push_back(std::move(part));
  }

  // Every cell of the watched ground belongs to one part; assets are cells of their own beside.
  void parts() {
    add_part("", false, wanted_.rest.level, wanted_.rest.share);
    each_cell(frame_.regions[0], [&](std::size_t cell) { f_.part_of_cell[cell] = 0; });
    for (const PlacementNeed& area : wanted_.areas) {
      const auto k = static_cast<std::uint32_t>(f_.parts.size());
      add_part(area.name, false, area.level, area.share);
      for (std::size_t i = 1; i < frame_.names.size(); ++i)
        if (frame_.names[i] == area.name)
          each_cell(frame_.regions[i], [&](std::size_t cell) {
            if (f_.part_of_cell[cell] == 0) f_.part_of_cell[cell] = k;
          });
    }
    for (const std::uint32_t k : f_.part_of_cell)
      if (k != PlacementField::kNoRow) ++f_.parts[k].cells;
    for (const PlacementAsset& asset : wanted_.assets) {
      const Offset at = metres(asset.at);
      const auto column =
                     static_cast<std::int32_t>(std::floor((at.x - f_.grid.x0_m) / f_.grid.cell_m)),
                 row =
                     static_cast<std::int32_t>(std::floor((at.y - f_.grid.y0_m) / f_.grid.cell_m));
      add_part(asset.name, true, asset.level, 1);
      f_.parts.back().cells = 1;
      f_.parts.back().need = asset.cameras;
      const bool inside = column >= 0 && row >= 0 && column < f_.grid.columns && row < f_.grid.rows;
      f_.asset_cells.push_back(inside ? index(row, column) : SIZE_MAX);
    }
  }

  void who_stays() {
    for (std::uint32_t i = 0; i < plan_.cameras.size(); ++i) {
      const CameraPose& camera = plan_.cameras[i];
      const bool indoors = camera.plane != plan_.plane || in_building(plan_, camera.at);
      const bool kept =
          std::find(wanted_.keep.begin(), wanted_.keep.end(), i) != wanted_.keep.end();
      if (indoors || kept) f_.stay.push_back(i);
    }
  }

  void spots() {
    for (const PlacementSpot& spot : wanted_.spots)
      if (!in_building(plan_, spot.at)) spots_.push_back(spot);
    if (wanted_.pole_spacing_m <= 0) return;
    const double step = wanted_.pole_spacing_m;
    int number = 0;
    for (double y = f_.grid.y0_m + step / 2; y < f_.grid.y_m(f_.grid.rows - 1); y += step)
      for (double x = f_.grid.x0_m + step / 2; x < f_.grid.x_m(f_.grid.columns - 1); x += step) {
        const auto column = static_cast<std::int32_t>((x - f_.grid.x0_m) / f_.grid.cell_m),
                   row = static_cast<std::int32_t>((y - f_.grid.y0_m) / f_.grid.cell_m);
        if (f_.part_of_cell[index(row, column)] == PlacementField::kNoRow) continue;
        spots_.push_back({fmt::format("pole-{}", ++number), millimetres(x, y), std::nullopt,
                          wanted_.pole_height_m, wanted_.pole_price});
      }
  }

  // The directions tried at a place: from the wall's own, so that one looks along it.
  std::vector<double> azimuths(const PlacementSpot& spot, const CameraPose& pose) const {
    std::vector<double> out;
    const int n = pose.lens.hfov_deg >= 360 ? 1 : wanted_.azimuths;
    for (int i = 0; i < n; ++i) {
      double off = 360.0 * i / n;
      if (off > 180) off -= 360;
      if (spot.facing_deg && pose.lens.hfov_deg < 360 && std::fabs(off) > 90 + 1e-9) continue;
      double azimuth = std::round((spot.facing_deg.value_or(0) + off) * 1000) / 1000;
      azimuth -= 360 * std::floor(azimuth / 360);
      out.push_back(azimuth);
    }
    return out;
  }

  void note(const std::vector<std::vector<CellSpan>>& spans, std::vector<std::uint32_t>& cells) {
    cells_seen(f_, spans, cells);
  }

  void look() {
    CameraSpanMaker maker(coarse_);
    std::vector<std::uint32_t> cells;
    seen_by_stay_.assign(f_.part_of_cell.size() + f_.asset_cells.size(), 0);
    for (const std::uint32_t i : f_.stay) {
      if (plan_.cameras[i].plane != plan_.plane || plan_.cameras[i].tours()) continue;
      note(maker.spans(plan_.cameras[i], f_.grid, night_), cells);
      for (const std::uint32_t cell : cells) ++seen_by_stay_[cell];
    }
    std::vector<std::uint16_t> reach(seen_by_stay_.size(), 0);
    std::uint64_t looked = 0;
    for (const PlacementSpot& spot : spots_) {
      if (progress_) progress_(PlacementStage::kCandidates, looked++, spots_.size());
      for (const PlacementType& type : wanted_.types) {
        CameraPose pose = type.pose;
        pose.at = spot.at;
        pose.plane = plan_.plane;
        pose.lens.height_m = spot.height_m;
        for (const double azimuth : azimuths(spot, pose)) {
          pose.azimuth_deg = azimuth;
          ++f_.tried;
          note(maker.spans(pose, f_.grid, night_), cells);
          if (cells.empty()) continue;
          for (const std::uint32_t cell : cells) reach[cell] += reach[cell] < UINT16_MAX;
          flat_.insert(flat_.end(), cells.begin(), cells.end());
          begin_.push_back(flat_.size());
          f_.candidates.push_back({pose, spot.name, type.price + spot.price});
        }
      }
    }
    reach_ = std::move(reach);
  }

  void rows_and_columns() {
    for (std::size_t k = 0; k < f_.parts.size(); ++k) f_.problem.add_class(0);
    std::vector<std::uint32_t> row_of(seen_by_stay_.size(), PlacementField::kNoRow);
    const auto add = [&](std::size_t cell, std::uint32_t k, std::uint8_t need) {
      if (seen_by_stay_[cell] >= need) {
        ++f_.parts[k].kept;
        return;
      }
      const auto left = static_cast<std::uint8_t>(need - seen_by_stay_[cell]);
      if (reach_[cell] < left) {
        ++f_.parts[k].out_of_reach;
        return;
      }
      row_of[cell] = f_.problem.add_row(k, left);
    };
    for (std::size_t cell = 0; cell < f_.part_of_cell.size(); ++cell)
      if (f_.part_of_cell[cell] != PlacementField::kNoRow) add(cell, f_.part_of_cell[cell], 1);
    const std::size_t first = f_.parts.size() - f_.asset_cells.size();
    for (std::size_t i = 0; i < f_.asset_cells.size(); ++i)
      add(f_.part_of_cell.size() + i, static_cast<std::uint32_t>(first + i),
          wanted_.assets[i].cameras);
    for (std::uint32_t k = 0; k < f_.parts.size(); ++k) {
      const PlacementPart& part = f_.parts[k];
      const double may = std::floor((1 - part.share) * static_cast<double>(part.cells) + 1e-9) -
                         static_cast<double>(part.out_of_reach);
      f_.problem.set_may_miss(k, may > 0 ? static_cast<std::uint64_t>(may) : 0);
    }
    std::vector<std::uint32_t> rows;
    std::vector<PlacementCandidate> useful;
    for (std::size_t i = 0; i < f_.candidates.size(); ++i) {
      rows.clear();
      for (std::size_t e = begin_[i]; e < begin_[i + 1]; ++e)
        if (row_of[flat_[e]] != PlacementField::kNoRow) rows.push_back(row_of[flat_[e]]);
      if (rows.empty()) continue;
      f_.problem.add_column(f_.candidates[i].price, rows);
      useful.push_back(std::move(f_.candidates[i]));
    }
    f_.candidates = std::move(useful);
    f_.problem.freeze();
    for (const PlacementCause& cause : wanted_.causes)
      f_.failures.cause_down.push_back(cause.unavailability);
    for (const PlacementCandidate& candidate : f_.candidates) {
      f_.failures.down.push_back(candidate.pose.unavailability);
      f_.failures.cause.push_back(nearest_cause(candidate.pose.at));
    }
  }

  std::uint32_t nearest_cause(PointMm at) const {
    std::uint32_t best = FailureModel::kNoCause;
    std::int64_t least = 0;
    for (std::uint32_t g = 0; g < wanted_.causes.size(); ++g) {
      const std::int64_t dx = wanted_.causes[g].at.x - at.x, dy = wanted_.causes[g].at.y - at.y;
      const std::int64_t d = dx * dx + dy * dy;
      if (best == FailureModel::kNoCause || d < least) {
        best = g;
        least = d;
      }
    }
    return best;
  }

  const CameraPlan& plan_;
  const Placement& wanted_;
  const bool night_;
  const PlacementProgress& progress_;
  CameraPlan coarse_;
  CoverageFrame frame_;
  PlacementField f_;
  std::vector<PlacementSpot> spots_;
  std::vector<std::uint16_t> seen_by_stay_, reach_;  // by cell, then by asset
  std::vector<std::uint32_t> flat_;                  // cells of each candidate
  std::vector<std::size_t> begin_{0};
};

}  // namespace

std::vector<std::uint32_t> in_order(const PlacementProblem& problem,
                                    std::span<const std::uint32_t> chosen) {
  PlacementProblem part;
  for (std::uint32_t k = 0; k < problem.classes(); ++k) part.add_class(0);
  for (std::uint32_t r = 0; r < problem.rows(); ++r)
    part.add_row(problem.class_of(r), problem.need(r));
  for (const std::uint32_t c : chosen) part.add_column(problem.price(c), problem.rows_of(c));
  part.freeze();
  std::vector<std::uint32_t> out;
  std::vector<bool> taken(chosen.size(), false);
  for (const PlacementStep& step : greedy_placement(part, 0, true).steps) {
    out.push_back(chosen[step.column]);
    taken[step.column] = true;
  }
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (!taken[i]) out.push_back(chosen[i]);
  return out;
}

PlacementField placement_field(const CameraPlan& plan, bool night,
                               const PlacementProgress& progress) {
  return FieldMaker(plan, plan.placement->sample_m, night, progress).make();
}

PlacementField placement_parts(const CameraPlan& plan, double cell_m) {
  return FieldMaker(plan, cell_m, false, {}).make_parts();
}

CameraPlacement place_cameras(const Placement& wanted, const PlacementField& field,
                              const PlacementOptions& options,
                              std::span<const std::uint64_t> more_rows) {
  CameraPlacement out;
  PlacementOptions o = options;
  o.budget = wanted.budget;
  PlacementProblem problem = field.problem;
  for (std::uint32_t k = 0; k < more_rows.size(); ++k)
    problem.set_may_miss(k, problem.may_miss(k) - std::min(problem.may_miss(k), more_rows[k]));
  out.answer = place(std::move(problem), o);
  std::vector<std::uint32_t> chosen = out.answer.chosen;
  const auto cells = [&](std::size_t k) { return static_cast<double>(field.parts[k].cells); };
  if (wanted.with_failures) {
    // Of what stays and of assets nothing is expected to fail here: they are asked for as they are.
    std::vector<double> at_least;
    for (std::size_t k = 0; k < field.parts.size(); ++k)
      at_least.push_back(field.parts[k].share * cells(k) -
                         static_cast<double>(field.parts[k].kept) +
                         (more_rows.empty() ? 0 : static_cast<double>(more_rows[k])));
    // From the search's choice and from nothing; the cheaper (with a budget: that sees more). From
    // nothing no first camera of an asset that needs two is worth anything, so that it may fall
    // short.
    const auto more =
        greedy_expected(field.problem, field.failures, chosen, at_least, wanted.budget);
    const auto anew = greedy_expected(field.problem, field.failures, {}, at_least, wanted.budget);
    const auto sum = [&](const std::vector<std::uint32_t>& of) {
      const auto rows = expected_rows(field.problem, field.failures, of);
      return std::accumulate(rows.begin(), rows.end(), 0.0);
    };
    const auto falls_short = [&](const std::vector<std::uint32_t>& of) {
      const auto rows = expected_rows(field.problem, field.failures, of);
      for (std::size_t k = 0; k < rows.size(); ++k)
        if (rows[k] < at_least[k] - 1e-9) return true;
      return false;
    };
    const bool first =
        wanted.budget > 0
            ? sum(more) >= sum(anew)
            : falls_short(anew) || field.problem.price_of(more) <= field.problem.price_of(anew);
    chosen = first ? more : anew;
    std::sort(chosen.begin(), chosen.end());
    out.answer.chosen = chosen;
    out.answer.price = field.problem.price_of(chosen);
    out.answer.missed = field.problem.missed(chosen);
    out.answer.proven = false;
    if (wanted.budget == 0 && out.answer.price > 0)  // the bound for what is seen holds here too
      out.answer.gap = (static_cast<double>(out.answer.price) - out.answer.bound) /
                       static_cast<double>(out.answer.price);
  }
  out.chosen = in_order(field.problem, chosen);
  const auto expected = expected_rows(field.problem, field.failures, chosen);
  const auto missed = field.problem.missed(chosen);
  out.met = true;
  for (std::size_t k = 0; k < field.parts.size(); ++k) {
    const PlacementPart& part = field.parts[k];
    const double seen = cells(k) - static_cast<double>(part.out_of_reach + missed[k]);
    out.share.push_back(part.cells ? seen / cells(k) : 1);
    out.expected_share.push_back(
        part.cells ? (expected[k] + static_cast<double>(part.kept)) / cells(k) : 1);
    const double have = wanted.with_failures && !part.asset ? out.expected_share[k] : out.share[k];
    out.met = out.met && have >= part.share - 1e-9;
  }
  return out;
}

}  // namespace vedette
