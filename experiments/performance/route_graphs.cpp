// SPDX-License-Identifier: Apache-2.0
#include "performance/route_graphs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <numbers>
#include <random>
#include <sstream>

namespace vedette {

namespace {

std::string data(const std::string& file) {
  const char* folder = std::getenv("VEDETTE_DATA");
  return (folder ? std::string(folder) : "../shared/data") + "/" + file;
}

// The cells under the named columns, from the line whose first cell is `first` on.
std::vector<std::vector<std::string>> cells(const std::string& file, const std::string& first,
                                            const std::vector<std::string>& columns) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream in(data(file));
  std::vector<std::size_t> index;
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> row;
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, ',');) {
      while (!cell.empty() && cell.back() == '\r') cell.pop_back();
      row.push_back(cell);
    }
    if (!index.empty()) {
      std::vector<std::string> wanted;
      for (const std::size_t i : index) wanted.push_back(i < row.size() ? row[i] : "");
      if (std::find(wanted.begin(), wanted.end(), "") == wanted.end())
        rows.push_back(std::move(wanted));
    } else if (!row.empty() && row[0] == first) {
      for (const std::string& column : columns)
        for (std::size_t i = 0; i < row.size(); ++i)
          if (row[i] == column) index.push_back(i);
      if (index.size() != columns.size()) return {};
    }
  }
  return rows;
}

NodeId node_of(const std::string& number) {
  return NodeId(static_cast<std::size_t>(std::stod(number)) - 1);
}

}  // namespace

std::optional<RouteGraph> police_platforms() {
  const std::string folder = "police-platforms/";
  RoadGraphBuilder b;
  std::vector<std::pair<double, double>> at;
  for (const auto& row : cells(folder + "nodes.csv", "node", {"x_mm", "y_mm"})) {
    at.emplace_back(std::stod(row[0]) * 100, std::stod(row[1]) * 100);
    b.add_node(at.back().first, at.back().second);
  }
  if (at.empty()) return std::nullopt;
  for (const auto& row : cells(folder + "roads.csv", "from", {"from", "to"})) {
    const NodeId from = node_of(row[0]), to = node_of(row[1]);
    const double length = std::hypot(at[from.index()].first - at[to.index()].first,
                                     at[from.index()].second - at[to.index()].second);
    b.add_arc(from, to, length * 3.6 / 60, length);
    b.add_arc(to, from, length * 3.6 / 60, length);
  }
  RouteGraph out{"police-platforms", std::make_shared<const RoadGraph>(b.build()), {}};
  for (const auto& row : cells(folder + "platforms.csv", "platform", {"node"}))
    out.places.push_back(node_of(row[0]));
  return out;
}

std::optional<RouteGraph> jemss_city(const std::string& name) {
  const std::string folder = "roads/" + name + "/";
  const auto nodes = cells(folder + "nodes.csv", "index", {"x", "y"});
  if (nodes.empty()) return std::nullopt;
  const double lon = std::stod(nodes[0][0]), lat = std::stod(nodes[0][1]);
  const double metres = 6371008.8 * std::numbers::pi / 180;  // a degree of latitude
  const double squeeze = std::cos(lat * std::numbers::pi / 180);
  const auto x = [&](const std::string& t) { return (std::stod(t) - lon) * metres * squeeze; };
  const auto y = [&](const std::string& t) { return (std::stod(t) - lat) * metres; };
  RoadGraphBuilder b;
  for (const auto& row : nodes) b.add_node(x(row[0]), y(row[1]));
  for (const auto& row : cells(folder + "arcs.csv", "index", {"fromNode", "toNode", "mode_2"}))
    b.add_arc(node_of(row[0]), node_of(row[1]), std::stod(row[2]) * 86400, 0);
  RouteGraph out{name, std::make_shared<const RoadGraph>(b.build()), {}};
  if (name == "manhattan")
    for (const auto& row :
         cells("incidents/nypd_manhattan_precincts.csv", "precinct", {"lon", "lat"}))
      out.places.push_back(out.graph->nearest_node(x(row[0]), y(row[1])));
  return out;
}

RouteGraph grid_city(std::size_t side) {
  std::mt19937_64 random(side);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  RoadGraphBuilder b;
  for (std::size_t i = 0; i < side * side; ++i)
    b.add_node(100.0 * static_cast<double>(i % side), 100.0 * static_cast<double>(i / side));
  const auto block = [&](std::size_t from, std::size_t to, std::size_t street) {
    if (below(10) == 0) return;
    const double length = 80 + static_cast<double>(below(40000)) / 1000;
    const double seconds = length * 3.6 / (street % 8 == 0 ? 60 : 30);
    const bool one_way = below(5) == 0;
    b.add_arc(NodeId(from), NodeId(to), seconds, length);
    if (!one_way) b.add_arc(NodeId(to), NodeId(from), seconds, length);
  };
  for (std::size_t i = 0; i < side * side; ++i) {
    if (i % side + 1 < side) block(i, i + 1, i / side);
    if (i / side + 1 < side) block(i, i + side, i % side);
  }
  return {fmt::format("grid-{}", side * side), std::make_shared<const RoadGraph>(b.build()), {}};
}

}  // namespace vedette
