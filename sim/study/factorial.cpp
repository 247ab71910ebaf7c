// SPDX-License-Identifier: Apache-2.0
#include "study/factorial.hpp"

#include <algorithm>
#include <bit>

namespace vedette {

std::vector<std::vector<std::size_t>> full_factorial(const std::vector<std::size_t>& levels) {
  std::vector<std::vector<std::size_t>> out{{}};
  for (const std::size_t n : levels) {
    std::vector<std::vector<std::size_t>> longer;
    longer.reserve(out.size() * n);
    for (const auto& start : out) {
      for (std::size_t level = 0; level < n; ++level) {
        longer.push_back(start);
        longer.back().push_back(level);
      }
    }
    out = std::move(longer);
  }
  return out;
}

FractionalFactorial fractional_factorial(const std::vector<std::vector<std::size_t>>& generators) {
  std::vector<std::size_t> counts;
  for (const auto& product : generators) counts.push_back(product.empty() ? 2 : 1);
  FractionalFactorial out;
  out.runs = full_factorial(counts);
  for (auto& run : out.runs) {
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (generators[i].empty()) continue;
      // A product of -1 and +1 is -1 where an odd number of them is.
      std::size_t low = 0;
      for (const std::size_t j : generators[i]) low += run[j] == 0;
      run[i] = low % 2 == 0 ? 1 : 0;
    }
  }
  // Words of the defining relation: products of any generators' own words.
  std::vector<std::uint64_t> words;
  for (std::size_t i = 0; i < generators.size(); ++i) {
    if (generators[i].empty()) continue;
    std::uint64_t word = std::uint64_t{1} << i;
    for (const std::size_t j : generators[i]) word ^= std::uint64_t{1} << j;
    words.push_back(word);
  }
  for (std::uint64_t some = 1; some < std::uint64_t{1} << std::min<std::size_t>(words.size(), 20);
       ++some) {
    std::uint64_t product = 0;
    for (std::size_t w = 0; w < words.size(); ++w)
      if (some >> w & 1) product ^= words[w];
    const auto length = static_cast<unsigned>(std::popcount(product));
    if (out.resolution == 0 || length < out.resolution) out.resolution = length;
  }
  return out;
}

}  // namespace vedette
