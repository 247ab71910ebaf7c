// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace vedette {

/// Memory for a large table, not set to 0. From some megabytes on it asks the system for large
/// pages: a page of 4 kB costs the system as much to hand over as the table to fill it, and looking
/// up rows here and there costs fewer misses.
class BigBlock {
 public:
  explicit BigBlock(std::size_t bytes);
  ~BigBlock();
  BigBlock(const BigBlock&) = delete;
  BigBlock& operator=(const BigBlock&) = delete;
  std::byte* data() const { return data_; }

 private:
  bool large_;
  std::byte* data_;
};

}  // namespace vedette
