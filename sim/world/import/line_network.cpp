// SPDX-License-Identifier: Apache-2.0
#include "world/import/line_network.hpp"

#include <utility>

#include "base/ids.hpp"
#include "space/strong_parts.hpp"

namespace vedette {

LineNetwork cut_at_junctions(const RoadLines& lines) {
  // Two uses make a junction: an end counts as two.
  std::vector<std::uint8_t> uses(lines.points.size(), 0);
  const auto use = [&](std::uint32_t point, int times) {
    uses[point] = static_cast<std::uint8_t>(uses[point] + times > 2 ? 2 : uses[point] + times);
  };
  for (const RoadLines::Line& line : lines.lines) {
    for (const std::uint32_t point : line.through) use(point, 1);
    use(line.through.front(), 2);
    use(line.through.back(), 2);
  }
  LineNetwork out;
  std::vector<std::uint32_t> junction(lines.points.size(), 0);
  for (std::size_t i = 0; i < lines.points.size(); ++i) {
    if (uses[i] < 2) continue;
    junction[i] = static_cast<std::uint32_t>(out.junctions.size());
    out.junctions.push_back(lines.points[i]);
  }
  for (const RoadLines::Line& line : lines.lines) {
    LineNetwork::Road road{junction[line.through.front()],    0,      0, line.speed_kmh,
                           line.way != RoadLines::Way::kBoth, line.id};
    for (std::size_t i = 1; i < line.through.size(); ++i) {
      const std::uint32_t point = line.through[i];
      road.length_m += distance_m(lines.points[line.through[i - 1]].at, lines.points[point].at);
      if (uses[point] < 2) continue;
      road.to = junction[point];
      out.length_m += road.length_m;
      out.roads.push_back(road);
      if (line.way == RoadLines::Way::kBackward)
        std::swap(out.roads.back().from, out.roads.back().to);
      road.from = junction[point];
      road.length_m = 0;
    }
  }
  return out;
}

std::size_t LineNetwork::strong_junctions() const {
  RoadGraphBuilder builder;
  for (std::size_t i = 0; i < junctions.size(); ++i) builder.add_node(0, 0);
  for (const Road& road : roads) {
    builder.add_arc(NodeId(road.from), NodeId(road.to), 1, 1);
    if (!road.oneway) builder.add_arc(NodeId(road.to), NodeId(road.from), 1, 1);
  }
  return largest_strong_part(builder.build()).kept.size();
}

}  // namespace vedette
