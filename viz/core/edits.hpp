// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "viz/core/scene.hpp"

namespace vedette::view {

/// One change made by hand. All of it is data: done again from a file it gives the same design.
struct Edit {
  enum class Kind : std::uint8_t { kMoveCamera, kTurnCamera, kCloseRoad, kMoveStation, kPaint };
  Kind kind = Kind::kMoveCamera;
  std::string name;                  ///< of the camera or station; of the painted patrol
  double x_m = 0, y_m = 0;           ///< camera's new place, in the city's metres
  double azimuth_deg = 0;            ///< camera's new direction
  std::vector<std::uint32_t> nodes;  ///< road: its two ends; station: its junction; painted ones
  bool operator==(const Edit&) const = default;
};

/// What stands where after some edits.
struct Design {
  std::vector<RecordedGeometry::Camera> cameras;
  std::vector<RecordedGeometry::Station> stations;
  std::vector<std::uint32_t> closed_roads;  ///< indices into the geometry's city roads, ascending
  struct Patrol {
    std::string name;
    std::vector<std::uint32_t> nodes;
  };
  std::vector<Patrol> patrols;
};

/// Edits in order, with undo and redo.
class Edits {
 public:
  /// Consecutive moves or turns of the same thing are one edit (a drag); ends with `finish_drag`.
  void add(Edit edit);
  void finish_drag() { dragging_ = false; }
  bool undo();
  bool redo();
  void clear();
  bool can_undo() const { return !done_.empty(); }
  bool can_redo() const { return !undone_.empty(); }
  const std::vector<Edit>& done() const { return done_; }
  /// Rises with every change.
  std::uint64_t version() const { return version_; }

  Design design(const Scene& scene) const;
  std::string to_json() const;
  /// False (and nothing changed) if it is no list of edits.
  bool from_json(const std::string& text);

 private:
  std::vector<Edit> done_, undone_;
  bool dragging_ = false;
  std::uint64_t version_ = 0;
};

/// A scenario that includes `base` (path of its file) and says what the edits change. From
/// `effective_json`, the scenario as it is: the site's anchor, the type of painted patrols (that of
/// its first fleet), and road changes that were there before and are kept. Closures hold from
/// `from_s` on.
std::string overlay_yaml(const Scene& scene, const Edits& edits, const std::string& base,
                         const std::string& effective_json, double from_s);

/// The same as overrides (PATH=VALUE), as `vedette run SCENARIO --from T --set …` takes them.
std::vector<std::string> overrides_of(const Scene& scene, const Edits& edits,
                                      const std::string& effective_json, double from_s);

}  // namespace vedette::view
