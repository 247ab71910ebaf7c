// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "space/big_block.hpp"
#include "space/road_graph.hpp"

namespace vedette {

/// An array whose cells are not set to 0 first; its own, or in memory of somebody else.
template <class T>
class Cells {
 public:
  /// For resize() to that size.
  void use(T* memory, std::size_t size) {
    elsewhere_ = memory;
    elsewhere_size_ = size;
  }
  void resize(std::size_t size) {
    if (elsewhere_ && size == elsewhere_size_) {
      cells_ = elsewhere_;
    } else {
      own_ = std::make_unique_for_overwrite<T[]>(size);
      cells_ = own_.get();
    }
    size_ = size;
  }
  void clear() {
    own_.reset();
    cells_ = nullptr;
    size_ = 0;
  }
  bool empty() const { return size_ == 0; }
  std::size_t bytes() const { return size_ * sizeof(T); }
  T* data() { return cells_; }
  const T* data() const { return cells_; }
  const T& operator[](std::size_t i) const { return cells_[i]; }

 private:
  std::unique_ptr<T[]> own_;
  T* cells_ = nullptr;
  std::size_t size_ = 0;
  T* elsewhere_ = nullptr;
  std::size_t elsewhere_size_ = 0;
};

/// Whole numbers per node, in few bytes each where all of them fit.
template <class Narrow, class Wide>
struct Packed {
  Cells<Narrow> narrow;  // one of the two is empty
  Cells<Wide> wide;
  std::size_t bytes() const { return narrow.bytes() + wide.bytes(); }
};

/// Microseconds from every node to one destination: 4 bytes each unless one takes 4,294.967295 s
/// or more. No way: the largest number in 4 bytes, kUnreachable.us in 8.
using TravelTimes = Packed<std::uint32_t, std::int64_t>;
inline constexpr std::uint32_t kNoTime = 0xffffffffu;

/// At every node the place in RoadGraph::out of the arc to take, FirstArcs::kNone if none: 1 byte
/// each unless more than 255 arcs leave some node of the graph.
using TravelSlots = Packed<std::uint8_t, std::uint32_t>;

/// Many rows, in one block as long as they are narrow.
template <class Row>
class RowBlock {
 public:
  RowBlock(std::size_t rows, std::size_t nodes) : block_(rows * nodes * kCell), rows_(rows) {
    auto* memory = reinterpret_cast<Narrow*>(block_.data());
    for (std::size_t r = 0; r < rows; ++r) rows_[r].narrow.use(memory + r * nodes, nodes);
  }
  Row* data() { return rows_.data(); }
  const Row& operator[](std::size_t r) const { return rows_[r]; }
  std::size_t bytes() const {
    std::size_t sum = 0;
    for (const Row& row : rows_) sum += row.bytes();
    return sum;
  }

 private:
  using Narrow = std::remove_cvref_t<decltype(std::declval<Row>().narrow[0])>;
  static constexpr std::size_t kCell = sizeof(Narrow);
  BigBlock block_;
  std::vector<Row> rows_;
};

/// The exact time of a way at another speed, rounded once; kUnreachable.us if there is no way.
std::int64_t microseconds(Ticks ticks, double speed_factor);

}  // namespace vedette
