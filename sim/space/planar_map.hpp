// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "space/point.hpp"

namespace vedette {

/// Lines that meet only at nodes, and the blocks that they enclose: what a town's streets are on
/// paper. Starts from crossing lines and is refined by splitting blocks; stays planar throughout.
class PlanarMap {
 public:
  /// What a line is, and of which street it is a piece; pieces of a split line inherit both.
  struct Mark {
    int kind = 0;
    int street = 0;
  };
  struct Line {
    PointMm a, b;
    Mark mark;
    bool trim = false;  // a piece that leads nowhere is cut off
  };
  using Block = std::vector<std::uint32_t>;              // nodes, anticlockwise
  using Edge = std::pair<std::uint32_t, std::uint32_t>;  // lower node first

  /// Cuts the lines where they cross and finds the blocks. Of lines that coincide the last counts.
  explicit PlanarMap(const std::vector<Line>& lines);

  const std::vector<PointMm>& nodes() const { return nodes_; }
  const std::map<Edge, Mark>& edges() const { return edges_; }
  std::size_t block_count() const { return blocks_.size(); }
  const Block& block(std::size_t b) const { return blocks_[b]; }
  std::vector<PointMm> outline(std::size_t b) const;

  /// How near things may get when a block is split.
  struct SplitLimits {
    std::int64_t snap_mm = 0;  // an end so near to a corner moves there
    double min_sine = 0.5;     // of the angle between the new line and the old ones at its ends
  };
  /// Splits block b by a line through `through` in the given direction, where it crosses the block
  /// longest. The block keeps one half; the other becomes the last block. False, and nothing
  /// changed, if the line does not fit or the block touches itself.
  bool split(std::size_t b, PointMm through, double dx, double dy, Mark mark,
             const SplitLimits& limits);

 private:
  struct End {
    std::size_t edge = 0;    // between corners edge and edge + 1 of the block
    bool is_corner = false;  // then corner `edge`
    PointMm at;
  };
  void find_blocks();
  bool fits(const Block& block, const End& a, const End& b, const SplitLimits& limits) const;
  std::uint32_t insert(const Block& block, const End& end);

  std::vector<PointMm> nodes_;
  std::map<Edge, Mark> edges_;
  std::vector<Block> blocks_;
};

}  // namespace vedette
