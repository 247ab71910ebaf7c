// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cover/circles.hpp"
#include "record/recorded.hpp"
#include "record/recording_reader.hpp"
#include "space/geo_frame.hpp"
#include "space/polygon_join.hpp"
#include "world/world.hpp"

namespace vedette::gis {

/// What layers are made of, the same from a scenario and from a recording.
struct Material {
  /// A level of the patrol grid; `cell_of_area[a]`: where demand area a lies in it, or kNoIndex.
  struct Level {
    std::string name;
    std::vector<EntityId> cells;
    std::vector<std::vector<Rings>>
        shapes;  ///< of each; a coarser cell is its finest cells, joined
    std::vector<std::uint32_t> cell_of_area;
  };

  std::string start;  ///< ISO 8601: time 0
  std::optional<LonLat> origin;
  std::vector<RecordedEntity> entities;
  std::vector<std::string> districts;  ///< names
  std::vector<Duration> marks;         ///< ascending
  RecordedGeometry geometry;
  double siren_factor = 1;
  /// By siren, when divided by `siren_speed`: geometry.city's roads, or those of a scenario with
  /// its measured times. Empty without a city.
  std::shared_ptr<const RoadGraph> roads;
  double siren_speed = 1;
  std::vector<double> population;  ///< per demand area; empty: a recording does not tell
  std::vector<Level> levels;       ///< the finest first; a recording knows no other
  Circles circles;                 ///< from the stations to every junction, with siren, no turnout

  bool recorded = false;
  std::vector<Incident> incidents;  ///< an alarm has the stages of the call that it made
  std::vector<RecordedType> call_types, alarm_types;

  /// Name of an entity; "" for none.
  const std::string& name(EntityId who) const;
  /// Name of a junction, or its number where it has none.
  std::string junction(std::uint32_t node) const;
};

Material material_of(const World& world);
/// Throws InputError where the recording is damaged.
Material material_of(RecordingReader& recording);

}  // namespace vedette::gis
