// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "space/camera_reach.hpp"
#include "space/polygon.hpp"
#include "space/sight_plan.hpp"

namespace vedette {

enum class CameraKind : std::uint8_t { kFixed, kDome, kPtz, kThermal, kDeployable };

std::string_view camera_kind_name(CameraKind kind);  ///< "fixed", "dome", …

/// Where a touring camera looks, and for how long in each tour.
struct CameraPreset {
  double azimuth_deg = 0;
  std::optional<double> tilt_deg;
  double dwell_s = 0;
};

/// A camera as it hangs; beside its entry in Site::cameras (same index).
struct CameraPose {
  std::string name, type;
  CameraKind kind = CameraKind::kFixed;
  PointMm at;
  std::uint32_t plane = 0;  ///< of the layout: 0 the ground, else a floor of a building
  double azimuth_deg = 0;   ///< clockwise from north (+y)
  CameraLens lens;
  double pixels_up = 0;
  std::vector<CameraPreset> presets;  ///< two or more: it tours
  double move_s = 0;                  ///< from a preset to the next, seeing nothing
  double min_lux = 0;                 ///< light that it needs; kNoLimit: more than there is
  double infrared_m = 0;              ///< how far its own lamp serves it in the dark
  double unavailability = 0;          ///< MTTR / (MTBF + MTTR)
  bool thermal() const { return kind == CameraKind::kThermal; }
  bool tours() const { return presets.size() > 1; }
};

/// Cameras that fail together from one cause (a switch, a recorder, a supply).
struct CameraGroup {
  std::string name;
  std::vector<std::uint32_t> cameras;
  double unavailability = 0;  ///< of the cause itself
};

struct NamedDensity {
  std::string name;
  double px_per_m = 0;
};

struct NamedPolygons {
  std::string name;
  std::vector<std::vector<Offset>> parts;  ///< metres; may overlap
};

struct NamedSpot {
  std::string name;
  PointMm at;
};

/// One floor of a building, to be watched by the cameras that hang there.
struct CameraFloor {
  std::string building;
  int floor = 1;
  std::uint32_t plane = 0;
  std::shared_ptr<const SightPlan> sight;
  std::vector<Offset> corners;  ///< the building's
  std::vector<NamedPolygons> areas;
  std::vector<NamedSpot> assets;
};

struct Placement;

/// What camera coverage is computed from: one plane of the site, with the cameras of all.
/// Coordinates in metres of the site moved by its anchor, as everything of a Site.
struct CameraPlan {
  std::shared_ptr<const SightPlan> sight;
  std::uint32_t plane = 0;  ///< cameras of others see nothing here
  std::vector<CameraPose> cameras;
  std::vector<CameraGroup> groups;
  std::string profile;               ///< name of the density profile
  std::vector<NamedDensity> levels;  ///< ascending
  std::uint32_t level = 0;           ///< the one that blind spots are about
  double needed_px_per_m = 0;        ///< for judging an alarm; 0: the range alone counts
  double cell_m = 0.25;
  double person_m = 1.8;
  double night_lux = 0;         ///< at night, everywhere
  double usual_lux = kNoLimit;  ///< that a camera needs whose type does not say
  std::vector<Offset> watched;  ///< what is to be watched; empty: the box of the site
  std::vector<Offset> outline;  ///< corners of walls, fences and zones: the box of the site
  std::vector<std::vector<Offset>> buildings;  ///< not to be watched (their inside)
  std::vector<NamedPolygons> areas;
  std::vector<NamedSpot> assets;
  std::vector<CameraFloor> floors;  ///< with walls or cameras inside, building by building
  std::shared_ptr<const Placement> placement;  ///< world/placement.hpp; null: nothing to be placed
};

/// Whether it hangs on that floor; where the floor is on the ground, inside the building.
bool hangs_on(const CameraPose& camera, const CameraFloor& floor);
/// The plan of one of its floors: `cameras` keep their places, those that hang elsewhere see
/// nothing.
CameraPlan on_floor(const CameraPlan& plan, const CameraFloor& floor);

/// What the camera sees looking one way, by day or night; the ring's `far` is the view's range.
Eye eye_of(const CameraPose& camera, const CameraPreset* preset = nullptr);
/// The ring in which it sees a whole person at a density.
GroundRing ring_of(const CameraPlan& plan, const CameraPose& camera, const CameraPreset* preset,
                   double px_per_m, bool night);

}  // namespace vedette
