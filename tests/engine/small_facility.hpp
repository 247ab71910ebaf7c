// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/small_scenarios.hpp"
#include "support/ascii_site.hpp"

namespace vedette::testing {

/// A house of 20 x 10 m with two floors, two rooms below joined by an inner door, a badge door to
/// the south and a badge door to the east that are 10 m apart, and stairs in the western room.
/// Times of doors are constants: badge 2 s, key 5 s, leaf 3 s, shut 4 s later.
inline std::string small_facility(const std::string& extra = "", const std::string& people = R"(
  posts:
    outside: {at: [5, -5]}
    west-room: {at: [5, 5]}
    east-room: {at: [15, 5]}
    upstairs: {at: [5, 5], building: house, floor: 2}
  guards: {g1: {post: outside}}
  badges: {staff: {holders: [g1], areas: [house]}}
)") {
  return R"(vedette: 1
name: small facility
start: "2026-03-02T00:00:00+08:00"
duration_h: 2
)" + ascii_models() +
         R"(  doors:
    badge: {lock: badge, power: fail_secure, read_s: 2, key_s: 5, open_s: 3, close_s: 4,
            break_s: 30, sources: {"*": "assumption: test"}}
    plain: {lock: none, open_s: 1, close_s: 1, sources: {"*": "assumption: test"}}
site:
  guard_type: guard
  walk: {points: {}}
  buildings: {house: {corners: [[0, 0], [20, 0], [20, 10], [0, 10]], floors: 2}}
  rooms:
    west: {corners: [[0, 0], [10, 0], [10, 10], [0, 10]]}
    east: {corners: [[10, 0], [20, 0], [20, 10], [10, 10]]}
  stairs: {stair: {at: [2, 8], building: house, seconds_per_floor: 12}}
  areas: {house: {level: 2, buildings: [house]}}
  doors:
    front: {at: [5, 0], type: badge}
    side: {at: [20, 5], type: badge}
    inner: {at: [10, 5], type: plain}
)" + people.substr(1) +
         extra;
}

inline std::shared_ptr<const World> load_facility(const std::string& text,
                                                  const std::vector<std::string>& overrides = {}) {
  Diagnostics diagnostics;
  auto world = load_world_text(text, "facility.yaml", overrides, diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(world);
  return world;
}

}  // namespace vedette::testing
