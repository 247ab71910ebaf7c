// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "document_support.hpp"
#include "world/import/import_folder.hpp"

namespace vedette::testing {

/// A town of four junctions on a map of 1:100,000 in mm, with one road too many of each kind, and
/// an island that no road leads off.
inline constexpr std::string_view kTinyJunctions =
    "nr,east,north,part,calls\n"
    "1,0,0,A,1.5\n"
    "2,3,4,A,0\n"
    "3,3.5,4,B,\n"
    "7,9,9,C,2\n";
inline constexpr std::string_view kTinyRoads =
    "a,b,km,kmh,way\n"
    "1,2,0.6,,no\n"
    "2,3,,40,\n"
    "2,2,,,\n"
    "2,1,0.6,,0\n"
    "1,3,0.61,30,yes\n"
    "3,7,,,1\n";
inline constexpr std::string_view kTinyStations = "post,at\nP1,1\nP2,7\n";
inline constexpr std::string_view kTinyDistricts =
    "part,people,colour\nA,1000,red\nB,20,green\nC,5,blue\n";
inline constexpr std::string_view kTinyMapping =
    "vedette: 1\n"
    "import: roads\n"
    "source: \"a made-up town\"\n"
    "tables:\n"
    "  junctions:\n"
    "    file: nodes.csv\n"
    "    id: nr\n"
    "    x: east\n"
    "    y: north\n"
    "    metres_per_unit: 100\n"
    "    district: part\n"
    "    calls_per_day: calls\n"
    "  roads:\n"
    "    file: roads.csv\n"
    "    from: a\n"
    "    to: b\n"
    "    length: km\n"
    "    length_metres_per_unit: 1000\n"
    "    speed: kmh\n"
    "    oneway: way\n"
    "  stations: {file: posts.csv, id: post, junction: at}\n"
    "  districts: {file: parts.csv, id: part, keep: [people]}\n"
    "name: {en: Tiny, zh: 小镇}\n"
    "start: \"2026-03-02T00:00:00+08:00\"\n"
    "duration_h: 24\n"
    "models:\n"
    "  roads:\n"
    "    lanes:\n"
    "      default_speed_kmh: 36\n"
    "      siren_factor: 1\n"
    "      sources: {\"*\": \"assumption: a test\"}\n"
    "  call_types:\n"
    "    call:\n"
    "      share: 1\n"
    "      priority: 2\n"
    "      on_scene_s: {exponential: {mean: 600}}\n"
    "      sources: {\"*\": \"assumption: a test\"}\n"
    "  units:\n"
    "    car:\n"
    "      turnout_s: 0\n"
    "      turnout_on_patrol_s: 0\n"
    "      pause_s: 0\n"
    "      sources: {\"*\": \"assumption: a test\"}\n"
    "city: {road_type: lanes, call_types: [call]}\n"
    "units:\n"
    "  cars: {type: car, count: 1, at: stations}\n";

/// The tiny town in a folder of its own, imported as the command line does.
class TinyImport {
 public:
  TinyImport() {
    write("in/nodes.csv", kTinyJunctions);
    write("in/roads.csv", kTinyRoads);
    write("in/posts.csv", kTinyStations);
    write("in/parts.csv", kTinyDistricts);
    write("town.yaml", kTinyMapping);
  }
  void write(const std::string& name, std::string_view text) const { folder_.write(name, text); }
  /// The mapping with every `from` replaced.
  void change_mapping(std::string_view from, std::string_view to) const {
    std::string text(kTinyMapping);
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::logic_error("not in the mapping");
    write("town.yaml", text.replace(at, from.size(), to));
  }
  /// The findings, "" when there are none and OUT is written.
  std::string run(const std::string& in = "in", const std::string& out = "out") {
    Diagnostics diagnostics;
    const auto import = import_roads(folder_.path(in), folder_.path("town.yaml"), diagnostics);
    if (may_import_to(folder_.path(out), diagnostics) && import) {
      report = import->report;
      written = write_import(*import, folder_.path(out), diagnostics);
    }
    // Most of these towns have no calls, which is told of each and is not what is tested.
    Diagnostics others;
    for (const Diagnostic& d : diagnostics.all()) {
      told_no_calls |= d.message.find("call types but no calls") != std::string::npos;
      if (d.severity == Severity::kError)
        others.error(d.place, d.message, d.hint);
      else if (d.message.find("call types but no calls") == std::string::npos)
        others.warning(d.place, d.message, d.hint);
    }
    return folder_.without_folder(text_of(others));
  }
  std::string read(const std::string& name) const {
    std::ifstream file(folder_.path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string path(const std::string& name) const { return folder_.path(name); }

  ImportReport report;
  bool written = false;
  bool told_no_calls = false;  ///< in any run

 private:
  TemporaryFolder folder_;
};

}  // namespace vedette::testing
