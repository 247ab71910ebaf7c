// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "cover/cell_polygons.hpp"

namespace vedette {

/// The pieces that marked cells form, kept while marks change: the same as polygons_of() of all
/// rows, ring for ring. The plane is cut into tiles of 64 x 64 cells. Each tile keeps the stretches
/// of border along its own cells and which of them hang together; only tiles whose cells changed,
/// or whose neighbours' did along the common side, are traced again. The stretches are then joined
/// end to end, and the parts of tiles along their sides.
class CellBorders {
 public:
  static constexpr std::int32_t kTile = 64;

  CellBorders(std::int32_t columns, std::int32_t rows);

  std::int32_t words() const { return words_; }  ///< of 64 cells in a row
  /// Marks of cells 64 word .. 64 word + 63 of a row, the first in the lowest bit.
  std::uint64_t word(std::int32_t row, std::int32_t word) const { return bits_[place(row, word)]; }
  void set_word(std::int32_t row, std::int32_t word, std::uint64_t bits);

  /// In the order of polygons_of().
  std::vector<CellPolygon> polygons();

 private:
  enum Way : std::uint8_t { kEast, kNorth, kWest, kSouth };
  // One side of a marked cell, passed with the cell to the left.
  struct Side {
    std::int32_t x, y;
    std::uint8_t way;
    bool operator==(const Side&) const = default;
  };
  struct Stretch {
    Side start, after;          // its first side, and the first that is no more of it
    std::uint32_t first, end;   // its corners
    std::int64_t twice;         // twice the area that it contributes
    std::int32_t low_x, low_y;  // lowest, then leftmost begin of a way east
    std::uint32_t low_at;       // corners passed before; none: low_y is kNone
    std::uint32_t part;
    bool closed;
  };
  static constexpr std::int32_t kNone = INT32_MAX;
  static constexpr std::uint16_t kNoPart = 0xffff;
  struct Tile {
    std::vector<Stretch> stretches;  // open ones first, by start
    std::vector<CellCorner> corners;
    std::uint32_t open = 0, parts = 0;
    std::array<std::uint16_t, kTile> south, north, west, east;  // part of each cell of that side
    bool stale = true;
  };

  std::size_t place(std::int32_t row, std::int32_t word) const {
    return static_cast<std::size_t>(row + 1) * static_cast<std::size_t>(words_ + 2) +
           static_cast<std::size_t>(word + 1);
  }
  bool marked(std::int32_t x, std::int32_t y) const {
    return bits_[place(y, x >> 6)] >> (x & 63) & 1;
  }
  void touch(std::int32_t tile_row, std::int32_t word);
  Side next(const Side& s) const;
  bool begins_here(const Side& s) const;
  void trace_tile(std::int32_t tile_row, std::int32_t word);
  void find_parts(Tile& tile, std::int32_t y0, std::int32_t word, std::int32_t height);
  std::uint32_t part_at(std::int32_t x, std::int32_t y) const;
  void trace(Tile& tile, Side from, std::int32_t y0, std::int32_t word);
  std::int32_t successor(const Stretch& s) const;

  std::int32_t rows_, words_, tile_rows_;
  std::vector<std::uint64_t> bits_;  // with an empty row and word all round
  std::vector<Tile> tiles_;
  // While a tile is traced: sides not passed yet by way and row, runs of its cells and their parts.
  std::array<std::array<std::uint64_t, kTile>, 4> left_;
  struct Run {
    std::int32_t begin, end;
    std::uint32_t part;
  };
  std::vector<Run> runs_;
  std::array<std::uint32_t, kTile + 1> run_of_row_;
  // While stretches are joined.
  std::vector<std::uint32_t> stretch_base_, part_base_;
};

}  // namespace vedette
