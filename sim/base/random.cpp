// SPDX-License-Identifier: Apache-2.0
#include "base/random.hpp"

#include <Random123/philox.h>

#include <cmath>

namespace vedette {

std::array<std::uint64_t, 4> philox_block(const std::array<std::uint64_t, 4>& counter,
                                          const std::array<std::uint64_t, 2>& key) {
  const philox4x64_ctr_t c{{counter[0], counter[1], counter[2], counter[3]}};
  const philox4x64_key_t k{{key[0], key[1]}};
  const philox4x64_ctr_t out = philox4x64_R(10, c, k);
  return {out.v[0], out.v[1], out.v[2], out.v[3]};
}

void Stream::refill() {
  buffer_ = philox_block({block_++, entity_, purpose_, 0}, {seed_, replication_});
  next_ = 0;
}

double Stream::gamma(double shape) {
  // Below 1: a gamma of shape + 1 times a power of a uniform (section 8 of the paper).
  double boost = 1;
  if (shape < 1) {
    boost = portable::pow(uniform(), 1 / shape);
    shape += 1;
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal();
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    const double u = uniform();
    const double x2 = x * x;
    if (u < 1 - 0.0331 * x2 * x2 || portable::log(u) < 0.5 * x2 + d * (1 - v + portable::log(v)))
      return d * v * boost;
  }
}

std::uint64_t Stream::below(std::uint64_t n) {
  using Wide = unsigned __int128;
  Wide product = static_cast<Wide>(bits()) * n;
  if (static_cast<std::uint64_t>(product) < n) {
    const std::uint64_t threshold = (0 - n) % n;
    while (static_cast<std::uint64_t>(product) < threshold) product = static_cast<Wide>(bits()) * n;
  }
  return static_cast<std::uint64_t>(product >> 64);
}

}  // namespace vedette
