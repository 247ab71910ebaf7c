// SPDX-License-Identifier: Apache-2.0
#include "world/import/geojson_file.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "world/document/json_reader.hpp"
#include "world/import/osm_file.hpp"

namespace vedette {

namespace {

// Positions take three values each: room for some millions of them.
constexpr std::size_t kMostValues = 30'000'000;

class GeoJsonReader {
 public:
  GeoJsonReader(const GeoJsonOrder& order, Diagnostics& diagnostics)
      : order_(order), diagnostics_(diagnostics) {}

  GeoJsonRoads read(const Located& root) {
    const auto features = root.find("features");
    if (!features || !features->value().is_array()) {
      diagnostics_.error(root.place(), "this is no GeoJSON FeatureCollection: no list 'features'");
      return std::move(out_);
    }
    for (std::size_t i = 0; i < features->size(); ++i) feature(features->at(i));
    if (out_.lines.lines.empty() && !diagnostics_.has_errors())
      diagnostics_.error(features->place(), "there is no line in this file");
    return std::move(out_);
  }

 private:
  void feature(const Located& at) {
    const auto number = static_cast<std::int64_t>(++out_.features);
    const auto geometry = at.find("geometry");
    const auto type = geometry ? geometry->find("type") : std::nullopt;
    const auto coordinates = geometry ? geometry->find("coordinates") : std::nullopt;
    const bool single = type && type->value() == "LineString";
    if (!coordinates || !(single || (type && type->value() == "MultiLineString"))) {
      out_.not_lines.push_back(number);
      return;
    }
    RoadLines::Line line{number, {}, speed(at), way(at)};
    if (single) {
      add_line(line, *coordinates);
    } else {
      for (std::size_t i = 0; i < coordinates->size(); ++i) add_line(line, coordinates->at(i));
    }
  }

  void add_line(RoadLines::Line line, const Located& positions) {
    for (std::size_t i = 0; i < positions.size(); ++i)
      if (const auto p = point(positions.at(i))) line.through.push_back(*p);
    if (positions.size() < 2)
      diagnostics_.error(positions.place(), "a line needs two positions or more");
    else if (line.through.size() >= 2)
      out_.lines.lines.push_back(std::move(line));
  }

  std::optional<std::uint32_t> point(const Located& at) {
    const Json& value = at.value();
    if (!value.is_array() || value.size() < 2 || !value[0].is_number() || !value[1].is_number()) {
      diagnostics_.error(at.place(), "a position is [longitude, latitude]");
      return std::nullopt;
    }
    LonLat p{value[0].get<double>(), value[1].get<double>()};
    if (!(std::abs(p.lon) <= 180 && std::abs(p.lat) <= 85)) {
      diagnostics_.error(
          at.place(), fmt::format("[{}, {}] is no longitude and latitude of a city", p.lon, p.lat),
          "GeoJSON is in degrees: longitude in [-180, 180], latitude in [-85, 85]");
      return std::nullopt;
    }
    const std::pair key{std::llround(p.lon * 1e7), std::llround(p.lat * 1e7)};
    const auto [it, fresh] = known_.emplace(key, out_.lines.points.size());
    if (fresh) {
      p = {static_cast<double>(key.first) / 1e7, static_cast<double>(key.second) / 1e7};
      out_.lines.points.push_back({static_cast<std::int64_t>(out_.lines.points.size() + 1),
                                   order_.gcj02 ? wgs84_of_gcj02(p) : p});
    }
    return it->second;
  }

  static std::optional<Located> property(const Located& feature, const std::string& name) {
    const auto all = feature.find("properties");
    const auto found = all && !name.empty() ? all->find(name) : std::nullopt;
    return found && !found->value().is_null() ? found : std::nullopt;
  }
  static std::string text(const std::optional<Located>& at) {
    return at && at->value().is_string() ? at->value().get<std::string>() : std::string();
  }

  std::optional<double> speed(const Located& at) {
    if (const auto given = property(at, order_.speed)) {
      const bool number = given->value().is_number();
      const auto kmh = number
                           ? std::optional(given->value().get<double>() * order_.speed_kmh_per_unit)
                           : maxspeed_kmh(text(given));
      if (kmh && *kmh >= 0.001 && *kmh <= 300) return kmh;
      diagnostics_.error(given->place(),
                         fmt::format("{} is no speed in (0, 300] km/h", describe(given->value())),
                         "a number, \"50\" or \"30 mph\"; null where it is not known");
      return std::nullopt;
    }
    const auto usual = order_.speeds_kmh.find(text(property(at, order_.highway)));
    return usual == order_.speeds_kmh.end() ? std::nullopt : std::optional(usual->second);
  }

  RoadLines::Way way(const Located& at) {
    const auto given = property(at, order_.oneway);
    std::string word = text(given);
    if (given && given->value().is_boolean()) word = given->value().get<bool>() ? "yes" : "no";
    if (given && given->value().is_number()) word = number_text(given->value());
    const auto way = oneway_of(word, text(property(at, order_.highway)), "");
    if (!way)
      diagnostics_.error(
          given->place(),
          fmt::format("{} does not say whether the road is one-way", describe(given->value())),
          "1, true or yes; -1 against its direction; 0, false, no or null");
    return way.value_or(RoadLines::Way::kBoth);
  }

  const GeoJsonOrder& order_;
  Diagnostics& diagnostics_;
  GeoJsonRoads out_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::uint32_t> known_;
};

}  // namespace

GeoJsonRoads read_geojson(std::string_view text, const std::string& name, const GeoJsonOrder& order,
                          Diagnostics& diagnostics) {
  ReadBudget budget{kMostValues};
  try {
    const Tree tree = read_json(text, 0, name, budget, diagnostics);
    const PositionTable table{{name}, {}};
    return GeoJsonReader(order, diagnostics).read(Located(tree.value, tree.places, table));
  } catch (const InputError& e) {
    diagnostics.error(e.diagnostic.place, e.diagnostic.message, e.diagnostic.hint);
    return {};
  }
}

}  // namespace vedette
