// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "space/big_block.hpp"
#include "space/first_arcs.hpp"
#include "space/hierarchy.hpp"
#include "space/hierarchy_sweep.hpp"
#include "space/road_graph.hpp"
#include "space/shortest_paths.hpp"

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

/// Makes the rows of travel tables of one graph. Immutable, but for what a Worker holds; may be
/// shared between threads.
class TravelRows {
 public:
  /// With a hierarchy each row costs a fraction of a search, and many rows soon pay for it; how
  /// thorough it is made follows from how many rows are expected. The rows are the same.
  TravelRows(std::shared_ptr<const RoadGraph> graph, std::size_t expected_rows);
  TravelRows(const TravelRows&) = delete;
  TravelRows& operator=(const TravelRows&) = delete;

  /// Working memory of one thread.
  struct Worker {
    explicit Worker(const TravelRows& rows);
    std::optional<HierarchySweep> sweep;
    std::optional<ShortestPaths> paths;
    std::vector<Ticks> ticks;
  };
  static constexpr std::size_t kMost = HierarchySweep::kLanes;

  /// Rows of 1 to kMost destinations, nodes of the graph. Each time is the exact time divided by
  /// `speed_factor`, rounded once. Without `slots` only the times.
  void make(Worker& worker, std::span<const NodeId> destinations, double speed_factor,
            TravelTimes* times, TravelSlots* slots) const;

 private:
  template <std::size_t kLanes>
  void write(const Ticks* ticks, std::span<const NodeId> destinations, double speed_factor,
             TravelTimes* times, TravelSlots* slots) const;

  std::shared_ptr<const RoadGraph> graph_;
  std::optional<Hierarchy> hierarchy_;
  std::vector<std::uint32_t> cell_;  // per node: where its time stands, hierarchy's or its own
  std::optional<FirstArcs> first_arcs_;
  bool wide_slots_ = false;
};

}  // namespace vedette
