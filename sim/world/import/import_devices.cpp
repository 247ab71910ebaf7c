// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_devices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "space/geo_frame.hpp"
#include "world/compile/plausible.hpp"
#include "world/document/document.hpp"
#include "world/document/text_file.hpp"
#include "world/import/place_columns.hpp"

VEDETTE_EMBEDDED(device_mapping_schema);

namespace vedette {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 13> kColumns{
    "id",       "type",    "x_m",      "y_m",   "azimuth_deg", "height_m", "tilt_deg",
    "hfov_deg", "range_m", "building", "floor", "move_s",      "host"};

constexpr double kSiteReach_m = 20000;
constexpr const char* kSayCoordinates =
    "say coordinates: wgs84 (or gcj02) and geo_anchor: [longitude, latitude] of the site's [0, 0] "
    "in the mapping";

struct Bounds {
  std::string_view column;
  double low, high;
  bool low_itself = true;
};
// As in scenario.schema.json.
constexpr std::array<Bounds, 7> kBounds{{{"azimuth_deg", -360, 360},
                                         {"height_m", 0, 1000},
                                         {"tilt_deg", -90, 90},
                                         {"hfov_deg", 0, 360, false},
                                         {"range_m", 0, 100000, false},
                                         {"floor", -20, 200},
                                         {"move_s", 0, 3600}}};

bool is_text(std::string_view column) {
  return column == "id" || column == "type" || column == "building" || column == "host";
}
bool is_needed(std::string_view column) {
  return column == "id" || column == "type" || column == "x_m" || column == "y_m" ||
         column == "azimuth_deg";
}

bool is_name(std::string_view text) {
  const auto good = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  return !text.empty() && text[0] != '-' && std::all_of(text.begin(), text.end(), good);
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
  return first == std::string_view::npos ? "" : std::string(text.substr(first, last - first + 1));
}

// Reading one table.
class Schedule {
 public:
  Schedule(const CsvTable& table, const Document* mapping, Diagnostics& diagnostics)
      : table_(table), diagnostics_(diagnostics) {
    std::optional<Located> columns, names;
    if (mapping) {
      columns = mapping->located().find("columns");
      types_ = mapping->located().find("types");
      leave_out_ = mapping->located().find("leave_out");
      if (const auto offset = mapping->located().find("offset_m"))
        offset_x_ = offset->value()[0].get<double>(), offset_y_ = offset->value()[1].get<double>();
    }
    for (const std::string_view key : kColumns) {
      const auto said = columns ? columns->find(key) : std::nullopt;
      const std::string name = said ? said->value().get<std::string>() : std::string(key);
      if (const auto found = table.find(name))
        columns_[key] = *found;
      else if (said || is_needed(key))
        diagnostics.error(said ? said->place() : table.header_place(),
                          fmt::format("there is no column '{}'", name),
                          fmt::format("the columns are: {}", fmt::join(table.columns(), ", ")));
    }
    if (mapping) read_coordinates(mapping->located());
    for (const std::string_view key : {"x_m", "y_m"})
      if (const auto column = columns_.find(key); column != columns_.end() && !frame_ &&
                                                  names_degrees(table.columns()[column->second]) &&
                                                  !diagnostics.has_errors())
        diagnostics.error(table.header_place(), "longitude and latitude are not metres",
                          kSayCoordinates);
    for (std::size_t i = 0; leave_out_ && i < leave_out_->size(); ++i)
      if (!table.find(leave_out_->key(i)))
        diagnostics.error(leave_out_->at(i).key_place(),
                          fmt::format("there is no column '{}'", leave_out_->key(i)));
  }

  void read() {
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      const std::string why = why_dropped(row);
      if (why.empty())
        take(row);
      else
        dropped_[why].push_back(table_.place(row, 0).line);
    }
    tell_places();
    tell_heights();
  }

  const std::string& yaml() const { return yaml_; }
  Json report() const {
    Json because = Json::array();
    std::size_t dropped = 0;
    for (const auto& [why, lines] : dropped_) {
      because.push_back({{"why", why}, {"rows", lines.size()}, {"lines", lines}});
      dropped += lines.size();
    }
    return {{"rows", table_.rows()},
            {"taken", ids_.size()},
            {"dropped", dropped},
            {"dropped_because", because}};
  }
  std::size_t taken() const { return ids_.size(); }

 private:
  std::string cell(std::size_t row, std::string_view key) const {
    const auto column = columns_.find(key);
    return column == columns_.end() ? "" : trimmed(table_.text(row, column->second));
  }

  std::string why_dropped(std::size_t row) const {
    for (std::size_t i = 0; leave_out_ && i < leave_out_->size(); ++i) {
      const std::string text = trimmed(table_.text(row, *table_.find(leave_out_->key(i))));
      const Located values = leave_out_->at(i);
      for (std::size_t k = 0; k < values.size(); ++k)
        if (values.at(k).value().get<std::string>() == text)
          return fmt::format("{} is '{}'", leave_out_->key(i), text);
    }
    if (types_ && !types_->find(cell(row, "type")))
      return fmt::format("its type '{}' is none of the mapping's", cell(row, "type"));
    if (cell(row, "x_m").empty() || cell(row, "y_m").empty()) return "it has no place";
    return "";
  }

  void take(std::size_t row) {
    const std::string id = cell(row, "id");
    const Place place = table_.place(row, columns_.at("id"));
    if (!is_name(id)) {
      diagnostics_.error(place, fmt::format("'{}' is no id", id),
                         "letters, digits, _ and -, beginning with a letter, digit or _");
      return;
    }
    if (!ids_.insert(id).second) {
      diagnostics_.error(place, fmt::format("there is a camera '{}' already", id));
      return;
    }
    std::string line;
    const auto add = [&](std::string_view key, const std::string& value) {
      line += fmt::format("{}{}: {}", line.empty() ? "" : ", ", key, value);
    };
    std::string type = cell(row, "type");
    if (types_) type = types_->find(type)->value().get<std::string>();
    if (!is_name(type)) {
      diagnostics_.error(table_.place(row, columns_.at("type")),
                         fmt::format("'{}' is no name of a camera type", type),
                         "say under `types` what it is called in the models");
      return;
    }
    add("type", quoted(type));
    const auto x = number(row, "x_m"), y = number(row, "y_m");
    if (x && y) {
      const auto at = on_plane(row, *x, *y);
      add("at", fmt::format("[{}, {}]", at.first + offset_x_, at.second + offset_y_));
      places_.push_back(at);
    }
    for (const std::string_view key : kColumns) {
      if (key == "id" || key == "type" || key == "x_m" || key == "y_m") continue;
      const std::string text = cell(row, key);
      if (text.empty()) {
        if (is_needed(key))
          diagnostics_.error(table_.place(row, columns_.at(key)),
                             fmt::format("camera '{}' has no {}", id, key));
        continue;
      }
      if (is_text(key)) {
        add(key, quoted(text));
      } else if (const auto value = number(row, key); value && in_range(row, key, *value)) {
        add(key, fmt::format("{}", *value));
        if (key == "height_m" && *value > kHighestCamera_m && highest_.many++ == 0)
          highest_.row = row;
      }
    }
    yaml_ += fmt::format("    {}: {{{}}}\n", quoted(id), line);
  }

  void read_coordinates(const Located& mapping) {
    const auto system = mapping.find("coordinates"), anchor = mapping.find("geo_anchor");
    const bool degrees = system && system->value() != "metres";
    gcj02_ = system && system->value() == "gcj02";
    if (anchor && !degrees)
      diagnostics_.error(anchor->key_place(), "geo_anchor goes with coordinates in degrees",
                         "say coordinates: wgs84 or gcj02");
    if (degrees && !anchor)
      diagnostics_.error(system->place(), "degrees need a geo_anchor",
                         "longitude and latitude (WGS 84) of the site's [0, 0]");
    if (!degrees || !anchor) return;
    const LonLat origin{anchor->value()[0].get<double>(), anchor->value()[1].get<double>()};
    if (std::fabs(origin.lat) <= 80)
      frame_.emplace(origin);
    else
      diagnostics_.error(anchor->place(), "geo_anchor is [longitude, latitude] within 80 degrees");
  }

  // Metres of the site's plane.
  std::pair<double, double> on_plane(std::size_t row, double x, double y) {
    if (!frame_) return {x, y};
    const bool good = std::fabs(x) <= 180 && std::fabs(y) <= 90;
    const LonLat at = good && gcj02_ ? wgs84_of_gcj02({x, y}) : LonLat{x, y};
    if (good && frame_->holds(at)) {
      const PointMm p = frame_->to_plane(at);
      return {static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000};
    }
    diagnostics_.error(table_.place(row, columns_.at("x_m")),
                       fmt::format("[{}, {}] is no place near the geo_anchor", x, y),
                       "x_m is the longitude, y_m the latitude");
    return {};
  }

  // Degrees that were taken for metres, and cameras that stand nowhere near the others.
  void tell_places() {
    if (diagnostics_.has_errors() || places_.size() < 3) return;
    auto low = places_.front(), high = low;
    std::vector<double> xs, ys;
    for (const auto& [x, y] : places_) {
      low = {std::min(low.first, x), std::min(low.second, y)};
      high = {std::max(high.first, x), std::max(high.second, y)};
      xs.push_back(x);
      ys.push_back(y);
    }
    const double wide = high.first - low.first, deep = high.second - low.second;
    if (!frame_ && wide < 1 && deep < 1 && wide + deep > 0) {
      diagnostics_.error(
          table_.header_place(),
          fmt::format("all {} cameras stand within one metre: these look like degrees, not metres",
                      places_.size()),
          kSayCoordinates);
      return;
    }
    std::nth_element(xs.begin(), xs.begin() + static_cast<std::ptrdiff_t>(xs.size() / 2), xs.end());
    std::nth_element(ys.begin(), ys.begin() + static_cast<std::ptrdiff_t>(ys.size() / 2), ys.end());
    const double x0 = xs[xs.size() / 2], y0 = ys[ys.size() / 2];
    std::size_t far = 0;
    double furthest = 0;
    for (const auto& [x, y] : places_) {
      const double d = std::sqrt((x - x0) * (x - x0) + (y - y0) * (y - y0));
      far += d > kSiteReach_m ? 1u : 0u;
      furthest = std::max(furthest, d);
    }
    if (far > 0)
      diagnostics_.warning(
          table_.header_place(),
          fmt::format("{} of {} cameras stand more than {} km from the middle one, the furthest "
                      "{:.1f} km",
                      far, places_.size(), kSiteReach_m / 1000, furthest / 1000),
          "are x_m and y_m metres (not millimetres), and all of one site?");
  }

  void tell_heights() {
    if (highest_.many > 0)
      diagnostics_.warning(
          table_.place(highest_.row, columns_.at("height_m")),
          fmt::format("{} of {} cameras hang higher than {} m, this one {} m", highest_.many,
                      ids_.size(), kHighestCamera_m, cell(highest_.row, "height_m")),
          "height_m is in metres: are these centimetres or millimetres?");
  }

  std::optional<double> number(std::size_t row, std::string_view key) {
    return table_.number(row, columns_.at(key), diagnostics_);
  }
  // What a scenario takes under site.cameras.
  bool in_range(std::size_t row, std::string_view key, double value) {
    for (const Bounds& b : kBounds) {
      if (b.column != key) continue;
      if (b.low_itself ? value < b.low : value <= b.low)
        return refuse(
            row, key,
            fmt::format("{} must be {} {}", key, b.low_itself ? "at least" : "more than", b.low));
      if (value > b.high)
        return refuse(row, key, fmt::format("{} must be at most {}", key, b.high));
    }
    if (key == "floor" && value != std::floor(value))
      return refuse(row, key, "floor must be a whole number");
    return true;
  }
  bool refuse(std::size_t row, std::string_view key, const std::string& what) {
    diagnostics_.error(table_.place(row, columns_.at(key)),
                       fmt::format("{}, found {}", what, cell(row, key)));
    return false;
  }
  // Words that YAML might take for something else are quoted.
  static std::string quoted(const std::string& text) { return Json(text).dump(); }

  const CsvTable& table_;
  Diagnostics& diagnostics_;
  std::map<std::string_view, std::size_t> columns_;
  std::optional<Located> types_, leave_out_;
  double offset_x_ = 0, offset_y_ = 0;
  bool gcj02_ = false;
  std::optional<GeoFrame> frame_;
  std::vector<std::pair<double, double>> places_;  // before the offset
  struct {
    std::size_t many = 0, row = 0;
  } highest_;  // cameras that hang too high, and the first of them
  std::set<std::string> ids_;
  std::map<std::string, std::vector<int>> dropped_;
  std::string yaml_;
};

}  // namespace

std::span<const std::string_view> device_columns() {
  return kColumns;
}

const Schema& device_mapping_schema() {
  static const Schema schema(embedded::device_mapping_schema());
  return schema;
}

std::optional<DeviceImport> import_devices(const std::string& in, const std::string& mapping,
                                           Diagnostics& diagnostics) {
  std::optional<Document> document;
  if (!mapping.empty()) {
    document = load_document(mapping, device_mapping_schema(), {}, diagnostics);
    if (diagnostics.has_errors()) return std::nullopt;
  }
  try {
    const std::string bytes = read_text_file(in, {in, 0, 0});
    const CsvTable table = CsvTable::parse(std::string(checked_text(bytes, in)), in);
    Schedule schedule(table, document ? &*document : nullptr, diagnostics);
    if (diagnostics.has_errors()) return std::nullopt;
    schedule.read();
    if (diagnostics.has_errors()) return std::nullopt;
    if (schedule.taken() == 0) {
      diagnostics.error(table.header_place(), "no row is a camera that can be taken");
      return std::nullopt;
    }
    DeviceImport out;
    out.cameras_yaml =
        "# Made by `vedette import devices`; include it in a scenario.\nsite:\n  cameras:\n" +
        schedule.yaml();
    out.report = {{"import", "devices"},
                  {"file", fs::path(in).filename().string()},
                  {"sha256", sha256_hex(bytes)}};
    if (document) {
      out.report["mapping"] = fs::path(mapping).filename().string();
      if (const auto source = document->located().find("source"))
        out.report["source"] = source->value();
    }
    out.report.update(schedule.report());
    return out;
  } catch (const InputError& e) {
    diagnostics.error(e.diagnostic.place, e.diagnostic.message, e.diagnostic.hint);
    return std::nullopt;
  }
}

}  // namespace vedette
