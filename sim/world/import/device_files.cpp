// SPDX-License-Identifier: Apache-2.0
// What an import of devices writes, and the schedule of a scenario's cameras.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "world/document/document.hpp"
#include "world/import/import_devices.hpp"

namespace vedette {

namespace fs = std::filesystem;

namespace {

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
  std::string out = fmt::format("{}\n", fmt::join(device_columns(), ","));
  const Json none = Json::object();
  const Json& site = scenario.contains("site") ? scenario["site"] : none;
  const Json& cameras = site.contains("cameras") ? site["cameras"] : none;
  for (const auto& [id, camera] : cameras.items()) {
    std::string line;
    for (const std::string_view key : device_columns()) {
      if (key != device_columns().front()) line += ",";
      if (key == "id")
        line += id;
      else if (key == "x_m" || key == "y_m")
        line += fmt::format("{}", camera["at"][key == "x_m" ? 0 : 1].get<double>());
      else if (camera.contains(std::string(key)))
        line += (key == "type" || key == "building" || key == "host")
                    ? camera[std::string(key)].get<std::string>()
                    : fmt::format("{}", camera[std::string(key)].get<double>());
    }
    out += line + "\n";
  }
  return out;
}

}  // namespace vedette
