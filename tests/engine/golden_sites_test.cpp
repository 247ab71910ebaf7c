// SPDX-License-Identifier: Apache-2.0
// Golden logs: small sites drawn as maps, one for each kind of threat; the log of a run is
// compared word for word. VEDETTE_ACCEPT=1 writes it anew: read the difference.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "engine/small_scenarios.hpp"
#include "support/ascii_site.hpp"

namespace vedette {
namespace {

using testing::ascii_scenario;
using testing::ascii_site;
using testing::AsciiOrder;
using testing::run_direct;

// The log as people read it: time, topic, who, word, whom, incident.
class Golden : public Sink {
 public:
  explicit Golden(const World& world) : world_(world) {}
  RecordLevel wants() const override { return RecordLevel::kEvents; }
  void event(const Event& e) override {
    text_ += fmt::format("{:>12.6f}  {:<36}", e.at.seconds(), topic_name(e.topic));
    if (e.subject.valid()) text_ += " " + name(e.subject);
    if (!e.text.empty()) text_ += fmt::format(" '{}'", e.text);
    if (e.other.valid()) text_ += " " + name(e.other);
    if (e.incident.valid()) text_ += fmt::format(" #{}", e.incident.value);
    text_ += "\n";
  }
  void intrusion(EntityId who, bool detected, bool interrupted, Time at) override {
    text_ += fmt::format("{:>12.6f}  end of {}: {}, {}\n", at.seconds(), name(who),
                         detected ? "detected" : "not detected",
                         interrupted ? "interrupted" : "succeeded");
  }
  const std::string& text() const { return text_; }

 private:
  std::string name(EntityId id) const { return world_.entities[id.index()].name; }
  const World& world_;
  std::string text_;
};

constexpr const char* kSensors = R"(
    contact: {technology: contact, alarm: door, detection_probability: 0.95, nuisance_per_day: 0,
              report_s: 0.2, sources: {"*": "assumption: test"}}
    button: {technology: button, alarm: duress, detection_probability: 0.9, nuisance_per_day: 0,
             report_s: {lognormal: {mean: 6, cv: 0.8}}, sources: {"*": "assumption: test"}}
    smoke: {technology: smoke, alarm: fire, detection_probability: 0.95, nuisance_per_day: 0,
            report_s: {lognormal: {mean: 60, cv: 0.5}}, sources: {"*": "assumption: test"}}
    call: {technology: button, alarm: medical, detection_probability: 0.95, nuisance_per_day: 0,
           report_s: {lognormal: {mean: 30, cv: 0.8}}, sources: {"*": "assumption: test"}}
    tag: {technology: tag, alarm: ankle_tag, detection_probability: 0.98, nuisance_per_day: 0,
          report_s: {uniform: {low: 5, high: 35}}, sources: {"*": "assumption: test"}}
    cordon: {technology: cordon, alarm: cordon, detection_probability: 0.9, nuisance_per_day: 0,
             report_s: 1, sources: {"*": "assumption: test"}}
    recorder: {technology: radio, alarm: duress, detection_probability: 0.9, nuisance_per_day: 0,
               report_s: 5, sources: {"*": "assumption: test"}}
    wind-beam: {technology: beam, detection_probability: 0.9, nuisance_per_day: 4,
                detection_by_attack: {climb: 0.9, throw: 0.2}, nuisance_weather_factor: {wind: 6},
                burst: {per_day: {wind: 40}, share: 0.8, within_s: 60}, report_s: 0.3,
                sources: {"*": "assumption: test"}}
)";

std::string with_sensors(std::string text) {
  const std::string key = "  sensors:";
  const auto at = text.find(key) + key.size();
  return text.insert(at, kSensors);
}

void compare(const std::string& name, const std::string& scenario, const std::string& folder = "") {
  Diagnostics diagnostics;
  const auto world = load_world_text(scenario, folder + name + ".yaml", {}, diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(world);
  Golden log(*world);
  run_direct(*world, log);
  const std::string file =
      std::string(VEDETTE_SOURCE_DIR) + "/tests/engine/golden/" + name + ".log";
  if (std::getenv("VEDETTE_ACCEPT")) std::ofstream(file, std::ios::binary) << log.text();
  std::ifstream in(file, std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(in), {}};
  CHECK(log.text() == expected);
}

const char* const kDutyRoom = R"(
  operators: {op: {}}
  duty_room: {type: room, guards_sent: 1}
)";

TEST_CASE("golden log: an intrusion from outside in, verified by two adjacent zones") {
  constexpr const char* kMap = R"(
    ......I........
    ###############
    #111111222222.#
    #......^......#
    #..G..........#
    #.......#D###.#
    #.......#A..#.#
    #.......#####.#
    ###############
)";
  AsciiOrder order;
  order.extra = std::string(kDutyRoom) + R"(
  verification: {window_s: 30, adjacent_within_m: 6}
  threats:
    intruder:
      kind: intrusion
      between_h: [0.25, 0.5]
      from: [32.5, 42.5]
      tasks:
        - {name: climbs the wall, attack: climb, zones: [Z1, Z2], at: [32.5, 32.5],
           duration_s: {lognormal: {mean: 20, cv: 0.3}}}
        - {name: runs to the store, at: [47.5, 22.5], duration_s: {lognormal: {mean: 8, cv: 0.3}}}
        - {name: forces the door, attack: force, zones: [store-door], at: [47.5, 17.5],
           duration_s: {lognormal: {mean: 90, cv: 0.3}}}
        - {name: steals, at: [47.5, 12.5], duration_s: {lognormal: {mean: 120, cv: 0.3}}}
  detectors: {store-door: {type: contact, point: D1, door: D1}}
)";
  compare("intrusion", with_sensors(ascii_scenario(ascii_site(kMap, order), 1)));
}

TEST_CASE("golden log: an escape from inside out, in wind, with a masked zone") {
  constexpr const char* kMap = R"(
    ###############
    #1111111......#
    #......v......#
    #.####........#
    #.#A.D......G.#
    #.####........#
    #2222222......#
    ###############
)";
  AsciiOrder order;
  order.sensors = "wind-beam, thermal";
  order.extra = std::string(kDutyRoom) + R"(
  verification: {window_s: 60, unverified: hold}
  sensor_events: [{zone: Z2, sensor: thermal, state: fault, from_s: 600, to_s: 1200}]
  threats:
    escape:
      kind: escape
      between_h: [0.6, 0.7]
      from: [17.5, 17.5]
      tasks:
        - {name: forces the ward door, attack: force, zones: [ward-door], at: [27.5, 17.5],
           duration_s: {lognormal: {mean: 60, cv: 0.3}}}
        - {name: runs to the wall, at: [22.5, 32.5], duration_s: {lognormal: {mean: 6, cv: 0.3}}}
        - {name: climbs over, attack: climb, zones: [Z1], at: [22.5, 37.5], sensed: middle,
           duration_s: {lognormal: {mean: 45, cv: 0.3}}}
        - {name: runs away, at: [22.5, 80], duration_s: {lognormal: {mean: 40, cv: 0.3}}}
  detectors: {ward-door: {type: contact, point: D1, door: D1, access: [["06:00", "21:00"]]}}
)";
  compare("escape", with_sensors(ascii_scenario(
                        ascii_site(kMap, order), 1,
                        "weather: {given: [{from_h: 0, state: clear}, {from_h: 0.3, state: "
                        "wind}]}\n")));
}

TEST_CASE("golden log: a throw-over") {
  constexpr const char* kMap = R"(
    ...I.........
    xxxxxxxxxxxxx
    x11111111111x
    x.....^....Gx
    x...........x
    xxxxxxxxxxxxx
)";
  AsciiOrder order;
  order.sensors = "wind-beam, thermal";
  order.extra = std::string(kDutyRoom) + R"(
  threats:
    parcel:
      kind: throw_over
      between_h: [0.25, 0.5]
      from: [17.5, 27.5]
      tasks:
        - {name: throws, attack: throw, zones: [Z1], at: [20, 12.5], duration_s: 2}
        - {name: lies there, duration_s: {lognormal: {mean: 240, cv: 0.5}}}
        - {name: is picked up, at: [30, 12.5], duration_s: 10}
)";
  compare("throw_over", with_sensors(ascii_scenario(ascii_site(kMap, order), 1)));
}

TEST_CASE("golden log: a disturbance in a ward, then a fire") {
  constexpr const char* kMap = R"(
    ###############
    #..G.G........#
    #.####D######.#
    #.#..A......#.#
    #.#....^....#.#
    #.###########.#
    ###############
)";
  AsciiOrder order;
  order.extra = R"(
  operators: {op: {}}
  duty_room: {type: room, guards_sent: 2}
  detectors:
    ward-button: {type: button, point: A1}
    ward-smoke: {type: smoke, point: A1}
  threats:
    fight:
      kind: disturbance
      between_h: [0.2, 0.3]
      from: [27.5, 17.5]
      guards_needed: 2
      staff: {stop_probability: 0.3, after_s: {lognormal: {mean: 60, cv: 0.5}}}
      tasks:
        - {name: quarrel, attack: press, zones: [ward-button], sensed: end,
           duration_s: {lognormal: {mean: 60, cv: 0.5}}}
        - {name: fight, duration_s: {lognormal: {mean: 180, cv: 0.5}}}
    blanket:
      kind: fire
      between_h: [0.6, 0.7]
      from: [27.5, 17.5]
      tasks:
        - {name: smoulders, attack: fire, zones: [ward-smoke],
           duration_s: {lognormal: {mean: 240, cv: 0.3}}}
        - {name: burns, duration_s: {lognormal: {mean: 180, cv: 0.3}}}
)";
  compare("disturbance_fire", with_sensors(ascii_scenario(ascii_site(kMap, order), 1)));
}

TEST_CASE("golden log: a medical emergency, and officers who walk in from the gate") {
  constexpr const char* kMap = R"(
    ########+####
    #..........G#
    #.####D####.#
    #.#...A...#.#
    #.#....^..#.#
    #.#########.#
    #...........#
    #############
)";
  AsciiOrder order;
  order.extra = R"(
  anchor: [0, 0]
  gate_junction: 0
  police: {enter_at: P1}
  operators: {op: {}}
  duty_room: {type: room, guards_sent: 1, police_call_type: urgent}
  detectors: {ward-call: {type: call, point: A1}}
  threats:
    faint:
      kind: medical
      between_h: [0.2, 0.3]
      from: [32.5, 17.5]
      tasks:
        - {name: falls, attack: press, zones: [ward-call], sensed: end, duration_s: 10}
        - {name: lies there, duration_s: {lognormal: {mean: 420, cv: 0.3}}}
)";
  const testing::SmallCity city;
  std::string text = city.yaml(ascii_site(kMap, order).yaml);
  std::string models = testing::ascii_models();
  models = models.substr(models.find('\n') + 1);  // without its head
  const std::string key = "models:\n";
  text.insert(text.find(key) + key.size(), models);
  text.replace(text.find("duration_h: 24"), 14, "duration_h: 1");
  compare("medical", with_sensors(text), city.folder());
}

TEST_CASE("golden log: an escape from an escort at a hospital, police called in") {
  constexpr const char* kMap = R"(
    ######
    #11..#
    #..G.#
    ######
)";
  AsciiOrder order;
  order.extra = R"(
  anchor: [0, 0]
  gate_junction: 0
  operators: {op: {}}
  duty_room: {type: room, guards_sent: 1, police_call_type: urgent}
  detectors:
    tag-7: {type: tag, junction: 13}
    van-cordon: {type: cordon, junction: 13}
    officer-key: {type: recorder, junction: 13}
  threats:
    patient:
      kind: escort_escape
      between_h: [0.4, 0.5]
      from: [1500, 1000]
      guards_needed: 0
      police_stop_it: true
      staff: {stop_probability: 0.4, after_s: {lognormal: {mean: 20, cv: 0.5}}}
      tasks:
        - {name: breaks free, attack: press, zones: [officer-key], at: [1505, 1000], duration_s: 5}
        - {name: runs past the van, attack: run, zones: [van-cordon], at: [1530, 1000],
           duration_s: {lognormal: {mean: 8, cv: 0.3}}}
        - {name: leaves the fence, attack: leave, zones: [tag-7], at: [1700, 1000],
           duration_s: {lognormal: {mean: 120, cv: 0.3}}}
        - {name: cuts the tag, attack: cut, zones: [tag-7], sensed: end,
           duration_s: {lognormal: {mean: 90, cv: 0.3}}}
        - {name: is lost in the crowd, at: [1900, 1000],
           duration_s: {lognormal: {mean: 300, cv: 0.3}}}
)";
  const testing::SmallCity city;
  std::string text = city.yaml(ascii_site(kMap, order).yaml);
  std::string models = testing::ascii_models();
  models = models.substr(models.find('\n') + 1);  // without its head
  const std::string key = "models:\n";
  text.insert(text.find(key) + key.size(), models);
  text.replace(text.find("duration_h: 24"), 14, "duration_h: 1");
  compare("escort_escape", with_sensors(text), city.folder());
}

}  // namespace
}  // namespace vedette
