// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vedette::view {

/// How well `text` answers `query` (both lower case): the whole 4, its beginning 3, the beginning
/// of a word 2, anywhere 1, its letters in order 0.5; 0: not at all. An empty query fits
/// everything.
double match(std::string_view query, std::string_view text);
/// ASCII letters to lower case; other bytes (Chinese) stay.
std::string lower(std::string_view text);

/// A list to find things in.
class SearchIndex {
 public:
  struct Item {
    std::string label, lowered;
    int kind = 0;  ///< the caller's
    std::uint32_t id = 0;
  };
  void clear() { items_.clear(); }
  void add(std::string label, int kind, std::uint32_t id);
  std::size_t size() const { return items_.size(); }
  const Item& operator[](std::size_t i) const { return items_[i]; }
  /// Indices of the best answers, best first; equals in the order of adding. Of several words each
  /// must fit.
  std::vector<std::uint32_t> find(std::string_view query, std::size_t most) const;

 private:
  std::vector<Item> items_;
};

}  // namespace vedette::view
