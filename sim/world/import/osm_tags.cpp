// SPDX-License-Identifier: Apache-2.0
// What the tags of OpenStreetMap mean (its wiki: Key:highway, Key:maxspeed, Key:oneway).
#include <charconv>
#include <cmath>

#include "world/import/osm_file.hpp"

namespace vedette {

const std::vector<std::string>& usual_drivable_highways() {
  static const std::vector<std::string> all{
      "motorway",      "trunk",       "primary",       "secondary",      "tertiary",
      "motorway_link", "trunk_link",  "primary_link",  "secondary_link", "tertiary_link",
      "unclassified",  "residential", "living_street", "service"};
  return all;
}

bool is_osm_name(std::string_view name) {
  for (const std::string_view end : {".pbf", ".osm", ".osm.xml", ".osm.gz"})
    if (name.ends_with(end)) return true;
  return false;
}

std::optional<double> maxspeed_kmh(std::string_view tag) {
  if (tag == "walk") return 5;
  double value = 0;
  const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), value);
  if (error != std::errc() || !(value > 0) || !(value <= 300)) return std::nullopt;
  std::string_view unit = tag.substr(static_cast<std::size_t>(end - tag.data()));
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  if (unit.empty() || unit == "km/h" || unit == "kmh" || unit == "kph") return value;
  // Five decimals: 55 mph is 88.51392, without the noise of the product.
  if (unit == "mph")
    value = std::round(value * 160934.4) / 1e5;
  else if (unit == "knots")
    value *= 1.852;
  else
    return std::nullopt;
  return value <= 300 ? std::optional(value) : std::nullopt;
}

std::optional<RoadLines::Way> oneway_of(std::string_view oneway, std::string_view highway,
                                        std::string_view junction) {
  using Way = RoadLines::Way;
  if (oneway.empty()) {
    const bool usual = highway == "motorway" || highway == "motorway_link" ||
                       junction == "roundabout" || junction == "circular";
    return usual ? Way::kForward : Way::kBoth;
  }
  if (oneway == "yes" || oneway == "true" || oneway == "1") return Way::kForward;
  if (oneway == "-1" || oneway == "reverse") return Way::kBackward;
  if (oneway == "no" || oneway == "false" || oneway == "0") return Way::kBoth;
  return std::nullopt;
}

}  // namespace vedette
