// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace vedette::testing {

/// A closed facility that does not exist, for the scenario wuhai-centre: a walled compound of
/// 440 x 320 m with four ward buildings, workshops, a teaching building, a canteen, a hospital, an
/// administration with duty room, machine rooms, a vehicle lock, and everybody and everything that
/// watches over it. Each member is one piece of the scenario.
struct MadeUpSite {
  std::string layout;     ///< walls, buildings, rooms, doors, areas, posts, assets
  std::string perimeter;  ///< zones with two technologies on every segment
  std::string cameras;    ///< 243 of them
  std::string people;     ///< checkpoints, tours, the two brigades, operators, badges
  std::size_t camera_count = 0, room_count = 0, door_count = 0, machine_rooms = 0;
};

/// The same bytes on every machine.
MadeUpSite made_up_site();

}  // namespace vedette::testing
