// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace vedette::view {

/// Red in the lowest byte, then green, blue, opacity: what the drawing library takes.
using Colour = std::uint32_t;

constexpr Colour rgb(std::uint32_t rrggbb, std::uint32_t alpha = 255) {
  return (rrggbb >> 16 & 255) | (rrggbb & 0xff00) | (rrggbb & 255) << 16 | alpha << 24;
}

/// The same colour with its opacity multiplied by `share` (0..1).
inline Colour faded(Colour c, double share) {
  const double alpha = static_cast<double>(c >> 24) * std::clamp(share, 0.0, 1.0);
  return (c & 0x00ffffffu) | static_cast<Colour>(std::lround(alpha)) << 24;
}

inline Colour mixed(Colour a, Colour b, double share) {
  Colour out = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const double x = a >> shift & 255, y = b >> shift & 255;
    out |= static_cast<Colour>(std::lround(x + (y - x) * std::clamp(share, 0.0, 1.0))) << shift;
  }
  return out;
}

/// Eight colours that eyes of every kind tell apart (Okabe & Ito 2008).
namespace okabe {
inline constexpr Colour kOrange = rgb(0xE69F00), kSky = rgb(0x56B4E9), kGreen = rgb(0x009E73),
                        kYellow = rgb(0xF0E442), kBlue = rgb(0x0072B2), kVermilion = rgb(0xD55E00),
                        kPurple = rgb(0xCC79A7), kGrey = rgb(0x8A94A0);
}

/// cividis at `share` in [0, 1], from 9 of its values, linear between them (Nuñez, Anderton &
/// Renslow 2018, PLoS ONE 13(7)): reads the same with colour-deficient eyes.
inline Colour cividis(double share) {
  static constexpr std::uint32_t kAt[] = {0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173,
                                          0x8A8678, 0xA59C74, 0xC3B369, 0xFEE838};
  const double at = std::clamp(share, 0.0, 1.0) * 8;
  const int i = std::min(7, static_cast<int>(at));
  return mixed(rgb(kAt[i]), rgb(kAt[i + 1]), at - i);
}

}  // namespace vedette::view
