// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "world/compile/context.hpp"
#include "world/layout.hpp"

namespace vedette {

/// What the parts of a site's compilation share while its layout grows.
class LayoutBuilder {
 public:
  LayoutBuilder(CompileContext& context, Located site);

  CompileContext& c;
  const Located site;
  std::shared_ptr<Layout> layout = std::make_shared<Layout>();

  /// A place where somebody stands, by its name: a point, a post or an asset.
  struct Stand {
    std::string name;
    PointMm at;
    std::uint32_t plane = 0;
    Place place;
  };
  std::vector<Stand> stands;
  int errors_before_stands = 0;  ///< with more, nobody asks who can walk where

  /// The plane that `building` and `floor` of something name; what is wrong is told, and the ground
  /// is taken.
  std::uint32_t plane_of(const Located& body);
  std::uint32_t plane(std::uint32_t building, int floor) const;
  std::vector<PointMm> points(const Located& list);
  /// Adds the straight pieces of a line or ring to a plane.
  void add_line(std::uint32_t plane, const std::vector<PointMm>& corners, bool ring,
                Barrier barrier, double height_m);
};

/// Calls visit(id, body) for each entry of `at`.<collection>, in the scenario's order.
template <class Visit>
void each_of(const Located& at, std::string_view collection, const Visit& visit) {
  const auto list = at.find(collection);
  for (std::size_t i = 0; list && i < list->size(); ++i) visit(list->key(i), list->at(i));
}

/// A ring that crosses or touches itself, or has no area, is an error at the corner where it does;
/// `what` begins the sentence.
void check_ring(CompileContext& c, const std::string& what, const Located& list,
                const Polygon& corners);

EntityId add_entity_at(CompileContext& c, EntityKind kind, const std::string& name, PointMm p);

/// Walls, fences, buildings, rooms, areas, points, posts, assets; Site::sight, fences, buildings.
void compile_layout(LayoutBuilder& b);
/// Site::doors and their ways, badges excepted; before the walk graph.
void compile_doors(LayoutBuilder& b);
/// Site::walk and walking, drawn or derived; fills the nodes of doors and assets.
void compile_walk(LayoutBuilder& b);
/// After the guards.
void compile_badges(LayoutBuilder& b);

/// A direction in the plane, of length 1.
struct Direction {
  double x = 0, y = 0;
};
inline constexpr double kDoorReachMm = 300;  ///< a door belongs to walls so near to it
/// Which way one goes through a door: across the nearest wall, or as it says itself; none: it
/// stands in no wall.
std::optional<Direction> door_axis(const Layout& layout, const DoorWay& way, PointMm at,
                                   const Located& door);
PointMm moved(PointMm p, Direction d, double mm);

/// Where people walk, derived from walls, doors and stairs. False when something was wrong.
bool derive_walk(LayoutBuilder& b, double speed_mps);
/// The vehicles' graph, if the site has one.
void derive_drive(LayoutBuilder& b);

}  // namespace vedette
