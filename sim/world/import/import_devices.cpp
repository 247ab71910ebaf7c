// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_devices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "world/document/document.hpp"
#include "world/document/text_file.hpp"

VEDETTE_EMBEDDED(device_mapping_schema);

namespace vedette {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 13> kColumns{
    "id",       "type",    "x_m",      "y_m",   "azimuth_deg", "height_m", "tilt_deg",
    "hfov_deg", "range_m", "building", "floor", "move_s",      "host"};

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
    if (x && y) add("at", fmt::format("[{}, {}]", *x + offset_x_, *y + offset_y_));
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
      }
    }
    yaml_ += fmt::format("    {}: {{{}}}\n", quoted(id), line);
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
  std::set<std::string> ids_;
  std::map<std::string, std::vector<int>> dropped_;
  std::string yaml_;
};

void write_text(const fs::path& path, const std::string& text) {
  const fs::path part = path.string() + ".part";
  std::ofstream out(part, std::ios::binary);
  out << text;
  out.close();
  std::error_code error;
  if (out) fs::rename(part, path, error);
  if (!out || error) {
    fs::remove(part, error);
    throw std::runtime_error(fmt::format("cannot write {}", path.string()));
  }
}

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
    const CsvTable table = CsvTable::read(in);
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
                  {"sha256", sha256_hex(read_text_file(in, {in, 0, 0}))}};
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

bool write_devices(const DeviceImport& import, const std::string& out, Diagnostics& diagnostics) {
  std::error_code error;
  const fs::path folder(out);
  const auto refuse = [&](const std::string& why) {
    diagnostics.error({out, 0, 0}, why, "name a new folder");
    return false;
  };
  if (fs::exists(folder, error)) {
    if (!fs::is_directory(folder, error)) return refuse("this is a file");
    if (!fs::is_empty(folder, error)) {
      std::ifstream before(folder / "import-report.json");
      const Json report = Json::parse(before, nullptr, false);
      if (!report.is_object() || !report.contains("import") || report["import"] != "devices")
        return refuse("the folder holds something else than an import of devices");
    }
  } else if (!fs::create_directories(folder, error)) {
    return refuse(fmt::format("cannot make this folder: {}", error.message()));
  }
  write_text(folder / "cameras.yaml", import.cameras_yaml);
  write_text(folder / "import-report.json", import.report.dump(2) + "\n");
  return true;
}

std::string device_schedule(const std::string& effective_json) {
  const Json scenario = Json::parse(effective_json);
  std::string out = fmt::format("{}\n", fmt::join(kColumns, ","));
  const Json none = Json::object();
  const Json& site = scenario.contains("site") ? scenario["site"] : none;
  const Json& cameras = site.contains("cameras") ? site["cameras"] : none;
  for (const auto& [id, camera] : cameras.items()) {
    std::string line;
    for (const std::string_view key : kColumns) {
      if (key != kColumns.front()) line += ",";
      if (key == "id")
        line += id;
      else if (key == "x_m" || key == "y_m")
        line += fmt::format("{}", camera["at"][key == "x_m" ? 0 : 1].get<double>());
      else if (camera.contains(std::string(key)))
        line += is_text(key) ? camera[std::string(key)].get<std::string>()
                             : fmt::format("{}", camera[std::string(key)].get<double>());
    }
    out += line + "\n";
  }
  return out;
}

}  // namespace vedette
