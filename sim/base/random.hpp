// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/portable_math.hpp"

namespace vedette {

/// A 64-bit name for a name: FNV-1a 64 followed by a finaliser that mixes all bits (the one of
/// SplitMix64; Steele, Lea & Flood 2014), the same on every machine and in every build.
constexpr std::uint64_t name_hash(std::string_view name) {
  std::uint64_t h = 0xcbf29ce484222325u;
  for (const char c : name) {
    h ^= static_cast<unsigned char>(c);
    h *= 0x100000001b3u;
  }
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
  return h ^ (h >> 31);
}

/// One block of Philox4x64-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11).
std::array<std::uint64_t, 4> philox_block(const std::array<std::uint64_t, 4>& counter,
                                          const std::array<std::uint64_t, 2>& key);

/// The random numbers of one entity for one purpose. Copying it copies its position. Draws come by
/// inversion (one uniform each) wherever possible, so that streams of compared designs stay in step
/// and a larger uniform is a larger variate; gamma() alone takes a varying number of uniforms.
class Stream {
 public:
  Stream() = default;
  Stream(std::uint64_t seed, std::uint64_t replication, std::uint64_t entity, std::uint64_t purpose)
      : seed_(seed), replication_(replication), entity_(entity), purpose_(purpose) {}

  std::uint64_t bits() {
    if (next_ == 4) refill();
    return buffer_[next_++];
  }
  /// In the open interval (0, 1): (n + 1/2) / 2^52, exact in a double, symmetric around 1/2.
  double uniform() { return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52; }
  /// Mean 1.
  double exponential() { return -portable::log(uniform()); }
  /// Mean 0, standard deviation 1.
  double normal() { return portable::normal_quantile(uniform()); }
  /// Mean and variance `shape`, shape > 0 (Marsaglia & Tsang, ACM TOMS 26(3), 2000).
  double gamma(double shape);
  /// Uniform over 0 .. n-1, n > 0, without bias (Lemire, ACM TOMACS 29(1), 2019).
  std::uint64_t below(std::uint64_t n);

 private:
  void refill();

  std::uint64_t seed_ = 0, replication_ = 0, entity_ = 0, purpose_ = 0;
  std::uint64_t block_ = 0;
  std::array<std::uint64_t, 4> buffer_{};
  std::uint32_t next_ = 4;
};

/// The source of all randomness of one replication. A stream depends only on seed, replication and
/// the two names: never on an index, on order, or on who else draws.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t replication) : seed_(seed), replication_(replication) {}

  Stream stream(std::string_view entity_full_name, std::string_view purpose) const {
    return stream(name_hash(entity_full_name), name_hash(purpose));
  }
  Stream stream(std::uint64_t entity_hash, std::uint64_t purpose_hash) const {
    return {seed_, replication_, entity_hash, purpose_hash};
  }
  std::uint64_t seed() const { return seed_; }
  std::uint64_t replication() const { return replication_; }

 private:
  std::uint64_t seed_, replication_;
};

}  // namespace vedette
