// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "cover/cell_borders.hpp"
#include "cover/cell_polygons.hpp"
#include "space/cell_spans.hpp"

namespace vedette {

/// How many cameras see each cell at each level of density, kept up to date while cameras are
/// moved, fail and are repaired: whole numbers are added and subtracted along the cameras' rows of
/// cells, so that any order of changes ends in the same map, and one change costs no more than the
/// cells of that camera.
///
///   CoverageMap map(grid, {watched, yard, …}, levels);
///   map.set_camera(i, spans);          // by level, from camera_spans(); also when it is moved
///   map.set_working(i, false);         // fails; true: repaired
///   map.area_m2(level, 1);             // seen by at least one
///   map.blind(level);                  // polygons of what none sees
class CoverageMap {
 public:
  /// k-coverage is counted up to so many cameras.
  static constexpr std::size_t kMostCounted = 4;

  /// `regions[0]` is what is to be watched: figures without a region and blind spots are about it.
  /// Regions may overlap. Spans ascend by row and column.
  CoverageMap(const CellGrid& grid, std::vector<std::vector<CellSpan>> regions, std::size_t levels,
              std::size_t cameras);

  /// What a camera sees at each level; replaces what it saw before. A new camera works.
  void set_camera(std::size_t camera, std::vector<std::vector<CellSpan>> by_level);
  void set_working(std::size_t camera, bool working);
  bool working(std::size_t camera) const { return cameras_[camera].working; }

  const CellGrid& grid() const { return grid_; }
  std::size_t levels() const { return counts_.size(); }
  std::size_t regions() const { return regions_.size(); }
  std::size_t cameras() const { return cameras_.size(); }
  double region_m2(std::size_t region = 0) const;
  /// Area of the region that at least k working cameras see at the level, 1 <= k <= kMostCounted.
  double area_m2(std::size_t level, std::size_t k = 1, std::size_t region = 0) const;
  /// Area of region 0 that this camera alone sees: what is lost when it fails.
  double lost_m2(std::size_t camera, std::size_t level) const;
  /// How many working cameras see the cell.
  std::uint16_t count(std::size_t level, std::int32_t row, std::int32_t column) const {
    return counts_[level][static_cast<std::size_t>(row) * static_cast<std::size_t>(grid_.columns) +
                          static_cast<std::size_t>(column)];
  }
  std::span<const CellSpan> spans(std::size_t camera, std::size_t level) const;

  /// What no working camera sees of region 0, as polygons of whole cells. Only the surroundings of
  /// cells that changed are traced again.
  std::vector<CellPolygon> blind(std::size_t level);

  /// What some working camera sees of region 0, the same way.
  std::vector<CellPolygon> covered(std::size_t level) const;

 private:
  struct Region {
    std::vector<CellSpan> spans;
    std::vector<std::uint32_t> begin;  // of each row
    std::int64_t cells = 0;
  };
  struct CameraSpans {
    std::vector<std::vector<CellSpan>> by_level;
    bool working = true;
  };
  using Histogram = std::array<std::int64_t, kMostCounted>;  // cells that at least k+1 see

  void change(const CameraSpans& camera, int by);
  template <class Visit>
  void each_part(const Region& region, const CellSpan& span, const Visit& visit) const;

  CellGrid grid_;
  std::vector<Region> regions_;
  std::vector<std::vector<std::uint16_t>> counts_;  // by level, row by row
  std::vector<std::vector<Histogram>> seen_;        // by level, by region
  std::vector<CameraSpans> cameras_;
  static constexpr CellRun kNothing{INT32_MAX, 0};
  struct Blind {
    CellBorders borders{0, 0};
    std::vector<CellRun> stale;  // of each row: cells to be looked at again
  };
  std::vector<Blind> blind_;            // by level
  std::vector<std::uint64_t> watched_;  // region 0, 64 cells a word
};

}  // namespace vedette
