// SPDX-License-Identifier: Apache-2.0
#include "world/compile/patrol_grid.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vedette {

namespace {

void add_cell(CompileContext& c, std::string name, Polygon corners, std::vector<NodeId> nodes) {
  City& city = c.world().city;
  const PointMm centre = centroid(corners);
  const auto index = static_cast<std::uint32_t>(city.cells.size());
  for (const NodeId node : nodes) city.areas[node.index()].cell = index;
  city.cells.push_back({c.add_entity(EntityKind::kCell, name, static_cast<double>(centre.x) / 1000,
                                     static_cast<double>(centre.y) / 1000),
                        std::move(corners), std::move(nodes)});
}

void squares(CompileContext& c, std::int64_t columns, std::int64_t rows) {
  const RoadGraph& roads = *c.world().city.roads;
  PointMm low{kMaxMm, kMaxMm}, high{-kMaxMm, -kMaxMm};
  std::vector<PointMm> places;
  for (std::size_t i = 0; i < roads.node_count(); ++i) {
    const PointMm p = millimetres(roads.node(NodeId(i)).x_m, roads.node(NodeId(i)).y_m);
    places.push_back(p);
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  const std::int64_t wide = std::max<std::int64_t>(1, high.x - low.x + 1);
  const std::int64_t tall = std::max<std::int64_t>(1, high.y - low.y + 1);
  const auto edge = [](std::int64_t from, std::int64_t span, std::int64_t i, std::int64_t n) {
    return from + span * i / n;
  };
  std::vector<std::vector<NodeId>> inside(static_cast<std::size_t>(columns * rows));
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::int64_t column = (places[i].x - low.x) * columns / wide;
    const std::int64_t row = (places[i].y - low.y) * rows / tall;
    inside[static_cast<std::size_t>(row * columns + column)].push_back(NodeId(i));
  }
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t column = 0; column < columns; ++column) {
      auto& nodes = inside[static_cast<std::size_t>(row * columns + column)];
      if (nodes.empty()) continue;
      const std::int64_t x0 = edge(low.x, wide, column, columns),
                         x1 = edge(low.x, wide, column + 1, columns),
                         y0 = edge(low.y, tall, row, rows), y1 = edge(low.y, tall, row + 1, rows);
      add_cell(c, fmt::format("R{:02}C{:02}", row + 1, column + 1),
               {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, std::move(nodes));
    }
  }
}

void around_stations(CompileContext& c) {
  const City& city = c.world().city;
  std::vector<std::vector<NodeId>> nodes(city.stations.size());
  for (std::size_t i = 0; i < city.roads->node_count(); ++i) {
    std::size_t best = 0;
    for (std::size_t s = 1; s < city.stations.size(); ++s)
      if (city.travel->time(city.stations[s].node, NodeId(i)) <
          city.travel->time(city.stations[best].node, NodeId(i)))
        best = s;
    nodes[best].push_back(NodeId(i));
  }
  for (std::size_t s = 0; s < nodes.size(); ++s) {
    if (nodes[s].empty()) continue;
    std::vector<PointMm> points;
    for (const NodeId node : nodes[s])
      points.push_back(millimetres(city.roads->node(node).x_m, city.roads->node(node).y_m));
    const std::string name = c.world().entities[city.stations[s].entity.index()].name;
    add_cell(c, name, convex_hull(std::move(points)), std::move(nodes[s]));
  }
}

}  // namespace

void make_patrol_grid(CompileContext& c, const Located& city) {
  const auto cells = city.find("cells");
  if (!cells) return;
  const auto around = cells->find("around_stations");
  const auto columns = cells->find("columns"), rows = cells->find("rows");
  const bool by_station = around && around->value().get<bool>();
  if (by_station == (columns.has_value() || rows.has_value()) ||
      (!by_station && (!columns || !rows))) {
    c.error(cells->key_place(), "cells need either columns and rows, or around_stations: true");
    return;
  }
  if (!by_station) {
    squares(c, columns->value().get<std::int64_t>(), rows->value().get<std::int64_t>());
  } else if (c.world().city.stations.empty()) {
    if (!c.stations_faulty) c.error(around->place(), "there is no station to make cells around");
  } else {
    around_stations(c);
  }
}

}  // namespace vedette
