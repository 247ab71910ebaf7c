// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vedette::testing {

/// A small site drawn as a map, north up, one character a square:
///   #  opaque wall             x  fence                  D  door in a wall or fence
///   .  ground                  (space) not walked on     0 to 9  a perimeter zone: its squares
///   ^ > v <  camera that looks north, east, south, west  stand in one row or one column
///   G  a guard's post          C  checkpoint             A  asset
///   I  where an intruder comes from                      +  any other named point
/// Things are numbered by their letter in reading order: D1, D2, G1, C1, A1, I1, P1 (for +), K1
/// (cameras), zones Z0 to Z9. [0, 0] is the south-west corner of the map, a square's place its
/// middle. People walk from square to square in eight directions, never past a wall's corner.
/// Everything but walls, fences and blanks is walked on.
struct AsciiOrder {
  double cell_m = 5;
  std::string sensors = "beam, thermal";  ///< types of the sensors of every zone
  std::string camera_type = "cam";
  std::string guard_type = "guard";
  double door_delay_s = 10;
  /// Lines of the site's block, indented by two spaces: intruders, tours, duty_room …
  std::string extra;
};

struct AsciiSite {
  std::string yaml;  ///< "site:\n  walls: …"
  /// Places of everything named, by name ("G1"); of zones the middle. Metres.
  std::map<std::string, std::pair<double, double>> places;

  /// "[12.5, 30]", for a scenario; throws std::invalid_argument if there is no such name.
  std::string at(std::string_view name) const;
};

/// The site's block of a scenario. Every thing that is drawn is put in: walls, fences, doors with
/// their delay, points and paths, zones with their sensors, cameras, checkpoints, one guard without
/// a tour at each G; `tours` and all that a map cannot show come from `extra`. Squares that cannot
/// be walked to from the first G (else from the first square) get no point; a zone is seen to from
/// the walked square nearest to its middle.
/// Throws std::invalid_argument that names row and column of what cannot be read.
AsciiSite ascii_site(std::string_view map, const AsciiOrder& order = {});

/// A whole scenario around it: no city, no network, all durations constant (those of
/// `ascii_models`), starts on Monday at midnight.
std::string ascii_scenario(const AsciiSite& site, double hours = 2, std::string_view more = {});
/// models: with every type that the defaults of AsciiOrder name, and the duty room `room`; all
/// detection probabilities 1, no nuisance alarms.
std::string ascii_models();

}  // namespace vedette::testing
