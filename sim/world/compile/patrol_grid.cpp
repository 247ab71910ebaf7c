// SPDX-License-Identifier: Apache-2.0
#include "world/compile/patrol_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "space/point_regions.hpp"
#include "world/compile/bisection.hpp"
#include "world/compile/grid_file.hpp"

namespace vedette {

namespace {

// Where the junctions are, and the rectangle around them.
struct Extent {
  std::vector<PointMm> places;
  PointMm low{kMaxMm, kMaxMm}, high{-kMaxMm, -kMaxMm};
};

Extent extent_of(const RoadGraph& roads) {
  Extent out;
  for (std::size_t i = 0; i < roads.node_count(); ++i) {
    const PointMm p = millimetres(roads.node(NodeId(i)).x_m, roads.node(NodeId(i)).y_m);
    out.places.push_back(p);
    out.low = {std::min(out.low.x, p.x), std::min(out.low.y, p.y)};
    out.high = {std::max(out.high.x, p.x), std::max(out.high.y, p.y)};
  }
  return out;
}

Polygon rectangle(PointMm low, PointMm high) {
  return {low, {high.x, low.y}, high, {low.x, high.y}};
}

std::vector<GridCell> squares(const Extent& all, std::int64_t columns, std::int64_t rows) {
  const std::int64_t wide = std::max<std::int64_t>(1, all.high.x - all.low.x + 1);
  const std::int64_t tall = std::max<std::int64_t>(1, all.high.y - all.low.y + 1);
  const auto edge = [](std::int64_t from, std::int64_t span, std::int64_t i, std::int64_t n) {
    return from + span * i / n;
  };
  std::vector<std::vector<NodeId>> inside(static_cast<std::size_t>(columns * rows));
  for (std::size_t i = 0; i < all.places.size(); ++i) {
    const std::int64_t column = (all.places[i].x - all.low.x) * columns / wide;
    const std::int64_t row = (all.places[i].y - all.low.y) * rows / tall;
    inside[static_cast<std::size_t>(row * columns + column)].push_back(NodeId(i));
  }
  std::vector<GridCell> out;
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t column = 0; column < columns; ++column) {
      auto& nodes = inside[static_cast<std::size_t>(row * columns + column)];
      if (nodes.empty()) continue;
      out.push_back(
          {fmt::format("R{:02}C{:02}", row + 1, column + 1),
           rectangle(
               {edge(all.low.x, wide, column, columns), edge(all.low.y, tall, row, rows)},
               {edge(all.low.x, wide, column + 1, columns), edge(all.low.y, tall, row + 1, rows)}),
           std::move(nodes)});
    }
  }
  return out;
}

// Cells of one shape by the number of their row and column.
using ByPlace = std::map<std::pair<std::int64_t, std::int64_t>, std::vector<NodeId>>;

std::vector<GridCell> squares_of_side(const Extent& all, std::int64_t side) {
  ByPlace inside;
  for (std::size_t i = 0; i < all.places.size(); ++i)
    inside[{(all.places[i].y - all.low.y) / side, (all.places[i].x - all.low.x) / side}].push_back(
        NodeId(i));
  std::vector<GridCell> out;
  for (auto& [at, nodes] : inside) {
    const PointMm low{all.low.x + at.second * side, all.low.y + at.first * side};
    out.push_back({fmt::format("R{:02}C{:02}", at.first + 1, at.second + 1),
                   rectangle(low, {low.x + side, low.y + side}), std::move(nodes)});
  }
  return out;
}

// Hexagons with a corner up, `width` between two sides; axial coordinates, rounded to the nearest
// centre (Patel, "Hexagonal Grids").
std::vector<GridCell> hexagons(const Extent& all, double width_mm) {
  const double size = width_mm / std::sqrt(3.0);  // centre to corner
  ByPlace inside;
  for (std::size_t i = 0; i < all.places.size(); ++i) {
    const double x = static_cast<double>(all.places[i].x - all.low.x),
                 y = static_cast<double>(all.places[i].y - all.low.y);
    const double q = x / width_mm - y / (3 * size), r = 2 * y / (3 * size);
    double rq = std::round(q), rr = std::round(r);
    const double rs = std::round(-q - r);
    const double dq = std::fabs(rq - q), dr = std::fabs(rr - r), ds = std::fabs(rs + q + r);
    if (dq > dr && dq > ds)
      rq = -rr - rs;
    else if (dr > ds)
      rr = -rq - rs;
    inside[{static_cast<std::int64_t>(rr), static_cast<std::int64_t>(rq)}].push_back(NodeId(i));
  }
  std::vector<GridCell> out;
  for (auto& [at, nodes] : inside) {
    // Corners by whole steps of half a width and half a size, so that neighbours share them.
    const std::int64_t column = 2 * at.second + at.first, row = 3 * at.first;
    Polygon corners;
    for (const auto& [dx, dy] : {std::pair(0, -2), {1, -1}, {1, 1}, {0, 2}, {-1, 1}, {-1, -1}})
      corners.push_back({std::llround(static_cast<double>(all.low.x) +
                                      width_mm / 2 * static_cast<double>(column + dx)),
                         std::llround(static_cast<double>(all.low.y) +
                                      size / 2 * static_cast<double>(row + dy))});
    out.push_back(
        {fmt::format("Q{}R{}", at.second, at.first), std::move(corners), std::move(nodes)});
  }
  return out;
}

std::vector<double> calls_at(const City& city) {
  std::vector<double> out;
  for (const DemandArea& area : city.areas) out.push_back(area.calls_per_day);
  return out;
}

std::vector<GridCell> balanced(const City& city, const Extent& all, std::size_t parts,
                               std::string_view prefix) {
  std::vector<GridCell> out;
  for (BalancedPart& part : bisect(all.places, calls_at(city), parts)) {
    std::vector<NodeId> nodes;
    for (const std::uint32_t i : part.points) nodes.push_back(NodeId(i));
    out.push_back({fmt::format("{}{:04}", prefix, out.size() + 1), rectangle(part.low, part.high),
                   std::move(nodes)});
  }
  return out;
}

// Cells of stations go so far beyond the outermost junctions.
constexpr std::int64_t kAroundOuter_mm = 50'000;

std::vector<GridCell> around_stations(CompileContext& c, const Extent& all) {
  const City& city = c.world().city;
  std::vector<std::vector<NodeId>> nodes(city.stations.size());
  const std::size_t junctions = city.roads->node_count();
  std::vector<std::size_t> best(junctions, 0);
  std::vector<Duration> least(junctions, kUnreachable);
  for (std::size_t s = 0; s < city.stations.size(); ++s) {
    const std::vector<Duration> times = city.travel->times_from(city.stations[s].node);
    for (std::size_t i = 0; i < junctions; ++i) {
      if (times[i] >= least[i]) continue;
      least[i] = times[i];
      best[i] = s;
    }
  }
  for (std::size_t i = 0; i < junctions; ++i) nodes[best[i]].push_back(NodeId(i));
  std::vector<GridCell> out;
  const std::vector<std::uint32_t> region(best.begin(), best.end());
  auto shapes = point_regions(all.places, region, nodes.size(), kAroundOuter_mm);
  for (std::size_t s = 0; s < nodes.size(); ++s) {
    if (nodes[s].empty()) continue;
    out.push_back({c.world().entities[city.stations[s].entity.index()].name,
                   bridged(std::move(shapes[s])), std::move(nodes[s])});
  }
  return out;
}

Cell enter(CompileContext& c, GridCell& cell) {
  const PointMm centre = centroid(cell.corners);
  return {c.add_entity(EntityKind::kCell, cell.name, static_cast<double>(centre.x) / 1000,
                       static_cast<double>(centre.y) / 1000),
          std::move(cell.corners), std::move(cell.nodes), kNoIndex};
}

// Only the busiest junctions of a cell are its patrol points; they keep their order.
void limit_points(const City& city, std::vector<NodeId>& nodes, std::size_t most) {
  if (nodes.size() <= most) return;
  std::vector<NodeId> order = nodes;
  std::stable_sort(order.begin(), order.end(), [&](NodeId a, NodeId b) {
    return city.areas[a.index()].calls_per_day > city.areas[b.index()].calls_per_day;
  });
  order.resize(most);
  std::sort(order.begin(), order.end());
  nodes = std::move(order);
}

std::vector<GridCell> by_district(const City& city) {
  std::vector<std::vector<NodeId>> nodes(city.districts.size());
  for (const DemandArea& area : city.areas)
    if (area.district != kNoIndex) nodes[area.district].push_back(area.node);
  std::vector<GridCell> out;
  for (std::size_t d = 0; d < nodes.size(); ++d) {
    if (nodes[d].empty()) continue;
    std::vector<PointMm> points;
    for (const NodeId node : nodes[d])
      points.push_back(millimetres(city.roads->node(node).x_m, city.roads->node(node).y_m));
    out.push_back({city.districts[d].name, convex_hull(std::move(points)), std::move(nodes[d])});
  }
  return out;
}

// The coarser levels. A cell belongs to the part in which most of its junctions lie.
void make_levels(CompileContext& c, const Located& levels, const Extent& all) {
  City& city = c.world().city;
  std::vector<std::vector<NodeId>> below;  // the junctions of each part one level down
  for (std::size_t i = 0; i < city.cells.size(); ++i) below.emplace_back();
  for (const DemandArea& area : city.areas)
    if (area.cell != kNoIndex) below[area.cell].push_back(area.node);
  for (std::size_t l = 0; l < levels.size(); ++l) {
    const Located at = levels.at(l);
    const auto parts = at.find("balanced"), districts = at.find("districts"),
               file = at.find("file");
    const bool whole_districts = districts && districts->value().get<bool>();
    const std::string name = c.text(at.find("name"));
    if (parts.has_value() + whole_districts + file.has_value() != 1) {
      c.error(at.place(), "a level is made by one rule: balanced, districts: true, or file");
      continue;
    }
    std::vector<GridCell> made;
    if (file)
      made = cells_of_file(c, at, all.places);
    else if (parts)
      made = balanced(city, all, parts->value().get<std::size_t>(), name + "-");
    else
      made = by_district(city);
    if (made.empty() && whole_districts) c.error(at.place(), "no junction names its district");
    std::vector<std::uint32_t> part_of(city.roads->node_count(), kNoIndex);
    GridLevel level{name, {}};
    for (GridCell& part : made) {
      for (const NodeId node : part.nodes)
        part_of[node.index()] = static_cast<std::uint32_t>(level.cells.size());
      if (c.find_entity(EntityKind::kCell, part.name).valid()) {
        c.error(at.place(), fmt::format("there is a cell '{}' already", part.name));
        return;
      }
      level.cells.push_back(enter(c, part));
    }
    auto& finer = l == 0 ? city.cells : city.coarser.back().cells;
    for (std::size_t i = 0; i < finer.size(); ++i) {
      std::map<std::uint32_t, std::size_t> votes;
      for (const NodeId node : below[i])
        if (part_of[node.index()] != kNoIndex) ++votes[part_of[node.index()]];
      std::size_t most = 0;
      for (const auto& [part, count] : votes)
        if (count > most) {
          most = count;
          finer[i].parent = part;
        }
    }
    below.clear();
    for (const Cell& cell : level.cells) below.push_back(cell.nodes);
    city.coarser.push_back(std::move(level));
  }
}

}  // namespace

std::vector<std::vector<std::uint32_t>> balanced_parts(CompileContext& c, std::size_t parts) {
  const City& city = c.world().city;
  std::vector<PointMm> centres;
  std::vector<double> calls(city.cells.size(), 0.0);
  for (const Cell& cell : city.cells) centres.push_back(centroid(cell.corners));
  for (const DemandArea& area : city.areas)
    if (area.cell != kNoIndex) calls[area.cell] += area.calls_per_day;
  std::vector<std::vector<std::uint32_t>> out;
  for (BalancedPart& part : bisect(centres, calls, parts)) out.push_back(std::move(part.points));
  return out;
}

void make_patrol_grid(CompileContext& c, const Located& city) {
  const auto cells = city.find("cells");
  if (!cells) return;
  const auto around = cells->find("around_stations");
  const auto columns = cells->find("columns"), rows = cells->find("rows");
  const auto square = cells->find("square_m"), hexagon = cells->find("hexagon_m"),
             parts = cells->find("balanced"), file = cells->find("file");
  const bool by_station = around && around->value().get<bool>();
  const int rules = (columns || rows) + by_station + square.has_value() + hexagon.has_value() +
                    parts.has_value() + file.has_value();
  if (rules != 1 || columns.has_value() != rows.has_value()) {
    c.error(cells->key_place(),
            "cells are made by one rule: columns and rows, square_m, hexagon_m, "
            "around_stations: true, balanced, or file");
    return;
  }
  City& out = c.world().city;
  const Extent all = extent_of(*out.roads);
  std::vector<GridCell> made;
  if (columns)
    made = squares(all, columns->value().get<std::int64_t>(), rows->value().get<std::int64_t>());
  else if (square)
    made = squares_of_side(all, std::llround(square->value().get<double>() * 1000));
  else if (hexagon)
    made = hexagons(all, hexagon->value().get<double>() * 1000);
  else if (parts)
    made = balanced(out, all, parts->value().get<std::size_t>(), "C");
  else if (file)
    made = cells_of_file(c, *cells, all.places);
  else if (!out.stations.empty())
    made = around_stations(c, all);
  else if (!c.stations_faulty)
    c.error(around->place(), "there is no station to make cells around");
  const auto most = static_cast<std::size_t>(c.number(cells->find("points"), 1e9));
  for (GridCell& cell : made) {
    for (const NodeId node : cell.nodes)
      out.areas[node.index()].cell = static_cast<std::uint32_t>(out.cells.size());
    limit_points(out, cell.nodes, most);
    out.cells.push_back(enter(c, cell));
  }
  if (const auto levels = cells->find("levels")) make_levels(c, *levels, all);
}

}  // namespace vedette
