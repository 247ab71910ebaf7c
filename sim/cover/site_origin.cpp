// SPDX-License-Identifier: Apache-2.0
#include "cover/site_origin.hpp"

#include <nlohmann/json.hpp>

#include "space/geo_frame.hpp"
#include "world/world.hpp"

namespace vedette {

PointMm site_origin(const World& world) {
  const auto scenario = nlohmann::json::parse(world.effective_json);
  const auto site = scenario.find("site");
  if (site == scenario.end()) return {};
  if (const auto at = site->find("anchor"); at != site->end())
    return millimetres((*at)[0].get<double>(), (*at)[1].get<double>());
  const auto at = site->find("geo_anchor");
  if (at == site->end() || !world.city.geo_origin) return {};
  const GeoFrame frame(LonLat{(*world.city.geo_origin)[0], (*world.city.geo_origin)[1]});
  const LonLat place{(*at)[0].get<double>(), (*at)[1].get<double>()};
  return frame.holds(place) ? frame.to_plane(place) : PointMm{};
}

}  // namespace vedette
