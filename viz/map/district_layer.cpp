// SPDX-License-Identifier: Apache-2.0
// Districts: each cell in the colour of the district that most of its places belong to; without
// cells the places themselves.
#include <algorithm>
#include <array>
#include <map>

#include "viz/map/labels.hpp"

namespace vedette::view {

namespace {

Colour colour_of_district(std::uint32_t district) {
  static constexpr std::array kColours{
      okabe::kOrange,    okabe::kSky,    okabe::kGreen, okabe::kYellow, okabe::kBlue,
      okabe::kVermilion, okabe::kPurple, rgb(0x9C6ADE), rgb(0x8FBF3F),  rgb(0xB0815A)};
  return kColours[district % kColours.size()];
}

std::vector<std::uint32_t> district_of_cells(const RecordedGeometry& g) {
  std::vector<std::map<std::uint32_t, int>> count(g.cells.size());
  for (const auto& a : g.areas)
    if (a.cell < count.size() && a.district != kNoIndex) ++count[a.cell][a.district];
  std::vector<std::uint32_t> out(g.cells.size(), kNoIndex);
  for (std::size_t c = 0; c < count.size(); ++c) {
    int most = 0;
    for (const auto& [district, n] : count[c])
      if (n > most) most = n, out[c] = district;
  }
  return out;
}

}  // namespace

void draw_districts(const MapArea& m) {
  const auto& g = m.doc.scene.geometry;
  if (g.cells.empty()) {
    for (const auto& a : g.areas)
      if (a.district != kNoIndex && a.node < g.city.nodes.size())
        m.d->AddCircleFilled(
            m.screen(g.city.nodes[a.node].at), m.ui.px(4),
            m.shade(LayerId::kDistricts, faded(colour_of_district(a.district), 0.6)), 10);
    return;
  }
  std::vector<Colour> colours;
  for (const std::uint32_t district : district_of_cells(g))
    colours.push_back(district == kNoIndex
                          ? 0
                          : m.shade(LayerId::kDistricts, faded(colour_of_district(district), 0.3)));
  fill_cells(m, colours);
}

void name_districts(const MapArea& m, Labels& labels) {
  const Scene& scene = m.doc.scene;
  const auto& g = scene.geometry;
  struct Middle {
    double x = 0, y = 0;
    int n = 0;
  };
  std::map<std::uint32_t, Middle> middle;
  for (const auto& a : g.areas) {
    if (a.district == kNoIndex || a.node >= g.city.nodes.size()) continue;
    Middle& to = middle[a.district];
    to.x += static_cast<double>(g.city.nodes[a.node].at.x) / 1000;
    to.y += static_cast<double>(g.city.nodes[a.node].at.y) / 1000;
    ++to.n;
  }
  std::uint32_t district = 0;
  for (const RecordedEntity& e : scene.entities) {
    if (e.kind != EntityKind::kDistrict) continue;
    if (const auto at = middle.find(district++); at != middle.end())
      labels.put_middle(m.screen(at->second.x / at->second.n, at->second.y / at->second.n), e.name,
                        m.shade(LayerId::kDistricts, m.ui.colours.text));
  }
}

}  // namespace vedette::view
