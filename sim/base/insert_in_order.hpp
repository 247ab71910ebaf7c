// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

namespace vedette {

/// Keeps the order of `at`; equals stay in order of arrival. Almost always an append.
template <class T, class At>
void insert_in_order(std::vector<T>& all, const T& item, At at) {
  if (all.empty() || at(all.back()) <= at(item)) {
    all.push_back(item);
    return;
  }
  const auto place =
      std::upper_bound(all.begin(), all.end(), at(item),
                       [&](const auto& key, const T& other) { return key < at(other); });
  all.insert(place, item);
}

}  // namespace vedette
