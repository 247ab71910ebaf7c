// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "base/embedded.hpp"
#include "base/portable_math.hpp"
#include "space/geo_frame.hpp"
#include "world/document/document.hpp"
#include "world/import/layout_source.hpp"

VEDETTE_EMBEDDED(layout_mapping_schema);

namespace vedette {

std::string_view layout_mapping_schema_text() {
  return embedded::layout_mapping_schema();
}

namespace {

constexpr double kRadiansPerDegree = 0.017453292519943295;
using Part = DrawnFeature::Part;

const Schema& mapping_schema() {
  static const Schema schema(layout_mapping_schema_text());
  return schema;
}

// From the drawing's coordinates to local metres.
class Plane {
 public:
  Plane(const Located& mapping, Diagnostics& diagnostics) {
    if (const auto scale = mapping.find("scale")) scale_ = scale->value().get<double>();
    if (const auto origin = mapping.find("origin")) {
      x0_ = origin->at(0).value().get<double>();
      y0_ = origin->at(1).value().get<double>();
    }
    const double turn = mapping.find("turn_deg")
                            ? mapping.find("turn_deg")->value().get<double>() * kRadiansPerDegree
                            : 0;
    cos_ = portable::cos(turn);
    sin_ = portable::sin(turn);
    const auto anchor = mapping.find("geo_anchor"), system = mapping.find("coordinates");
    gcj02_ = system && system->value() == "gcj02";
    if (system && !anchor)
      diagnostics.error(system->place(), "degrees need a geo_anchor",
                        "longitude and latitude (WGS 84) of the site's [0, 0]");
    if (!anchor) return;
    const double lon = anchor->at(0).value().get<double>();
    const double lat = anchor->at(1).value().get<double>();
    for (const char* key : {"scale", "origin", "turn_deg"})
      if (const auto other = mapping.find(key))
        diagnostics.error(other->key_place(),
                          fmt::format("'{}' is for drawings without a geo_anchor", key));
    if (std::fabs(lat) > 80)
      diagnostics.error(anchor->place(), "geo_anchor is [longitude, latitude] within 80 degrees");
    else
      frame_.emplace(LonLat{lon, lat});
  }

  /// Nothing where the place is too far away to be part of a site.
  std::optional<PointMm> operator()(std::pair<double, double> p) const {
    double x = (p.first - x0_) * scale_ * 1000, y = (p.second - y0_) * scale_ * 1000;
    if (frame_) {
      if (!(std::fabs(p.first) <= 180 && std::fabs(p.second) <= 90)) return std::nullopt;
      const LonLat place = gcj02_ ? wgs84_of_gcj02({p.first, p.second}) : LonLat{p.first, p.second};
      if (!frame_->holds(place)) return std::nullopt;
      const PointMm at = frame_->to_plane(place);
      x = static_cast<double>(at.x);
      y = static_cast<double>(at.y);
    }
    const double tx = x * cos_ - y * sin_, ty = x * sin_ + y * cos_;
    if (!(std::fabs(tx) <= static_cast<double>(kMaxMm) &&
          std::fabs(ty) <= static_cast<double>(kMaxMm)))
      return std::nullopt;
    return PointMm{std::llround(tx), std::llround(ty)};
  }

 private:
  bool gcj02_ = false;
  double scale_ = 1, x0_ = 0, y0_ = 0, cos_ = 1, sin_ = 0;
  std::optional<GeoFrame> frame_;
};

// Letters, digits, _ and -: anything else becomes -.
std::string as_name(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-';
    out += good ? c : '-';
  }
  if (!out.empty() && out[0] == '-') out[0] = '_';
  return out;
}

// Numbers and truths as such, anything else as text.
Json as_value(const std::string& text) {
  const Json value = Json::parse(text, nullptr, false);
  return value.is_number() || value.is_boolean() ? value : Json(text);
}

Json position(PointMm p) {
  return Json::array({static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000});
}

class Importer {
 public:
  Importer(const Located& mapping, Diagnostics& diagnostics)
      : mapping_(mapping), rules_(*mapping.find("layers")), plane_(mapping, diagnostics) {
    taken_of_rule_.resize(rules_.size());
  }

  void feature(const DrawnFeature& drawn) {
    ++out_.features;
    std::size_t r = 0;
    while (r < rules_.size() && !holds(rules_.at(r), drawn)) ++r;
    if (r == rules_.size()) return drop(kNoRule);
    if (drawn.parts.empty()) return drop(kNoShape);
    if (std::any_of(drawn.parts.begin(), drawn.parts.end(), [](const Part& p) { return p.hole; }))
      return drop(kHole);
    const Located rule = rules_.at(r);
    const std::string as = rule.find("as")->value().get<std::string>();
    std::vector<Json> shapes;
    for (const Part& part : drawn.parts) {
      std::vector<PointMm> points;
      for (const auto& p : part.points) {
        const auto at = plane_(p);
        if (!at) return drop(kFarAway);
        if (points.empty() || points.back() != *at) points.push_back(*at);
        widen(*at);
      }
      if (!add_shape(as, part.kind, points, shapes)) return drop(kWrongShape);
    }
    std::string name;
    if (const auto field = rule.find("name"))
      name = as_name(drawn.field(field->value().get<std::string>()).value_or(""));
    if (name.empty()) name = fmt::format("{}-{}", as, ++numbered_[as]);
    for (std::size_t i = 0; i < shapes.size(); ++i)
      write(rule, as, shapes.size() == 1 ? name : fmt::format("{}-{}", name, i + 1), drawn,
            shapes[i]);
    ++out_.taken;
    ++taken_[as];
    ++taken_of_rule_[r];
  }

  LayoutImport finish(const std::string& file, Diagnostics& diagnostics) {
    for (std::size_t r = 0; r < rules_.size(); ++r)
      if (taken_of_rule_[r] == 0)
        diagnostics.warning(rules_.at(r).place(), "this rule took no feature");
    tell_size(diagnostics);
    out_.geojson =
        "{\"type\": \"FeatureCollection\", \"vedette\": {\"coordinates\": \"metres\"},\n"
        "\"features\": [\n" +
        lines_ + "\n]}\n";
    Json taken = Json::object(), dropped = Json::object();
    for (const auto& [as, n] : taken_) taken[as] = n;
    for (const auto& [why, n] : out_.dropped) dropped[why] = n;
    out_.report = {{"file", file},
                   {"source", mapping_.find("source")->value()},
                   {"features", out_.features},
                   {"taken", taken},
                   {"dropped", dropped}};
    return std::move(out_);
  }

 private:
  static bool holds(const Located& rule, const DrawnFeature& drawn) {
    const auto layer = rule.find("layer");
    if (layer && layer->value() != drawn.layer) return false;
    const auto where = rule.find("where");
    for (std::size_t i = 0; where && i < where->size(); ++i)
      if (drawn.field(where->key(i)) != where->at(i).value().get<std::string>()) return false;
    return true;
  }
  void widen(PointMm p) {
    low_ = any_ ? PointMm{std::min(low_.x, p.x), std::min(low_.y, p.y)} : p;
    high_ = any_ ? PointMm{std::max(high_.x, p.x), std::max(high_.y, p.y)} : p;
    any_ = true;
  }
  // A site of a millimetre, or of a country, has other units than it was said to have.
  void tell_size(Diagnostics& diagnostics) const {
    const double size_m = static_cast<double>(std::max(high_.x - low_.x, high_.y - low_.y)) / 1000;
    const bool small = out_.taken >= 3 && size_m<1, large = size_m> 50000;
    if (small)
      diagnostics.warning(mapping_.place(),
                          fmt::format("the whole plan is {} m wide", number_text(size_m)),
                          "in degrees? give geo_anchor: [longitude, latitude]; else look at scale");
    if (large)
      diagnostics.warning(mapping_.place(),
                          fmt::format("the whole plan is {:.0f} km wide", size_m / 1000),
                          "scale is the metres of one unit (0.001: millimetres)");
  }
  void drop(std::string_view why) { ++out_.dropped[std::string(why)]; }

  // The part in the shape that the collection needs; false where it cannot be.
  static bool add_shape(const std::string& as, Part::Kind kind, const std::vector<PointMm>& points,
                        std::vector<Json>& shapes) {
    const bool line = as == "walls" || as == "fences" || as == "zones";
    const bool ring = as == "buildings" || as == "rooms" || as == "areas";
    Json list = Json::array();
    for (const PointMm p : points) list.push_back(position(p));
    if (line) {
      if (kind == Part::Kind::kPoint || points.size() < 2) return false;
      if (kind == Part::Kind::kRing) list.push_back(position(points.front()));
      if (as != "zones") {
        shapes.push_back({{"type", "LineString"}, {"coordinates", list}});
        return true;
      }
      for (std::size_t i = 1; i < list.size(); ++i)
        shapes.push_back(
            {{"type", "LineString"}, {"coordinates", Json::array({list[i - 1], list[i]})}});
      return true;
    }
    if (ring) {
      if (kind != Part::Kind::kRing || points.size() < 3) return false;
      list.push_back(position(points.front()));
      shapes.push_back({{"type", "Polygon"}, {"coordinates", Json::array({list})}});
      return true;
    }
    if (kind != Part::Kind::kPoint || points.empty()) return false;
    shapes.push_back({{"type", "Point"}, {"coordinates", list[0]}});
    return true;
  }

  void write(const Located& rule, const std::string& as, std::string name,
             const DrawnFeature& drawn, const Json& shape) {
    for (int k = 2; !names_.insert(as + "/" + name).second; ++k) {
      const auto dash = name.rfind("--");
      name = fmt::format("{}--{}", dash == std::string::npos ? name : name.substr(0, dash), k);
    }
    Json properties{{"collection", as}, {"name", name}};
    if (const auto set = rule.find("set"))
      for (std::size_t i = 0; i < set->size(); ++i) properties[set->key(i)] = set->at(i).value();
    if (const auto fields = rule.find("fields"))
      for (std::size_t i = 0; i < fields->size(); ++i)
        if (const auto value = drawn.field(fields->at(i).value().get<std::string>()))
          properties[fields->key(i)] = as_value(*value);
    const Json feature{{"type", "Feature"}, {"properties", properties}, {"geometry", shape}};
    if (!lines_.empty()) lines_ += ",\n";
    lines_ += feature.dump(-1, ' ', false, Json::error_handler_t::replace);  // old encodings
  }

  Located mapping_;
  Located rules_;
  Plane plane_;
  PointMm low_, high_;  // of all that is taken or looked at
  bool any_ = false;
  LayoutImport out_;
  std::string lines_;
  std::map<std::string, std::size_t> numbered_, taken_;
  std::vector<std::size_t> taken_of_rule_;
  std::set<std::string> names_;
};

}  // namespace

std::optional<LayoutImport> import_layout(const std::string& in, const std::string& mapping,
                                          Diagnostics& diagnostics) {
  const Document document = load_document(mapping, mapping_schema(), {}, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  Importer importer(document.located(), diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  try {
    each_drawn_feature(in, [&](const DrawnFeature& drawn) { importer.feature(drawn); });
  } catch (const std::runtime_error& e) {
    diagnostics.error({in, 0, 0}, e.what());
    return std::nullopt;
  }
  return importer.finish(std::filesystem::path(in).filename().string(), diagnostics);
}

}  // namespace vedette
