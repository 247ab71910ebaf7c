// SPDX-License-Identifier: Apache-2.0
#include "world/import/call_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "space/geo_frame.hpp"
#include "world/import/csv_text.hpp"
#include "world/import/nearest_point.hpp"
#include "world/import/place_columns.hpp"
#include "world/load.hpp"

namespace vedette {

namespace {

namespace fs = std::filesystem;

constexpr int kErrorsOfAKind = 20;
constexpr double kFar_m = 500;  // as a scenario's trace is warned of

// The city that the mapping names: where its plane lies, and its junctions.
struct KnownCity {
  std::optional<LonLat> origin;
  std::vector<PointMm> junctions;
  double extent_m = 0;  // diagonal of their box
};

double apart_m(PointMm a, PointMm b) {
  const double dx = static_cast<double>(a.x - b.x), dy = static_cast<double>(a.y - b.y);
  return std::sqrt(dx * dx + dy * dy) / 1000;
}

std::optional<KnownCity> city_of(const Located& root, Diagnostics& diagnostics) {
  const auto named = root.find("city");
  if (!named) return KnownCity{};
  const fs::path path =
      (fs::path(named->place().file).parent_path() / named->value().get<std::string>())
          .lexically_normal();
  Diagnostics found;
  const auto world = load_world(path.string(), {}, found);
  if (!world) {
    const Diagnostic first = found.sorted().front();
    diagnostics.error(named->place(),
                      fmt::format("this scenario has errors: {}",
                                  to_text({first.place, first.severity, first.message, ""})),
                      "name the folder that `import roads` wrote, or give geo_origin instead");
    return std::nullopt;
  }
  KnownCity out;
  if (const auto& at = world->city.geo_origin) out.origin = LonLat{(*at)[0], (*at)[1]};
  const std::size_t nodes = world->city.roads ? world->city.roads->node_count() : 0;
  PointMm low, high;
  for (std::size_t i = 0; i < nodes; ++i) {
    const auto& node = world->city.roads->node(NodeId(i));
    const PointMm at = millimetres(node.x_m, node.y_m);
    out.junctions.push_back(at);
    low = i == 0 ? at : PointMm{std::min(low.x, at.x), std::min(low.y, at.y)};
    high = i == 0 ? at : PointMm{std::max(high.x, at.x), std::max(high.y, at.y)};
  }
  out.extent_m = apart_m(low, high);
  if (nodes == 0)
    diagnostics.error(named->place(), "this scenario has no city: no junction to compare with");
  return out;
}

class PlaceReader {
 public:
  PlaceReader(const OpenedLog& opened, Diagnostics& diagnostics)
      : log_(opened.log), root_(opened.mapping.located()), diagnostics_(diagnostics) {
    said_ = root_.find("coordinates");
    const std::string system =
        said_ && said_->value().is_string() ? said_->value().get<std::string>() : std::string();
    degrees_ = !system.empty();
    gcj02_ = system == "gcj02";
    if (!said_ || degrees_) return;
    if (const auto unit = said_->find("metres_per_unit")) unit_ = unit->value().get<double>();
    if (const auto origin = said_->find("origin")) {
      x0_ = origin->value()[0].get<double>();
      y0_ = origin->value()[1].get<double>();
    }
  }

  CallPlaces read() {
    CallPlaces out;
    out.any = log_.has("x") && log_.has("y");
    out.of_row.resize(log_.kept().size());
    const auto origin = root_.find("geo_origin");
    if (origin && !degrees_)
      diagnostics_.error(origin->key_place(), "geo_origin goes with coordinates in degrees",
                         "say coordinates: wgs84 or gcj02");
    if (degrees_ && !out.any)
      diagnostics_.error(said_->place(), "no columns x and y are named for these coordinates");
    const auto city = city_of(root_, diagnostics_);
    if (!out.any || !city || (!degrees_ && looks_like_degrees())) return out;
    if (degrees_ && !find_frame(*city)) return out;
    for (std::size_t i = 0; i < log_.kept().size(); ++i) {
      const LogRow& row = log_.kept()[i];
      if (row.numbers[0] && row.numbers[1])
        out.of_row[i] = degrees_ ? of_degrees(row) : of_metres(row);
    }
    tell_rest();
    if (!diagnostics_.has_errors()) compare(*city, out);
    if (degrees_ || !city->junctions.empty()) describe(out);
    return out;
  }

 private:
  bool find_frame(const KnownCity& city) {
    const auto given = root_.find("geo_origin");
    std::optional<LonLat> origin = city.origin;
    Place blamed = said_->place();
    if (given) {
      blamed = given->place();
      origin = LonLat{given->value()[0].get<double>(), given->value()[1].get<double>()};
      if (city.origin && !(*city.origin == *origin))
        diagnostics_.error(given->place(), "the city has another geo_origin",
                           fmt::format("[{}, {}]; name one of them", number_text(city.origin->lon),
                                       number_text(city.origin->lat)));
    }
    if (!origin) {
      diagnostics_.error(blamed, "longitude and latitude cannot be placed on the city's plane",
                         "give city: its scenario, or geo_origin: [longitude, latitude] as it "
                         "stands there under city");
      return false;
    }
    if (std::fabs(origin->lon) > 180 || std::fabs(origin->lat) > 80) {
      diagnostics_.error(blamed, "geo_origin is [longitude, latitude] within 180 and 80 degrees");
      return false;
    }
    frame_.emplace(*origin);
    return true;
  }

  // Metres that nobody said are metres, and that a name or their size gives away.
  bool looks_like_degrees() {
    const Located columns = *root_.find("log")->find("columns");
    const char* hint =
        "say coordinates: wgs84, or gcj02 for a public map of mainland China, with "
        "city: the scenario, or geo_origin";
    bool named = false;
    for (const char* key : {"x", "y"})
      if (const auto column = columns.find(key);
          column && names_degrees(column->value().get<std::string>())) {
        diagnostics_.error(column->place(), "longitude and latitude are not metres on a plane",
                           hint);
        named = true;
      }
    if (named) return true;
    std::size_t known = 0;
    for (const LogRow& row : log_.kept()) {
      if (!row.numbers[0] || !row.numbers[1]) continue;
      ++known;
      if (std::fabs(*row.numbers[0]) > 180 || std::fabs(*row.numbers[1]) > 90) return false;
    }
    if (known == 0 || (said_ && said_->find("metres_per_unit"))) return false;
    diagnostics_.error(
        columns.find("x")->place(),
        fmt::format("all {} places lie within 180 and 90 units of [0, 0]: these look like "
                    "longitude and latitude, not metres",
                    known),
        fmt::format("{}; or coordinates: {{metres_per_unit: 1}} if these are metres", hint));
    return true;
  }

  void refuse(const LogRow& row, const char* key, const std::string& kind, const std::string& what,
              const char* hint) {
    if (++told_[kind] <= kErrorsOfAKind) diagnostics_.error(log_.place(row, key), what, hint);
  }
  void tell_rest() {
    for (const auto& [kind, count] : told_)
      if (count > kErrorsOfAKind)
        diagnostics_.error(log_.table().header_place(),
                           fmt::format("{} more calls {}", count - kErrorsOfAKind, kind));
  }

  std::optional<std::pair<double, double>> of_degrees(const LogRow& row) {
    const double x = *row.numbers[0], y = *row.numbers[1];
    if (x == 0 && y == 0) {  // what programs write for "not known"
      ++unknown_;
      return std::nullopt;
    }
    if (std::fabs(x) > 180 || std::fabs(y) > 85) {
      const bool turned = std::fabs(x) <= 85 && std::fabs(y) <= 180;
      refuse(row, "x", "have no such place",
             fmt::format("there is no place [{}, {}] in degrees", number_text(x), number_text(y)),
             turned ? "x is the longitude, y the latitude: these look exchanged"
                    : "x is the longitude, y the latitude");
      return std::nullopt;
    }
    const LonLat at = gcj02_ ? wgs84_of_gcj02({x, y}) : LonLat{x, y};
    if (!frame_->holds(at)) {
      refuse(row, "x", "are too far from the origin",
             fmt::format("[{}, {}] is too far from the origin [{}, {}]", number_text(x),
                         number_text(y), number_text(frame_->origin().lon),
                         number_text(frame_->origin().lat)),
             "at most 3 degrees of longitude and 10 of latitude");
      return std::nullopt;
    }
    const PointMm p = frame_->to_plane(at);
    return std::pair{static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000};
  }

  std::optional<std::pair<double, double>> of_metres(const LogRow& row) {
    const auto mm = [](double metres) { return std::floor(metres * 1000 + 0.5) / 1000; };
    const double x = (*row.numbers[0] - x0_) * unit_, y = (*row.numbers[1] - y0_) * unit_;
    if (std::fabs(x) <= kMaxMetres && std::fabs(y) <= kMaxMetres) return std::pair{mm(x), mm(y)};
    refuse(row, "x", "are too far from the origin",
           fmt::format("[{}, {}] m is too far from the origin: at most {} m", number_text(x),
                       number_text(y), number_text(kMaxMetres)),
           "is metres_per_unit right? coordinates: {origin: [x, y]} says what becomes [0, 0]");
    return std::nullopt;
  }

  void compare(const KnownCity& city, const CallPlaces& places) {
    if (unknown_ > 0)
      diagnostics_.warning(
          said_->place(), fmt::format("{} calls at [0, 0] are taken as without a place", unknown_));
    if (city.junctions.empty()) return;
    const NearestPoint nearest(city.junctions);
    std::size_t far = 0, absurd = 0, known = 0;
    const double absurd_m = std::max(10000.0, city.extent_m);
    for (const auto& place : places.of_row) {
      if (!place) continue;
      const PointMm at = millimetres(place->first, place->second);
      const double metres = apart_m(at, city.junctions[nearest.nearest(at)]);
      ++known;
      far += metres > kFar_m ? 1u : 0u;
      absurd += metres > absurd_m ? 1u : 0u;
      largest_m_ = std::max(largest_m_, metres);
    }
    far_ = far;
    if (far == 0) return;
    const std::string what = fmt::format(
        "{} of {} calls lie more than {} m from every junction of the city, the "
        "furthest {:.1f} km",
        far, known, kFar_m, largest_m_ / 1000);
    const Place blamed = said_ ? said_->place() : root_.find("city")->place();
    if (2 * absurd > known)
      diagnostics_.error(blamed, what, meant());
    else
      diagnostics_.warning(blamed, what, 2 * far > known ? meant() : "");
  }
  const char* meant() const {
    return degrees_ ? "is it the city of this log, and is x the longitude?"
                    : "are x and y metres of the city's own plane? degrees want coordinates: wgs84 "
                      "or gcj02; a national grid wants the origin that the roads were given";
  }

  void describe(CallPlaces& out) const {
    const auto known = static_cast<std::size_t>(std::count_if(
        out.of_row.begin(), out.of_row.end(), [](const auto& place) { return bool(place); }));
    out.report = {{"coordinates", gcj02_     ? "gcj02"
                                  : degrees_ ? "wgs84"
                                             : "metres"},
                  {"known", known}};
    if (frame_) out.report["geo_origin"] = {frame_->origin().lon, frame_->origin().lat};
    if (!root_.find("city")) return;
    out.report["further_than_500_m"] = far_;
    out.report["largest_distance_m"] = std::round(largest_m_ * 1000) / 1000;
  }

  const LogTable& log_;
  Located root_;
  Diagnostics& diagnostics_;
  std::optional<Located> said_;
  bool degrees_ = false, gcj02_ = false;
  double unit_ = 1, x0_ = 0, y0_ = 0, largest_m_ = 0;
  std::optional<GeoFrame> frame_;
  std::map<std::string, int> told_;
  std::size_t unknown_ = 0, far_ = 0;
};

}  // namespace

CallPlaces find_call_places(const OpenedLog& opened, Diagnostics& diagnostics) {
  return PlaceReader(opened, diagnostics).read();
}

}  // namespace vedette
