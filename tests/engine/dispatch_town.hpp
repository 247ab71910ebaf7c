// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/small_scenarios.hpp"

namespace vedette::testing {

/// A row of 11 junctions, named 0 to 10, 100 m apart at 36 km/h: 10 s a piece, with or without
/// siren. No turnout, no chance: every time can be told by hand. Calls come from a trace.
class DispatchTown {
 public:
  std::string header = "at_s,junction,type,on_scene_s";
  std::string calls;  ///< rows of the trace
  std::string types =
      "    low: {share: 1, priority: 3, on_scene_s: 100, sources: {\"*\": \"assumption: test\"}}\n"
      "    high: {share: 1, priority: 1, on_scene_s: 100, sources: {\"*\": \"assumption: "
      "test\"}}\n";
  std::string models;  ///< further members of models
  std::string city;    ///< further members of city
  std::string units = "  cars: {type: car, count: 1, at: stations}\n";
  std::string unit_types =
      "    car: {turnout_s: 0, turnout_on_patrol_s: 0, pause_s: 0, "
      "sources: {\"*\": \"assumption: test\"}}\n";
  std::string stations = "{A: {junction: 0}}";
  std::string dispatch = "{rule: nearest}";
  std::string shifts;
  std::string listed = "[low, high]";
  std::string start = "2026-03-02T00:00:00+08:00";  // a Monday
  double hours = 2;

  std::shared_ptr<const World> world(const std::vector<std::string>& overrides = {}) const {
    const auto folder = std::filesystem::path(VEDETTE_BINARY_DIR) / "dispatch-town";
    std::filesystem::create_directories(folder);
    std::ofstream junctions(folder / "junctions.csv"), roads(folder / "roads.csv");
    junctions << "id,x_m,y_m,calls_per_day\n";
    roads << "from,to\n";
    for (int i = 0; i <= 10; ++i) {
      junctions << i << ',' << 100 * i << ",0,1\n";
      if (i < 10) roads << i << ',' << i + 1 << '\n';
    }
    // A long way round from end to end.
    junctions << "11,500,-300,1\n";
    roads << "0,11\n11,10\n";
    junctions.close();
    roads.close();
    std::ofstream(folder / "calls.csv") << header << "\n" << calls;
    const std::string text = "vedette: 1\nname: row\nstart: \"" + start +
                             "\"\nduration_h: " + std::to_string(hours) +
                             "\nmodels:\n"
                             "  roads: {plain: {default_speed_kmh: 36, siren_factor: 1, "
                             "sources: {\"*\": \"assumption: test\"}}}\n"
                             "  units:\n" +
                             unit_types + "  call_types:\n" + types + models + shifts +
                             "city:\n"
                             "  junctions: junctions.csv\n  roads: roads.csv\n  road_type: plain\n"
                             "  demand: {trace: calls.csv}\n"
                             "  stations: " +
                             stations + "\n  call_types: " + listed + "\n  dispatch: " + dispatch +
                             "\n" + city + "units:\n" + units;
    Diagnostics diagnostics;
    auto world = load_world_text(text, (folder / "scenario.yaml").string(), overrides, diagnostics);
    for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
    REQUIRE(world);
    return world;
  }
};

/// A run of it with what was told.
struct DispatchLog : LogSink {
  using LogSink::LogSink;
  std::vector<Tally> tallies;
  void tally(const Tally& t) override { tallies.push_back(t); }
  /// Seconds from time 0 of a stage of the n-th incident (in order of opening); -1: did not happen.
  double at(std::size_t n, Stage stage) const {
    for (const Incident& i : closed)
      if (i.id.value == n) return i.has(stage) ? (i[stage] - Time{0}).seconds() : -1;
    return -2;
  }
  std::string responder(std::size_t n) const {
    for (const Incident& i : closed)
      if (i.id.value == n && i.responder.valid()) return world.entities[i.responder.index()].name;
    return "";
  }
};

}  // namespace vedette::testing
