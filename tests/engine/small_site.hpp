// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/small_scenarios.hpp"

namespace vedette::testing {

// A yard of 100 x 100 m, one zone on the north side seen by one camera, guard post 60 m south of
// it.
inline std::string site(bool network, const std::string& extra = "") {
  std::string hosts = network
                          ? R"(
network:
  hosts: [panel, server, console, radio, police, cam, switch]
  links:
    a: {type: link, between: [panel, switch]}
    b: {type: link, between: [server, switch]}
    c: {type: link, between: [console, switch]}
    d: {type: link, between: [radio, switch]}
    e: {type: link, between: [police, switch]}
    f: {type: link, between: [cam, switch]}
)"
                          : "\nnetwork: {hosts: [panel, server, console, radio, police, cam]}\n";
  return R"(
site:
  anchor: [0, 0]
  gate_junction: 0
  guard_type: guard
  walk:
    points: {post: [50, 30], spot: [50, 90], far: [10, 10]}
    paths: [{between: [far, post, spot]}]
  zones: {north: {from: [0, 95], to: [100, 95], sensors: [beam, thermal], point: spot}}
  cameras: {cam: {type: cam, at: [50, 50], azimuth_deg: 0, host: cam}}
  checkpoints: {c: {point: far}}
  tours: {t: {checkpoints: [c], pause_s: 5, rest_s: 600}}
  guards: {g1: {post: post}, g2: {post: far, tour: t}}
  operators: {op: {console: console}}
  duty_room: {type: room, guards_sent: 1, police_call_type: urgent, panel: panel, server: server,
              radio: radio, police_line: police}
  intruders:
    thief: {zone: north, between_h: [1, 1], from: [50, 150],
            tasks: [{name: climbs, at: [50, 90], duration_s: 20},
                    {name: works, at: [50, 60], duration_s: 200}]}
)" + hosts +
         extra;
}

inline std::string models() {
  return R"(
  cameras: {cam: {hfov_deg: 60, range_m: 60, sources: {"*": "assumption: test"}}}
  sensors:
    beam: {technology: beam, detection_probability: 1, nuisance_per_day: 0, report_s: 0.5,
           sources: {"*": "assumption: test"}}
    thermal: {technology: thermal, detection_probability: 1, nuisance_per_day: 0, report_s: 2,
              sources: {"*": "assumption: test"}}
  guards: {guard: {walk_speed_mps: 1.5, run_factor: 2, reaction_s: 10, search_s: 100,
                   sources: {"*": "assumption: test"}}}
  duty_rooms:
    room:
      {acknowledge_s: 5, assess_with_camera_s: 15, assess_without_camera_s: 60,
       wrong_dismissal_probability: 0, wrong_confirmation_probability: 0, camera_patience_s: 4,
       message_bytes: 1250, picture_bytes: 1250000, retry_s: 5, merge_window_s: 30,
       call_police_s: 20, sources: {"*": "assumption: test"}}
  links: {link: {bandwidth_mbps: 100, latency_ms: 0.1, sources: {"*": "assumption: test"}}}
)";
}

/// The small city with this site at junction 0.
inline std::string scenario(const SmallCity& city, bool network, const std::string& extra = "") {
  std::string text = city.yaml(site(network, extra), "{columns: 1, rows: 1}",
                               "cars: {type: car, count: 1, at: stations}");
  const std::string key = "models:\n";
  text.insert(text.find(key) + key.size(), models().substr(1));
  return text;
}

}  // namespace vedette::testing
