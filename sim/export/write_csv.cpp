// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "export/clock.hpp"
#include "export/write.hpp"
#include "measure/labels.hpp"

namespace vedette::gis {

namespace {

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos && !text.starts_with('#')) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

std::string metres(std::int64_t mm) {
  return fmt::format("{}", static_cast<double>(mm) / 1000);
}

// A file that takes its place when it is finished.
class Table {
 public:
  explicit Table(std::string path) : path_(std::move(path)), out_(part_of(path_)) {}
  void cell(const std::string& text) {
    if (!first_) out_ << ',';
    first_ = false;
    out_ << quoted(text);
  }
  void end_row() {
    out_ << '\n';
    first_ = true;
  }
  void close() {
    out_.close();
    if (out_) return put_in_place(part_of(path_), path_);
    std::error_code ignored;
    std::filesystem::remove(part_of(path_), ignored);
    throw std::runtime_error("cannot write " + path_);
  }

 private:
  std::string path_;
  std::ofstream out_;
  bool first_ = true;
};

// Coordinates as they stand in well-known text.
class Wkt {
 public:
  explicit Wkt(const std::optional<GeoFrame>& frame) : frame_(frame) {}
  std::string of(const Layer& layer, const Feature& f) const {
    if (layer.shape == ShapeKind::kLine) return "LINESTRING " + list(f.points, false);
    if (f.polygons.empty()) return "MULTIPOLYGON EMPTY";
    std::string out = "MULTIPOLYGON (";
    for (std::size_t i = 0; i < f.polygons.size(); ++i) {
      out += i ? ",(" : "(";
      for (std::size_t k = 0; k < f.polygons[i].size(); ++k)
        out += (k ? "," : "") + list(f.polygons[i][k], true);
      out += ')';
    }
    return out + ')';
  }

 private:
  std::string pair(PointMm p) const {
    if (!frame_) return metres(p.x) + ' ' + metres(p.y);
    const LonLat place = frame_->to_lon_lat(p);
    return fmt::format("{} {}", place.lon, place.lat);
  }
  std::string list(const std::vector<PointMm>& points, bool closed) const {
    std::string out = "(";
    for (const PointMm p : points) out += (out.size() > 1 ? "," : "") + pair(p);
    if (closed && !points.empty()) out += ',' + pair(points.front());
    return out + ')';
  }
  const std::optional<GeoFrame>& frame_;
};

std::string text_of(const Value& value, const Clock& clock) {
  struct {
    const Clock& clock;
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(std::int64_t n) const { return std::to_string(n); }
    std::string operator()(double x) const { return fmt::format("{}", x); }
    std::string operator()(const std::string& s) const { return s; }
    std::string operator()(Time t) const { return clock.utc_text(t); }
  } const text{clock};
  return std::visit(text, value);
}

}  // namespace

std::vector<Written> write_csv(const std::string& folder, const std::vector<Layer>& layers,
                               const Reference& reference) {
  make_folder(folder);
  const Clock clock(reference.start);
  std::optional<GeoFrame> frame;
  if (reference.origin) frame.emplace(*reference.origin);
  const Wkt wkt(frame);
  std::vector<Written> out;
  for (const Layer& layer : layers) {
    Table table((std::filesystem::path(folder) / (layer.name + ".csv")).string());
    const bool point = layer.shape == ShapeKind::kPoint;
    for (const Field& f : layer.fields) table.cell(f.name);
    if (point) {
      table.cell("east_m"), table.cell("north_m");
      if (frame) table.cell("lon"), table.cell("lat");
    } else {
      table.cell("wkt");
    }
    table.end_row();
    Written written{layer.name, 0};
    layer.each([&](const Feature& f) {
      for (const Value& v : f.values) table.cell(text_of(v, clock));
      if (point) {
        table.cell(metres(f.points.at(0).x)), table.cell(metres(f.points.at(0).y));
        if (frame) {
          const LonLat place = frame->to_lon_lat(f.points[0]);
          table.cell(fmt::format("{}", place.lon)), table.cell(fmt::format("{}", place.lat));
        }
      } else {
        table.cell(wkt.of(layer, f));
      }
      table.end_row();
      ++written.features;
    });
    table.close();
    out.push_back(written);
  }
  return out;
}

void write_figures_csv(const std::string& folder, const Summary& summary, Lang lang) {
  make_folder(folder);
  Table table((std::filesystem::path(folder) / "figures.csv").string());
  for (const char* name : {"id", "label", "unit", "mean", "low", "high", "n"}) table.cell(name);
  table.end_row();
  for (const Summary::Row& row : summary.rows) {
    table.cell(row.id);
    table.cell(figure_label(row.id, lang));
    table.cell(std::string(unit_name(figure_unit(row.id))));
    table.cell(fmt::format("{}", row.mean));
    table.cell(row.has_interval ? fmt::format("{}", row.low) : "");
    table.cell(row.has_interval ? fmt::format("{}", row.high) : "");
    table.cell(std::to_string(row.n));
    table.end_row();
  }
  table.close();
}

}  // namespace vedette::gis
