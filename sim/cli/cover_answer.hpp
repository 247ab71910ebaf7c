// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cover/site_coverage.hpp"
#include "world/world.hpp"

namespace vedette::cli {

struct CoverQuestion {
  bool night = false;
  std::vector<bool> without;             ///< by camera: failed
  std::vector<double> exposed_s{5, 20};  ///< of touring cameras' figures
  double needed_s = 2;
};

/// Share of a perimeter zone's line that is seen, by level of the map.
struct ZoneCoverage {
  std::string name;
  double length_m = 0;
  std::vector<double> share;
};

struct AssetCoverage {
  std::string name;
  std::size_t level = 0;             ///< levels reached: 0 none, 1 seen, 2 … the profile's
  std::vector<std::string> cameras;  ///< that see it at all
};

struct LostWithCamera {
  std::uint32_t camera;
  double area_m2;
};

struct TouringCoverage {
  std::uint32_t camera;
  double tour_s = 0;
  struct Preset {
    double azimuth_deg, dwell_s, share;
    std::vector<double> p_seen;  ///< for each exposed_s
    double area_m2;              ///< at the level of the plan
  };
  std::vector<Preset> presets;
};

/// Everything that `vedette cover` tells, of the ground or of one floor.
struct CoverAnswer {
  std::string building;  ///< empty: the ground, without the inside of buildings
  int floor = 1;
  CoverageFrame frame;
  std::unique_ptr<CoverageMap> map;
  std::size_t level = 0;  ///< of the map: that of blind spots and k-coverage
  std::vector<CellPolygon> blind;
  std::vector<std::vector<double>> expected_m2;  ///< by level, region
  std::vector<ZoneCoverage> zones;
  std::vector<AssetCoverage> assets;
  std::vector<LostWithCamera> matters;  ///< most first; on the ground's: of all floors
  std::vector<TouringCoverage> touring;
  std::vector<CoverAnswer> floors;  ///< on the ground's only
};

CoverAnswer cover_site(const World& world, const CoverQuestion& question);

}  // namespace vedette::cli
