// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace vedette::view {

/// What the map can show, from the bottom up as drawn by default.
enum class LayerId : std::uint8_t {
  kHeat,
  kCircles,
  kCells,
  kDistricts,
  kRoads,
  kSite,
  kFields,   ///< camera fields of view
  kDensity,  ///< how dense their pictures are, in bands
  kBlindSpots,
  kPaths,
  kPerimeter,
  kDevices,
  kStations,
  kTrails,
  kUnits,
  kIncidents,
  kNames,
  kCount
};
inline constexpr std::size_t kLayers = static_cast<std::size_t>(LayerId::kCount);

struct Layer {
  LayerId id = LayerId::kHeat;
  bool on = true;
  float opacity = 1;
};

/// "heat", "circles", …: in settings, scripts and as the end of "layer.…" in the table of words.
std::string_view layer_name(LayerId id);

/// The layers of the map in the order drawn.
class Layers {
 public:
  Layers();
  const Layer& operator[](LayerId id) const { return layers_[place(id)]; }
  Layer& operator[](LayerId id) { return layers_[place(id)]; }
  const std::array<Layer, kLayers>& in_order() const { return layers_; }
  std::array<Layer, kLayers>& in_order() { return layers_; }
  /// Draws `id` one place higher (steps > 0) or lower.
  void move(LayerId id, int steps);
  bool find(std::string_view name, LayerId& id) const;

 private:
  std::size_t place(LayerId id) const {
    for (std::size_t i = 0; i < kLayers; ++i)
      if (layers_[i].id == id) return i;
    return 0;
  }
  std::array<Layer, kLayers> layers_;
};

}  // namespace vedette::view
