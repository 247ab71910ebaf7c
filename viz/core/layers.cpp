// SPDX-License-Identifier: Apache-2.0
#include "viz/core/layers.hpp"

#include <algorithm>

namespace vedette::view {

std::string_view layer_name(LayerId id) {
  static constexpr std::string_view kNames[] = {
      "heat",     "circles", "cells",       "districts", "roads",     "site",
      "fields",   "density", "blind_spots", "paths",     "perimeter", "devices",
      "stations", "trails",  "units",       "incidents", "names"};
  static_assert(std::size(kNames) == kLayers);
  return kNames[static_cast<std::size_t>(id)];
}

Layers::Layers() {
  for (std::size_t i = 0; i < kLayers; ++i) layers_[i].id = static_cast<LayerId>(i);
  for (const LayerId off : {LayerId::kHeat, LayerId::kCircles, LayerId::kBlindSpots,
                            LayerId::kPaths, LayerId::kDistricts})
    (*this)[off].on = false;
  (*this)[LayerId::kHeat].opacity = 0.75f;
  (*this)[LayerId::kCircles].opacity = 0.85f;
  (*this)[LayerId::kFields].opacity = 0.6f;
}

void Layers::move(LayerId id, int steps) {
  const auto from = static_cast<int>(place(id));
  const int to = std::clamp(from + steps, 0, static_cast<int>(kLayers) - 1);
  const Layer moved = layers_[static_cast<std::size_t>(from)];
  for (int i = from; i != to; i += to > from ? 1 : -1)
    layers_[static_cast<std::size_t>(i)] =
        layers_[static_cast<std::size_t>(i + (to > from ? 1 : -1))];
  layers_[static_cast<std::size_t>(to)] = moved;
}

bool Layers::find(std::string_view name, LayerId& id) const {
  for (std::size_t i = 0; i < kLayers; ++i)
    if (layer_name(static_cast<LayerId>(i)) == name) {
      id = static_cast<LayerId>(i);
      return true;
    }
  return false;
}

}  // namespace vedette::view
