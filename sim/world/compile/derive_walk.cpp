// SPDX-License-Identifier: Apache-2.0
// The walking graph of a drawn layout: free places that see one another, doors and stairs.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "space/free_space.hpp"
#include "world/compile/layout_parts.hpp"

namespace vedette {

namespace {

double metres(PointMm a, PointMm b) {
  const double dx = static_cast<double>(a.x - b.x), dy = static_cast<double>(a.y - b.y);
  return std::sqrt(dx * dx + dy * dy) / 1000;
}

// One plane's free space and the nodes in it.
struct Floor {
  std::vector<Wall> walls;
  std::optional<FreeSpace> space;
  std::vector<std::pair<NodeId, PointMm>> nodes;
};

class Deriver {
 public:
  Deriver(LayoutBuilder& b, double radius_m, double speed_mps, bool vehicles)
      : b_(b),
        layout_(*b.layout),
        radius_mm_(std::llround(radius_m * 1000)),
        speed_mps_(speed_mps),
        vehicles_(vehicles) {}

  bool build() {
    const int errors_before = b_.c.diagnostics().errors();
    floors_.resize(vehicles_ ? 1 : layout_.planes.size());
    way_through_.resize(layout_.doors.size());
    for (std::size_t i = 0; i < floors_.size(); ++i)
      for (const Partition& p : layout_.planes[i].partitions)
        floors_[i].walls.push_back({p.a, p.b});
    find_doors();
    for (Floor& floor : floors_) floor.space.emplace(floor.walls, radius_mm_);
    for (const LayoutBuilder::Stand& stand : b_.stands) place(stand);
    sides_.assign(layout_.doors.size(), {});
    for (std::uint32_t i = 0; i < layout_.doors.size(); ++i) add_sides(i);
    if (!vehicles_) add_stairs();
    for (std::uint32_t p = 0; p < floors_.size(); ++p)
      for (const PointMm corner : floors_[p].space->corners()) add_node(p, corner, "");
    if (b_.c.diagnostics().errors() > errors_before) return false;
    join_nodes();
    join_doors();
    join_stairs();
    return true;
  }
  std::shared_ptr<const RoadGraph> graph() { return std::make_shared<RoadGraph>(builder_.build()); }
  std::vector<std::uint32_t> plane_of_node, door_of_arc;
  const std::vector<std::array<NodeId, 2>>& sides() const { return sides_; }

 private:
  struct Flight {
    NodeId from, to;
    double seconds, height_m;
  };

  bool passable(const DoorWay& way) const {
    return way.plane < floors_.size() && (!vehicles_ || way.vehicles);
  }
  Located door(std::uint32_t i) const { return b_.site.find("doors")->at(i); }
  std::string door_name(std::uint32_t i) const { return b_.site.find("doors")->key(i); }

  NodeId add_node(std::uint32_t plane, PointMm at, const std::string& name) {
    const NodeId id =
        builder_.add_node(static_cast<double>(at.x) / 1000, static_cast<double>(at.y) / 1000, name);
    floors_[plane].nodes.push_back({id, at});
    plane_of_node.push_back(plane);
    return id;
  }

  void place(const LayoutBuilder::Stand& stand) {
    if (stand.plane >= floors_.size()) return;
    const bool free = floors_[stand.plane].space->stands(stand.at);
    if (free)
      add_node(stand.plane, stand.at, stand.name);
    else if (!vehicles_)
      b_.c.error(stand.place,
                 fmt::format("'{}' stands in a wall or within {} m of one", stand.name,
                             number_text(static_cast<double>(radius_mm_) / 1000)),
                 "move it away from the wall");
  }

  // Every door closes what it stands in; those of gaps fill them.
  void find_doors() {
    const auto& doors = b_.c.world().site.doors;
    for (std::uint32_t i = 0; i < layout_.doors.size(); ++i) {
      const DoorWay& way = layout_.doors[i];
      if (way.plane >= floors_.size()) continue;
      way_through_[i] = door_axis(layout_, way, doors[i].at, door(i));
      if (!way_through_[i]) {
        if (!vehicles_)
          b_.c.error(door(i).find("at")->place(),
                     fmt::format("door '{}' stands in no wall", door_name(i)),
                     "move it onto one, or say with azimuth_deg which way one goes through it");
        continue;
      }
      if (door(i).find("azimuth_deg"))
        floors_[way.plane].walls.push_back({way.leaf[0], way.leaf[1]});
    }
  }

  // The nearest free place on each side, straight in front of the door.
  void add_sides(std::uint32_t i) {
    const DoorWay& way = layout_.doors[i];
    if (!passable(way) || !way_through_[i]) return;
    const PointMm at = b_.c.world().site.doors[i].at;
    const FreeSpace& space = *floors_[way.plane].space;
    const double most = kDoorReachMm + 1.1 * static_cast<double>(radius_mm_) + 60;
    for (const int k : {0, 1}) {
      const double sign = k == 0 ? -1 : 1;
      std::optional<PointMm> found;
      for (double mm = static_cast<double>(radius_mm_); !found && mm <= most; mm += 10)
        if (const PointMm p = moved(at, *way_through_[i], sign * mm); space.stands(p)) found = p;
      if (found)
        sides_[i][static_cast<std::size_t>(k)] =
            add_node(way.plane, *found, fmt::format("{}.{}", door_name(i), k == 0 ? 'a' : 'b'));
      else if (!vehicles_)
        b_.c.error(
            door(i).find("at")->place(),
            fmt::format("nobody can stand before door '{}' on one of its sides", door_name(i)),
            "another wall is too near");
    }
  }

  void add_stairs() {
    each_of(b_.site, "stairs", [&](const std::string& id, const Located& body) {
      const PointMm at = b_.c.point(*body.find("at"));
      const std::string building = body.find("building")->value().get<std::string>();
      const auto& all = b_.c.world().site.buildings;
      std::uint32_t index = 0;
      while (all[index].name != building) ++index;
      std::vector<std::pair<int, std::uint32_t>> levels;  // floor, plane
      if (const auto floors = body.find("floors")) {
        for (std::size_t i = 0; i < floors->size(); ++i) {
          const int floor = floors->at(i).value().get<int>();
          const std::uint32_t plane = b_.plane(index, floor);
          if (plane == kNowhere)
            b_.c.error(floors->at(i).place(),
                       fmt::format("building '{}' has no floor {}", building, floor));
          else
            levels.push_back({floor, plane});
        }
      } else {
        levels.push_back({1, 0});
        for (std::uint32_t p = 1; p < layout_.planes.size(); ++p)
          if (layout_.planes[p].building == index) levels.push_back({layout_.planes[p].floor, p});
        if (levels.size() < 2)
          b_.c.error(
              body.place(),
              fmt::format("stairs '{}' lead nowhere: building '{}' has one floor", id, building));
      }
      std::sort(levels.begin(), levels.end());
      Stairs stairs{id, at, {}};
      for (const auto& [floor, plane] : levels) stairs.planes.push_back(plane);
      layout_.stairs.push_back(std::move(stairs));
      const double each_s = b_.c.number(body.find("seconds_per_floor"), 0);
      NodeId below;
      int floor_below = 0;
      for (const auto& [floor, plane] : levels) {
        if (!floors_[plane].space->stands(at)) {
          b_.c.error(body.find("at")->place(),
                     fmt::format("stairs '{}' stand in a wall on floor {}", id, floor));
          continue;
        }
        const NodeId here = add_node(plane, at, fmt::format("{}.{}", id, floor));
        if (below.valid()) {
          const double height = std::fabs(layout_.planes[plane].base_m - height_below_);
          flights_.push_back({below, here, each_s * (floor - floor_below), height});
        }
        below = here;
        floor_below = floor;
        height_below_ = layout_.planes[plane].base_m;
      }
    });
  }

  void add_arcs(NodeId a, NodeId b, double time_s, double length_m, std::uint32_t door) {
    builder_.add_arc(a, b, time_s, length_m);
    builder_.add_arc(b, a, time_s, length_m);
    door_of_arc.insert(door_of_arc.end(), 2, door);
  }

  void join_nodes() {
    for (const Floor& floor : floors_)
      for (std::size_t i = 0; i < floor.nodes.size(); ++i)
        for (std::size_t k = i + 1; k < floor.nodes.size(); ++k) {
          const auto& [a, pa] = floor.nodes[i];
          const auto& [b, pb] = floor.nodes[k];
          if (!floor.space->straight(pa, pb)) continue;
          const double length = metres(pa, pb);
          add_arcs(a, b, length / speed_mps_, length, kNowhere);
        }
  }

  void join_doors() {
    for (std::uint32_t i = 0; i < sides_.size(); ++i) {
      const auto [a, b] = sides_[i];
      if (!a.valid() || !b.valid()) continue;
      DoorWay& way = layout_.doors[i];
      const double length = side_length(i);
      if (vehicles_) {
        way.drive_side[0] = a;
        way.drive_side[1] = b;
      } else {
        way.side[0] = a;
        way.side[1] = b;
        way.across = seconds(length / speed_mps_);
      }
      double time_s = length / speed_mps_;
      if (!way.controlled) {
        time_s += b_.c.number(door(i).find("delay_s"), 0);
      } else {
        time_s += way.open_s.mean();
        if (way.lock == Lock::kBadge) time_s += way.read_s.mean();
        if (way.lock == Lock::kKey) time_s += way.key_s.mean();
      }
      add_arcs(a, b, time_s, length, i);
    }
  }
  double side_length(std::uint32_t i) const {
    PointMm p[2];
    for (const auto& [node, at] : floors_[layout_.doors[i].plane].nodes)
      for (const std::size_t k : {0u, 1u})
        if (node == sides_[i][k]) p[k] = at;
    return metres(p[0], p[1]);
  }

  void join_stairs() {
    for (const Flight& f : flights_) add_arcs(f.from, f.to, f.seconds, f.height_m, kNowhere);
  }

  LayoutBuilder& b_;
  Layout& layout_;
  std::int64_t radius_mm_;
  double speed_mps_;
  bool vehicles_;
  std::vector<Floor> floors_;
  std::vector<std::optional<Direction>> way_through_;
  std::vector<std::array<NodeId, 2>> sides_;
  std::vector<Flight> flights_;
  double height_below_ = 0;
  RoadGraphBuilder builder_;
};

constexpr double kWalkerRadiusM = 0.25;

}  // namespace

bool derive_walk(LayoutBuilder& b, double speed_mps) {
  const double radius = b.c.number(b.site.find("walk")->find("radius_m"), kWalkerRadiusM);
  Deriver deriver(b, radius, speed_mps, false);
  if (!deriver.build()) return false;
  b.layout->derived = true;
  b.layout->plane_of_node = std::move(deriver.plane_of_node);
  b.layout->door_of_arc = std::move(deriver.door_of_arc);
  Site& out = b.c.world().site;
  out.walk = deriver.graph();
  for (Asset& asset : b.layout->assets)
    asset.node = *out.walk->find(b.c.world().entities[asset.entity.index()].name);
  return true;
}

void derive_drive(LayoutBuilder& b) {
  const auto drive = b.site.find("drive");
  if (!drive) return;
  Deriver deriver(b, b.c.number(drive->find("radius_m"), 1),
                  b.c.number(drive->find("speed_kmh"), 10) / 3.6, true);
  if (!deriver.build()) return;
  b.layout->drive = deriver.graph();
  b.layout->door_of_drive_arc = std::move(deriver.door_of_arc);
  std::vector<NodeId> named;
  for (std::size_t i = 0; i < b.layout->drive->node_count(); ++i)
    if (!b.layout->drive->node(NodeId(i)).name.empty()) named.push_back(NodeId(i));
  if (!named.empty()) b.layout->driving = std::make_shared<TravelTable>(b.layout->drive, named);
}

}  // namespace vedette
