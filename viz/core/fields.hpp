// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cover/site_coverage.hpp"
#include "record/recorded.hpp"
#include "viz/core/edits.hpp"

namespace vedette::view {

/// A direction from a camera, and along it the stretches of ground that it sees.
struct FieldRay {
  double x = 0, y = 0;               ///< of length 1
  std::uint32_t first = 0, end = 0;  ///< into FieldFan::seen
};

/// What a camera sees, over the ground: a fan around its place, metres.
struct FieldFan {
  double x_m = 0, y_m = 0, range_m = 0;
  double near_m = 0;        ///< nearer than this a person is not whole in the picture
  std::uint32_t floor = 0;  ///< of the recording
  /// How far each level of density reaches, ascending levels; 0: nowhere, or not known.
  std::vector<double> reach_m;
  std::vector<FieldRay> rays;              ///< anticlockwise
  std::vector<std::array<float, 2>> seen;  ///< from, to along a ray, ascending
  /// Area that is seen from `near` to `far`.
  double area_m2(double near_m, double far_m) const;
};

/// The sight of a site's cameras, by the code that `vedette cover` uses (space/sight_plan,
/// cover/site_coverage): walls hide up to their height, glass hides nothing from a camera.
class SiteSight {
 public:
  explicit SiteSight(const Scene& scene);
  ~SiteSight();

  /// Empty where the floor's walls cannot be told apart (a damaged recording).
  FieldFan field(const RecordedGeometry::Camera& camera) const;

  /// Which spots of the ground nobody's camera sees at all; kept up to date camera by camera.
  /// Touring cameras, which watch a place part of the time, are left out, as in `vedette cover`.
  void watch(const Design& design);
  bool watched() const { return map_.has_value(); }
  const CoverageMap& map() const { return *map_; }
  const CoverageFrame& frame() const { return frame_; }
  double seen_share() const;

 private:
  CameraPose pose_of(const RecordedGeometry::Camera& camera) const;

  const Scene& scene_;
  std::vector<std::shared_ptr<const SightPlan>> by_floor_;  // null: none
  CameraPlan plan_;                                         // of the ground
  CoverageFrame frame_;
  std::optional<CoverageMap> map_;
  std::unique_ptr<CameraSpanMaker> maker_;
  std::vector<RecordedGeometry::Camera> shown_;  // as the map has them
};

}  // namespace vedette::view
