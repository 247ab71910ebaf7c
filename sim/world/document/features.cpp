// SPDX-License-Identifier: Apache-2.0
#include "world/document/features.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "space/geo_frame.hpp"

namespace vedette {

namespace {

enum class Shape { kPoint, kLine, kRing };
struct Collection {
  std::string_view name;
  Shape shape;
};
constexpr Collection kCollections[] = {
    {"walls", Shape::kLine},    {"fences", Shape::kLine},  {"buildings", Shape::kRing},
    {"rooms", Shape::kRing},    {"areas", Shape::kRing},   {"doors", Shape::kPoint},
    {"stairs", Shape::kPoint},  {"posts", Shape::kPoint},  {"assets", Shape::kPoint},
    {"cameras", Shape::kPoint}, {"points", Shape::kPoint}, {"zones", Shape::kLine},
};

const Collection* collection_named(std::string_view name) {
  for (const Collection& c : kCollections)
    if (c.name == name) return &c;
  return nullptr;
}
std::string all_collections() {
  std::vector<std::string_view> names;
  for (const Collection& c : kCollections) names.push_back(c.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

// Adds an entry at the end of a map of the new tree.
void put(Json& map, PlaceNode& places, const std::string& key, Json value, PlaceNode place) {
  map[key] = std::move(value);
  places.children.push_back(std::move(place));
}

// A copy of a value's place for something made of it.
PlaceNode bare(const PlaceNode& node) {
  PlaceNode out = node;
  out.children.clear();
  return out;
}

class Plan {
 public:
  Plan(const Tree& tree, const std::vector<std::string>& names, Diagnostics& diagnostics)
      : table_{names, tree.places}, root_(tree.value, table_.root, table_), out_(diagnostics) {}

  Tree site() {
    read_coordinates();
    Json none = Json::object();
    parts_.assign(std::size(kCollections), {none, bare(table_.root)});
    const auto features = root_.find("features");
    if (!features || !features->value().is_array())
      out_.error(root_.place(), "a FeatureCollection has a list 'features'");
    else if (known_)
      for (std::size_t i = 0; i < features->size(); ++i) feature(features->at(i));
    return assemble();
  }

 private:
  void read_coordinates() {
    const auto own = root_.find("vedette");
    const auto metres = own ? own->find("coordinates") : std::nullopt;
    const auto anchor = own ? own->find("geo_anchor") : std::nullopt;
    if (metres && metres->value() == "metres" && !anchor) {
      known_ = true;
      return;
    }
    const auto number = [](const Located& at) { return at.value().is_number(); };
    if (!anchor || metres || anchor->size() != 2 || !number(anchor->at(0)) ||
        !number(anchor->at(1))) {
      out_.error(own ? own->place() : root_.place(),
                 "the plan does not say what its coordinates are",
                 R"(add "vedette": {"coordinates": "metres"} or {"geo_anchor": [lon, lat]})");
      return;
    }
    const double lon = anchor->at(0).value().get<double>();
    const double lat = anchor->at(1).value().get<double>();
    if (std::fabs(lon) > 180 || std::fabs(lat) > 80) {
      out_.error(anchor->place(), "geo_anchor is [longitude, latitude] within 180 and 80 degrees");
      return;
    }
    frame_.emplace(LonLat{lon, lat});
    known_ = true;
  }

  // [x, y] in metres; a third coordinate is not looked at.
  bool point(const Located& at, Json& value, PlaceNode& place) {
    const bool good = at.value().is_array() && at.size() >= 2 && at.at(0).value().is_number() &&
                      at.at(1).value().is_number();
    if (!good) {
      out_.error(at.place(), fmt::format("a position is [x, y], found {}", describe(at.value())));
      return false;
    }
    double x = at.at(0).value().get<double>(), y = at.at(1).value().get<double>();
    if (frame_) {
      if (!(std::fabs(x) <= 180 && std::fabs(y) <= 90) || !frame_->holds({x, y})) {
        out_.error(at.place(), fmt::format("[{}, {}] is no longitude and latitude near the anchor",
                                           number_text(x), number_text(y)));
        return false;
      }
      const PointMm p = frame_->to_plane({x, y});
      x = static_cast<double>(p.x) / 1000;
      y = static_cast<double>(p.y) / 1000;
    }
    value = Json::array({x, y});
    place = bare(node_of(at));
    place.children = {bare(node_of(at.at(0))), bare(node_of(at.at(1)))};
    return true;
  }
  // Where a value stands, as a node of the new tree.
  PlaceNode node_of(const Located& at) const {
    const Place place = at.place();
    PlaceNode node;
    node.file = table_.root.file;
    node.line = static_cast<std::uint32_t>(place.line);
    node.column = static_cast<std::uint32_t>(place.column);
    node.key_line = node.line;
    node.key_column = node.column;
    return node;
  }
  PlaceNode node_with_children(const Located& at) const {
    PlaceNode node = node_of(at);
    for (std::size_t i = 0; i < at.size(); ++i)
      node.children.push_back(node_with_children(at.at(i)));
    return node;
  }

  bool line(const Located& list, bool ring, Json& value, PlaceNode& place) {
    if (!list.value().is_array()) {
      out_.error(list.place(),
                 fmt::format("coordinates must be a list, found {}", describe(list.value())));
      return false;
    }
    std::size_t n = list.size();
    if (ring && n > 1 && list.at(0).value() == list.at(n - 1).value()) --n;
    value = Json::array();
    place = node_of(list);
    for (std::size_t i = 0; i < n; ++i) {
      Json p;
      PlaceNode at;
      if (!point(list.at(i), p, at)) return false;
      value.push_back(std::move(p));
      place.children.push_back(std::move(at));
    }
    return true;
  }

  // The entry's shape; false: something was wrong, and has been told.
  bool shape(const Located& geometry, const Collection& collection, Json& body, PlaceNode& places) {
    const auto type = geometry.find("type");
    const auto coordinates = geometry.find("coordinates");
    const std::string_view wanted = collection.shape == Shape::kPoint  ? "Point"
                                    : collection.shape == Shape::kLine ? "LineString"
                                                                       : "Polygon";
    if (!type || !coordinates || type->value() != wanted) {
      out_.error(geometry.place(), fmt::format("{} are drawn as {}, found {}", collection.name,
                                               wanted, type ? describe(type->value()) : "nothing"));
      return false;
    }
    Json value;
    PlaceNode place;
    if (collection.shape == Shape::kPoint) {
      if (!point(*coordinates, value, place)) return false;
      put(body, places, "at", std::move(value), std::move(place));
    } else if (collection.shape == Shape::kRing) {
      if (coordinates->size() != 1) {
        out_.error(coordinates->place(), "a ring without holes is needed");
        return false;
      }
      if (!line(coordinates->at(0), true, value, place)) return false;
      put(body, places, "corners", std::move(value), std::move(place));
    } else {
      if (!line(*coordinates, false, value, place)) return false;
      if (collection.name != "zones") {
        put(body, places, "points", std::move(value), std::move(place));
      } else if (value.size() != 2) {
        out_.error(coordinates->place(), "a zone is one straight stretch: two positions");
        return false;
      } else {
        put(body, places, "from", value[0], place.children[0]);
        put(body, places, "to", value[1], place.children[1]);
      }
    }
    return true;
  }

  void feature(const Located& at) {
    const auto properties = at.find("properties");
    const auto geometry = at.find("geometry");
    const auto text = [&](const char* key) -> std::optional<Located> {
      const auto found = properties ? properties->find(key) : std::nullopt;
      if (found && found->value().is_string()) return found;
      out_.error(found ? found->place() : at.place(),
                 fmt::format("a feature of a plan needs the property '{}'", key),
                 std::string_view(key) == "collection" ? all_collections() : "");
      return std::nullopt;
    };
    const auto kind = text("collection");
    const auto name = text("name");
    if (!kind || !name) return;
    const Collection* const collection = collection_named(kind->value().get<std::string>());
    if (!collection) {
      out_.error(kind->place(),
                 fmt::format("there is no collection {} of a plan", describe(kind->value())),
                 all_collections());
      return;
    }
    if (!geometry || !geometry->value().is_object()) {
      out_.error(at.place(), fmt::format("'{}' is not drawn: it has no geometry",
                                         name->value().get<std::string>()));
      return;
    }
    Json body = Json::object();
    PlaceNode places = node_of(at);
    if (!shape(*geometry, *collection, body, places)) return;
    Tree& part = parts_[static_cast<std::size_t>(collection - kCollections)];
    const std::string id = name->value().get<std::string>();
    if (part.value.contains(id)) {
      out_.error(name->place(), fmt::format("'{}' is there twice in {}", id, collection->name));
      return;
    }
    if (collection->name == "points") {
      put(part.value, part.places, id, body["at"], std::move(places.children[0]));
      return;
    }
    for (std::size_t i = 0; i < properties->size(); ++i) {
      const std::string& key = properties->key(i);
      if (key == "collection" || key == "name" || properties->at(i).value().is_null()) continue;
      if (body.contains(key)) {
        out_.error(properties->at(i).place(),
                   fmt::format("'{}' of '{}' is what is drawn: not a property", key, id));
        continue;
      }
      put(body, places, key, properties->at(i).value(), node_with_children(properties->at(i)));
    }
    put(part.value, part.places, id, std::move(body), std::move(places));
  }

  Tree assemble() {
    Tree site{Json::object(), bare(table_.root)};
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].value.empty()) continue;
      if (kCollections[i].name != "points") {
        put(site.value, site.places, std::string(kCollections[i].name), std::move(parts_[i].value),
            std::move(parts_[i].places));
        continue;
      }
      Tree walk{Json::object(), bare(table_.root)};
      put(walk.value, walk.places, "points", std::move(parts_[i].value),
          std::move(parts_[i].places));
      put(site.value, site.places, "walk", std::move(walk.value), std::move(walk.places));
    }
    Tree out{Json::object(), bare(table_.root)};
    put(out.value, out.places, "site", std::move(site.value), std::move(site.places));
    return out;
  }

  PositionTable table_;
  Located root_;
  Diagnostics& out_;
  bool known_ = false;  // what the coordinates mean
  std::optional<GeoFrame> frame_;
  std::vector<Tree> parts_;  // one for each of kCollections
};

}  // namespace

bool is_feature_collection(const Tree& tree) {
  if (!tree.value.is_object()) return false;
  const auto type = tree.value.find("type");
  return type != tree.value.end() && *type == "FeatureCollection";
}

Tree site_of_features(const Tree& tree, const std::vector<std::string>& names,
                      Diagnostics& diagnostics) {
  return Plan(tree, names, diagnostics).site();
}

}  // namespace vedette
