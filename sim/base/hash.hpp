// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vedette {

/// SHA-256 (FIPS 180-4): names a scenario by its content. Feed any number of pieces, then ask once.
class Sha256 {
 public:
  void update(std::string_view bytes);
  /// The digest; the object must not be used after it.
  std::array<std::uint8_t, 32> finish();

 private:
  void block(const std::uint8_t* bytes);

  std::array<std::uint32_t, 8> state_{0x6a09e667u, 0xbb67ae85u, 0x3c6ef372u, 0xa54ff53au,
                                      0x510e527fu, 0x9b05688cu, 0x1f83d9abu, 0x5be0cd19u};
  std::array<std::uint8_t, 64> pending_{};
  std::uint64_t length_ = 0;
};

/// 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace vedette
