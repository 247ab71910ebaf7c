// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "space/point.hpp"

namespace vedette {

/// Finds the nearest of many points as the crow flies, exactly; of several at one distance the
/// first. Points are sorted by x and looked at from the place outwards.
class NearestPoint {
 public:
  explicit NearestPoint(const std::vector<PointMm>& points);
  /// Index into `points`, which must not be empty.
  std::size_t nearest(PointMm place) const;

 private:
  struct Entry {
    PointMm at;
    std::uint32_t index;
    bool operator<(const Entry& other) const {
      return at != other.at ? at < other.at : index < other.index;
    }
  };
  std::vector<Entry> sorted_;
};

}  // namespace vedette
