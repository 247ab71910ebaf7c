// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "engine/run.hpp"
#include "engine/wires/direct_carrier.hpp"
#include "measure/figures.hpp"
#include "world/load.hpp"

namespace vedette::testing {

/// A square of 5 x 5 junctions, 500 m apart at 36 km/h (50 s a side), stations in two corners.
/// Files stand in a folder of the test's own.
class SmallCity {
 public:
  SmallCity() {
    // Tests run side by side.
    folder_ = std::filesystem::path(VEDETTE_BINARY_DIR) /
              ("small-city-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    std::ofstream junctions(folder_ / "junctions.csv"), roads(folder_ / "roads.csv");
    junctions << "id,x_m,y_m,district,calls_per_day\n";
    roads << "from,to\n";
    for (int y = 0; y < 5; ++y) {
      for (int x = 0; x < 5; ++x) {
        const int id = 5 * y + x;
        junctions << id << ',' << 500 * x << ',' << 500 * y << ',' << (y < 3 ? "south" : "north")
                  << ",4\n";
        if (x < 4) roads << id << ',' << id + 1 << '\n';
        if (y < 4) roads << id << ',' << id + 5 << '\n';
      }
    }
  }
  SmallCity(const SmallCity&) = delete;
  SmallCity& operator=(const SmallCity&) = delete;
  ~SmallCity() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  /// Where its files stand, with the slash at the end.
  std::string folder() const { return folder_.string() + "/"; }
  /// `more` is appended to the scenario; `cells` is the value under city.cells.
  std::string yaml(const std::string& more = "", const std::string& cells = "{columns: 2, rows: 2}",
                   const std::string& units = "cars: {type: car, count: 3, at: cells}") const {
    return R"(vedette: 1
name: small city
start: "2026-03-02T00:00:00+08:00"
duration_h: 24
models:
  roads: {plain: {default_speed_kmh: 36, siren_factor: 1.25, sources: {"*": "assumption: test"}}}
  units: {car: {turnout_s: 10, turnout_on_patrol_s: {uniform: {low: 0, high: 10}},
                pause_s: {exponential: {mean: 60}}, sources: {"*": "assumption: test"}}}
  call_types:
    urgent: {share: 1, priority: 1, on_scene_s: {exponential: {mean: 900}},
             sources: {"*": "assumption: test"}}
    other: {share: 3, priority: 2, on_scene_s: {lognormal: {mean: 1200, cv: 0.7}},
            sources: {"*": "assumption: test"}}
city:
  junctions: junctions.csv
  roads: roads.csv
  road_type: plain
  stations: {A: {junction: 0}, B: {junction: 24}}
  cells: )" +
           cells + R"(
  call_types: [urgent, other]
units:
  )" + units +
           "\n" + more;
  }
  std::shared_ptr<const World> world(const std::string& text,
                                     const std::vector<std::string>& overrides = {}) const {
    Diagnostics diagnostics;
    auto world =
        load_world_text(text, (folder_ / "scenario.yaml").string(), overrides, diagnostics);
    for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
    REQUIRE(world);
    return world;
  }

 private:
  std::filesystem::path folder_;
};

/// Everything a run tells, as text lines; calls apart.
struct LogSink : Sink {
  explicit LogSink(const World& w, RecordLevel level = RecordLevel::kFull)
      : world(w), level_(level) {}
  RecordLevel wants() const override { return level_; }
  void incident_opened(const Incident& i) override {
    const std::string& place = world.entities[i.place.index()].name;
    const std::string& type =
        i.kind == IncidentKind::kCall ? world.city.call_types[i.type].name : "alarm";
    opened.push_back(std::to_string(i[Stage::kOccurred].us) + " " + place + " " + type);
    lines.push_back("open " + std::to_string(i.id.value) + " " + opened.back());
  }
  void stage(const Incident& i, Stage s, Time at, EntityId who) override {
    lines.push_back(std::to_string(at.us) + " " + std::to_string(i.id.value) + " " +
                    std::string(stage_name(s)) + " " + std::to_string(who.value));
  }
  void incident_closed(const Incident& i) override {
    closed.push_back(i);
    lines.push_back("close " + std::to_string(i.id.value));
  }
  void busy(EntityId who, Time a, Time b) override { span("busy", who, a, b); }
  void on_duty(EntityId who, Time a, Time b) override { span("duty", who, a, b); }
  void intrusion(EntityId who, bool d, bool i, Time at) override {
    lines.push_back("intrusion " + std::to_string(who.value) + (d ? " d" : "") + (i ? " i " : " ") +
                    std::to_string(at.us));
  }
  void event(const Event& e) override {
    lines.push_back(std::to_string(e.at.us) + " " + std::string(topic_name(e.topic)) + " " +
                    std::to_string(e.subject.value) + " " + std::string(e.text));
  }
  void state(const StateChange& c) override {
    lines.push_back(std::to_string(c.at.us) + " state " + std::to_string(c.who.value) + " " +
                    std::string(c.state));
  }
  void segment(const Segment& s) override { segments.push_back(s); }
  void span(const char* what, EntityId who, Time a, Time b) {
    lines.push_back(std::string(what) + " " + std::to_string(who.value) + " " +
                    std::to_string(a.us) + " " + std::to_string(b.us));
  }
  const World& world;
  RecordLevel level_;
  std::vector<std::string> lines, opened;
  std::vector<Incident> closed;
  std::vector<Segment> segments;
};

inline void run_direct(const World& world, Sink& sink, std::uint64_t seed = 1,
                       std::uint64_t replication = 1) {
  DirectCarrier carrier(world.network.hosts.size(), world.network.direct_delay);
  Sinks sinks;
  sinks.add(sink);
  Run run(world, Random(seed, replication), carrier, sinks);
  run.execute();
}

}  // namespace vedette::testing
