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

/// What cameras see of one plane: the ground outside of buildings, or a floor of one of them.
struct WatchedPlane {
  std::string building;  ///< "" outside
  int level = 1;         ///< the storey that it lies on
  CameraPlan plan;       ///< without cameras: those of the design are looked at one by one
  CoverageFrame frame;   ///< its only region: all of the plane
  std::optional<CoverageMap> map;
  std::unique_ptr<CameraSpanMaker> maker;
  /// The plane that a camera must hang on to see something here, and inside what on the ground.
  std::uint32_t floor = 0;
  Polygon border;
  std::vector<std::uint32_t> place;  ///< in the map, by camera of the design; kNoIndex: none
};

/// The sight of a site's cameras, by the code that `vedette cover` uses (space/sight_plan,
/// cover/site_coverage): walls hide up to their height, glass hides nothing from a camera.
class SiteSight {
 public:
  explicit SiteSight(const Scene& scene);
  ~SiteSight();

  /// Empty where the floor's walls cannot be told apart (a damaged recording).
  FieldFan field(const RecordedGeometry::Camera& camera) const;

  /// Which spots nobody's camera sees at all, on the ground and on the floors that `vedette cover`
  /// tells of; kept up to date camera by camera. Touring cameras, which watch a place part of the
  /// time, are left out, as there.
  void watch(const Design& design);
  bool watched() const { return !planes_.empty() && planes_[0]->map.has_value(); }
  const CoverageMap& map() const { return *planes_[0]->map; }
  const CoverageFrame& frame() const { return planes_[0]->frame; }
  /// The ground outside of buildings first, then floor by floor.
  const std::vector<std::unique_ptr<WatchedPlane>>& planes() const { return planes_; }
  /// Of the ground outside of buildings; of all that lies on a storey, none where nothing does.
  double seen_share() const;
  std::optional<double> seen_share(int level) const;

 private:
  CameraPose pose_of(const RecordedGeometry::Camera& camera) const;
  void add_ground();
  void add_floors();
  void start(WatchedPlane& plane, const Design& design);

  const Scene& scene_;
  std::vector<std::shared_ptr<const SightPlan>> by_floor_;  // null: none
  std::vector<std::unique_ptr<WatchedPlane>> planes_;
  bool started_ = false;
  double inside_ = 0;  ///< cells of floors
  std::vector<RecordedGeometry::Camera> shown_;  // as the maps have them
};

}  // namespace vedette::view
