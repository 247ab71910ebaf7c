// SPDX-License-Identifier: Apache-2.0
#include "world/compile/drawn_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "space/geo_frame.hpp"
#include "world/compile/cell_shapes.hpp"
#include "world/compile/extent.hpp"
#include "world/import/layout_source.hpp"

namespace vedette {

namespace {

constexpr const char* kNoPolygon =
    "a cell is a feature whose geometry is a Polygon or MultiPolygon";
constexpr const char* kNames[] = {"id", "cell", "name"};  // properties, the first that is there

using Corners = std::vector<std::pair<double, double>>;

class CellReader {
 public:
  CellReader(CompileContext& c, const Located& rule)
      : c_(c), file_(*rule.find("file")), coordinates_(rule.find("coordinates")) {
    if (const auto layer = rule.find("layer")) layer_ = c.text(layer);
    if (const auto level = rule.find("level")) level_ = level->value().get<int>();
    if (!coordinates_) return;
    const auto& origin = c.world().city.geo_origin;
    if (origin)
      frame_.emplace(LonLat{(*origin)[0], (*origin)[1]});
    else
      c.error(coordinates_->key_place(), "degrees need a city with a geo_origin",
              "city.geo_origin: [longitude, latitude] of the junctions' [0, 0]");
  }

  std::vector<DrawnCell> read() {
    if (coordinates_ && !frame_) return {};
    const std::string path = c_.text(file_);
    const auto dot = path.rfind('.');
    const std::string end = dot == std::string::npos ? "" : path.substr(dot);
    if (end == ".gpkg" || end == ".shp")
      read_drawing();
    else
      read_geojson();
    tell_degrees();
    return std::move(cells_);
  }

 private:
  void read_geojson() {
    const Document* const document = c_.json(file_);
    if (!document) return;
    const Located root = document->located();
    const auto features = root.find("features");
    if (!features || !features->value().is_array()) {
      c_.error(root.place(), "no GeoJSON FeatureCollection: there is no list 'features'");
      return;
    }
    for (std::size_t i = 0; i < features->size(); ++i) {
      const Located feature = features->at(i);
      const auto properties = feature.find("properties");
      if (level_) {
        const auto level = properties ? properties->find("level") : std::nullopt;
        if (!level || level->value() != *level_) continue;
      }
      std::optional<Located> id;
      for (const char* name : kNames)
        if (!id && properties) id = properties->find(name);
      if (!id) id = feature.find("id");
      auto parts = geojson_parts(feature);
      add(id ? c_.text(id) : fmt::format("cell-{}", i + 1), std::move(parts),
          id ? id->place() : feature.place());
    }
  }

  std::vector<Rings> geojson_parts(const Located& feature) {
    const auto geometry = feature.find("geometry");
    const auto type = geometry ? geometry->find("type") : std::nullopt;
    const auto inside = geometry ? geometry->find("coordinates") : std::nullopt;
    std::vector<Located> polygons;
    if (type && inside && inside->value().is_array() && type->value() == "Polygon")
      polygons.push_back(*inside);
    else if (type && inside && inside->value().is_array() && type->value() == "MultiPolygon")
      for (std::size_t i = 0; i < inside->size(); ++i) polygons.push_back(inside->at(i));
    std::vector<Rings> out;
    for (const Located& polygon : polygons) {
      if (!polygon.value().is_array() || polygon.size() == 0) return no_polygon(feature.place());
      Rings rings;
      for (std::size_t r = 0; r < polygon.size(); ++r) {
        if (!polygon.value()[r].is_array()) return no_polygon(feature.place());
        auto ring = geojson_ring(polygon.at(r), r > 0);
        if (!ring) return {};
        rings.push_back(std::move(*ring));
      }
      out.push_back(std::move(rings));
    }
    return out.empty() ? no_polygon(feature.place()) : out;
  }

  std::vector<Rings> no_polygon(const Place& place) {
    c_.error(place, kNoPolygon);
    return {};
  }

  std::optional<Polygon> geojson_ring(const Located& ring, bool hole) {
    Polygon out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Located at = ring.at(i);
      const Json& v = at.value();
      if (!v.is_array() || v.size() < 2 || !v[0].is_number() || !v[1].is_number()) {
        c_.error(at.place(), "a corner is [x, y]");
        return std::nullopt;
      }
      const auto p = on_plane(v[0].get<double>(), v[1].get<double>(), at.place(), "");
      if (!p) return std::nullopt;
      out.push_back(*p);
    }
    return checked(std::move(out), hole, "", [&](std::size_t i) {
      return i < ring.size() ? ring.at(i).place() : ring.place();
    });
  }

  // A GeoPackage or a Shapefile.
  void read_drawing() {
    const std::string path = c_.data_file(file_);
    if (path.empty()) return;
    std::size_t number = 0;
    try {
      std::set<std::string> layers;
      each_drawn_feature(path, [&](const DrawnFeature& feature) { layers.insert(feature.layer); });
      if (!right_layer(layers)) return;
      each_drawn_feature(path, [&](const DrawnFeature& feature) {
        ++number;
        if (!layer_.empty() && feature.layer != layer_) return;
        if (level_ && feature.field("level") != std::to_string(*level_)) return;
        std::string name = fmt::format("cell-{}", number);
        for (const char* key : kNames)
          if (const auto text = feature.field(key)) {
            name = *text;
            break;
          }
        auto parts = drawn_parts(feature);
        add(std::move(name), std::move(parts), file_.place());
      });
    } catch (const std::runtime_error& e) {
      c_.error(file_.place(), fmt::format("'{}' {}", path, e.what()));
    }
  }

  bool right_layer(const std::set<std::string>& layers) {
    const std::string all = fmt::format("{}", fmt::join(layers, ", "));
    if (layer_.empty() ? layers.size() <= 1 : layers.contains(layer_)) return true;
    if (layer_.empty())
      c_.error(file_.place(), "this file has several layers", "layer: one of " + all);
    else
      c_.error(file_.place(), fmt::format("there is no layer '{}'", layer_), "layers: " + all);
    return false;
  }

  std::vector<Rings> drawn_parts(const DrawnFeature& feature) {
    const std::string who = fmt::format("feature {}: ", feature.id);
    std::vector<Rings> out;
    for (const DrawnFeature::Part& part : feature.parts) {
      if (part.kind != DrawnFeature::Part::Kind::kRing || (part.hole && out.empty())) {
        c_.error(file_.place(), who + kNoPolygon);
        return {};
      }
      Polygon ring;
      for (const auto& [x, y] : part.points) {
        const auto p = on_plane(x, y, file_.place(), who);
        if (!p) return {};
        ring.push_back(*p);
      }
      const auto whole =
          checked(std::move(ring), part.hole, who, [&](std::size_t) { return file_.place(); });
      if (!whole) return {};
      if (!part.hole) out.emplace_back();
      out.back().push_back(*whole);
    }
    if (out.empty()) c_.error(file_.place(), who + kNoPolygon);
    return out;
  }

  std::optional<PointMm> on_plane(double x, double y, const Place& place, const std::string& who) {
    box_.widen(x, y);
    if (frame_) {
      LonLat at{x, y};
      if (std::fabs(x) <= 180 && std::fabs(y) <= 90 && frame_->holds(at)) {
        if (c_.text(coordinates_) == "gcj02") at = wgs84_of_gcj02(at);
        return frame_->to_plane(at);
      }
      c_.error(place, fmt::format("{}[{}, {}] is not near the city's geo_origin", who,
                                  number_text(x), number_text(y)));
      return std::nullopt;
    }
    if (std::fabs(x) <= kMaxMetres && std::fabs(y) <= kMaxMetres) return millimetres(x, y);
    c_.error(place, who + "a corner more than 1,000 km away");
    return std::nullopt;
  }

  template <class PlaceOf>
  std::optional<Polygon> checked(Polygon ring, bool hole, const std::string& who, PlaceOf place) {
    if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    if (const auto crossing = self_crossing(ring)) {
      c_.error(place(crossing->second),
               fmt::format(
                   "{}the border of this cell crosses itself: from corner {} with from corner {}",
                   who, crossing->second + 1, crossing->first + 1),
               "the corners in order around the cell");
      return std::nullopt;
    }
    if (ring.size() < 3 || twice_area_mm2(ring) == 0) {
      c_.error(place(ring.max_size()), who + "a cell needs three corners that are not in one line");
      return std::nullopt;
    }
    if ((twice_area_mm2(ring) < 0) != hole) std::reverse(ring.begin(), ring.end());
    return ring;
  }

  void add(std::string name, std::vector<Rings> parts, const Place& place) {
    if (!names_.insert(name).second)
      c_.error(place, fmt::format("cell '{}' is there twice", name));
    else if (!parts.empty())
      cells_.push_back({std::move(name), std::move(parts)});
  }

  // Degrees taken for metres lie within a few metres of one place.
  void tell_degrees() {
    if (frame_ || cells_.empty()) return;
    const RoadGraph& roads = *c_.world().city.roads;
    double least = 1e300, most = -1e300;
    for (std::size_t i = 0; i < roads.node_count(); ++i) {
      least = std::min(least, roads.node(NodeId(i)).x_m + roads.node(NodeId(i)).y_m);
      most = std::max(most, roads.node(NodeId(i)).x_m + roads.node(NodeId(i)).y_m);
    }
    if (most - least < 2000 || !box_.like_degrees()) return;
    c_.error(
        file_.place(),
        fmt::format("all corners lie within [{}, {}] and [{}, {}] m: these look like longitude "
                    "and latitude, not metres",
                    number_text(box_.west), number_text(box_.south), number_text(box_.east),
                    number_text(box_.north)),
        "coordinates: wgs84 (or gcj02) beside the file; the city needs a geo_origin");
  }

  CompileContext& c_;
  Located file_;
  std::optional<Located> coordinates_;
  std::optional<GeoFrame> frame_;
  std::string layer_;
  std::optional<int> level_;
  std::set<std::string> names_;
  std::vector<DrawnCell> cells_;
  Extent box_;  // of all corners, as they are written
};

}  // namespace

std::vector<DrawnCell> drawn_cells(CompileContext& context, const Located& rule) {
  return CellReader(context, rule).read();
}

}  // namespace vedette
