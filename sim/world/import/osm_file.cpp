// SPDX-License-Identifier: Apache-2.0
#include "world/import/osm_file.hpp"

#include <algorithm>
#include <exception>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm.hpp>
#include <osmium/thread/pool.hpp>

#include "base/diagnostics.hpp"

namespace vedette {

namespace {

std::string_view tag(const osmium::OSMObject& object, const char* key) {
  const char* value = object.tags().get_value_by_key(key);
  return value ? std::string_view(value) : std::string_view();
}

struct RawWay {
  std::int64_t id = 0;
  std::vector<std::int64_t> nodes;
  std::optional<double> speed_kmh;
  RoadLines::Way way = RoadLines::Way::kBoth;
};
struct RawAmenity {
  std::string id, name;
  std::vector<std::int64_t> nodes;
};

class OsmReader {
 public:
  OsmReader(std::string_view bytes, const std::string& name, const OsmOrder& order)
      : bytes_(bytes), name_(name), order_(order) {}

  // The file is gone through twice: for the ways, and then for the nodes that they need.
  OsmRoads read() {
    go_through(osmium::osm_entity_bits::way | osmium::osm_entity_bits::relation,
               [&](const osmium::OSMObject& object) { take(object); });
    std::sort(wanted_.begin(), wanted_.end());
    wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
    places_.resize(wanted_.size());
    go_through(osmium::osm_entity_bits::node,
               [&](const osmium::OSMObject& object) { take_node(object); });
    join();
    return std::move(out_);
  }

 private:
  template <class Take>
  void go_through(osmium::osm_entity_bits::type kinds, const Take& take) const {
    // A pool of its own: the usual one would outlive this call, and a fork cannot inherit threads.
    osmium::thread::Pool pool(1);
    const osmium::io::File file(bytes_.data(), bytes_.size(), format());
    osmium::io::Reader reader(file, kinds, osmium::io::read_meta::no, pool);
    while (const osmium::memory::Buffer buffer = reader.read())
      for (const auto& object : buffer.select<osmium::OSMObject>()) take(object);
    reader.close();
  }

  std::string format() const {
    if (name_.ends_with(".pbf")) return "pbf";
    return name_.ends_with(".gz") ? "xml.gz" : "xml";
  }

  void take(const osmium::OSMObject& object) {
    const bool amenity = order_.amenities.count(tag(object, "amenity")) > 0;
    if (object.type() != osmium::item_type::way) {
      if (amenity) ++out_.amenities_without_place;
      return;
    }
    const auto& way = static_cast<const osmium::Way&>(object);
    const std::string_view highway = tag(way, "highway");
    const bool drivable = order_.highways.count(highway) > 0;
    if (!drivable && !amenity) return;
    std::vector<std::int64_t> nodes;
    for (const osmium::NodeRef& node : way.nodes()) nodes.push_back(node.ref());
    if (amenity) {
      wanted_.insert(wanted_.end(), nodes.begin(), nodes.end());
      amenities_.push_back(
          {"way-" + std::to_string(way.id()), std::string(tag(way, "name")), nodes});
    }
    if (!drivable) return;
    if (order_.closed.count(tag(way, "access"))) {
      out_.closed_ways.push_back(way.id());
      return;
    }
    ++out_.drivable_ways;
    wanted_.insert(wanted_.end(), nodes.begin(), nodes.end());
    RawWay raw{way.id(), std::move(nodes), speed_of(way, highway), RoadLines::Way::kBoth};
    const std::string_view oneway = tag(way, "oneway");
    const auto direction = oneway_of(oneway, highway, tag(way, "junction"));
    if (!direction) ++out_.unread_oneways[std::string(oneway)];
    raw.way = direction.value_or(RoadLines::Way::kBoth);
    ways_.push_back(std::move(raw));
  }

  std::optional<double> speed_of(const osmium::Way& way, std::string_view highway) {
    const std::string_view given = order_.use_maxspeed ? tag(way, "maxspeed") : std::string_view();
    if (!given.empty()) {
      if (const auto kmh = maxspeed_kmh(given)) {
        ++out_.speeds_from_tag;
        return kmh;
      }
      ++out_.unread_speeds[std::string(given)];
    }
    const auto usual = order_.speeds_kmh.find(highway);
    if (usual == order_.speeds_kmh.end()) return std::nullopt;
    ++out_.speeds_from_class;
    return usual->second;
  }

  void take_node(const osmium::OSMObject& object) {
    const auto& node = static_cast<const osmium::Node&>(object);
    if (!node.location().valid()) return;
    const LonLat at{node.location().lon(), node.location().lat()};
    const auto it = std::lower_bound(wanted_.begin(), wanted_.end(), node.id());
    if (it != wanted_.end() && *it == node.id())
      places_[static_cast<std::size_t>(it - wanted_.begin())] = at;
    if (order_.amenities.count(tag(node, "amenity")))
      out_.amenities.push_back(
          {"node-" + std::to_string(node.id()), std::string(tag(node, "name")), at});
  }

  std::size_t slot(std::int64_t id) const {
    return static_cast<std::size_t>(std::lower_bound(wanted_.begin(), wanted_.end(), id) -
                                    wanted_.begin());
  }

  void join() {
    std::vector<std::int32_t> point_of(wanted_.size(), -1);
    std::vector<bool> on_way(wanted_.size(), false);
    for (const RawWay& way : ways_)
      for (const std::int64_t node : way.nodes) on_way[slot(node)] = true;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (!on_way[i] || !places_[i]) continue;
      point_of[i] = static_cast<std::int32_t>(out_.lines.points.size());
      out_.lines.points.push_back({wanted_[i], *places_[i]});
    }
    for (const RawWay& way : ways_) add_lines(way, point_of);
    for (const RawAmenity& amenity : amenities_) add_amenity(amenity);
  }

  // A way goes on after a gap as another line of the same id.
  void add_lines(const RawWay& way, const std::vector<std::int32_t>& point_of) {
    RoadLines::Line line{way.id, {}, way.speed_kmh, way.way};
    std::size_t missing = 0, added = 0;
    const auto close = [&] {
      if (line.through.size() >= 2) {
        out_.lines.lines.push_back(line);
        ++added;
      }
      line.through.clear();
    };
    for (const std::int64_t node : way.nodes) {
      const std::int32_t point = point_of[slot(node)];
      if (point >= 0) {
        line.through.push_back(static_cast<std::uint32_t>(point));
      } else {
        ++missing;
        close();
      }
    }
    close();
    out_.missing_nodes += missing;
    if (added == 0)
      out_.empty_ways.push_back(way.id);
    else if (missing > 0)
      out_.cut_ways.push_back(way.id);
  }

  void add_amenity(const RawAmenity& amenity) {
    // A closed outline names its first node again at the end.
    std::vector<std::int64_t> nodes = amenity.nodes;
    if (nodes.size() > 1 && nodes.front() == nodes.back()) nodes.pop_back();
    double lon = 0, lat = 0, count = 0;
    for (const std::int64_t node : nodes) {
      const auto& at = places_[slot(node)];
      if (!at) continue;
      lon += at->lon;
      lat += at->lat;
      ++count;
    }
    if (count == 0)
      ++out_.amenities_without_place;
    else
      out_.amenities.push_back({amenity.id, amenity.name, {lon / count, lat / count}});
  }

  std::string_view bytes_;
  const std::string& name_;
  const OsmOrder& order_;
  OsmRoads out_;
  std::vector<RawWay> ways_;
  std::vector<RawAmenity> amenities_;
  std::vector<std::int64_t> wanted_;           // nodes of ways, in order of id
  std::vector<std::optional<LonLat>> places_;  // of these
};

}  // namespace

OsmRoads read_osm(std::string_view bytes, const std::string& name, const OsmOrder& order) {
  try {
    return OsmReader(bytes, name, order).read();
  } catch (const std::exception& e) {  // libosmium's errors have no base of their own
    throw InputError{{{name, 0, 0},
                      Severity::kError,
                      std::string("not a readable OpenStreetMap file: ") + e.what(),
                      ".osm.pbf, .osm or .osm.gz"}};
  }
}

}  // namespace vedette
