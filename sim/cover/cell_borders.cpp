// SPDX-License-Identifier: Apache-2.0
// Tracing the borders within tiles; joined in cell_borders_join.cpp.
#include "cover/cell_borders.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

#include "cover/groups.hpp"

namespace vedette {

namespace {

constexpr std::int32_t kStepX[4] = {1, 0, -1, 0}, kStepY[4] = {0, 1, 0, -1};
// Corner of the cell that a side ends at.
constexpr std::int32_t kEndX[4] = {1, 1, 0, 0}, kEndY[4] = {0, 1, 1, 0};

}  // namespace

CellBorders::CellBorders(std::int32_t columns, std::int32_t rows)
    : rows_(rows), words_((columns + 63) / 64), tile_rows_((rows + kTile - 1) / kTile) {
  bits_.assign(static_cast<std::size_t>(rows + 2) * static_cast<std::size_t>(words_ + 2), 0);
  tiles_.resize(static_cast<std::size_t>(tile_rows_) * static_cast<std::size_t>(words_));
}

void CellBorders::touch(std::int32_t tile_row, std::int32_t word) {
  if (tile_row >= 0 && word >= 0 && tile_row < tile_rows_ && word < words_)
    tiles_[static_cast<std::size_t>(tile_row * words_ + word)].stale = true;
}

void CellBorders::set_word(std::int32_t row, std::int32_t word, std::uint64_t bits) {
  std::uint64_t& at = bits_[place(row, word)];
  const std::uint64_t changed = at ^ bits;
  if (!changed) return;
  at = bits;
  // A tile looks one cell beyond its sides, and one across its corners.
  const std::int32_t above = (row + 1) / kTile, below = (row == 0 ? -kTile : row - 1) / kTile;
  for (std::int32_t t = below; t <= above; ++t) {
    touch(t, word);
    if (changed & 1) touch(t, word - 1);
    if (changed >> 63) touch(t, word + 1);
  }
}

// With the cell to the left: left round it where the cell ahead is none of ours, right into the
// one across where both are.
CellBorders::Side CellBorders::next(const Side& s) const {
  const std::int32_t x = s.x + kStepX[s.way], y = s.y + kStepY[s.way];
  if (!marked(x, y)) return {s.x, s.y, static_cast<std::uint8_t>((s.way + 1) & 3)};
  const std::int32_t dx = x + kStepY[s.way], dy = y - kStepX[s.way];
  if (!marked(dx, dy)) return {x, y, s.way};
  return {dx, dy, static_cast<std::uint8_t>((s.way + 3) & 3)};
}

// Whether the side before belongs to a cell of another tile.
bool CellBorders::begins_here(const Side& s) const {
  const std::int32_t x = s.x - kStepX[s.way], y = s.y - kStepY[s.way];
  if (!marked(x, y)) return false;
  const std::int32_t dx = x + kStepY[s.way], dy = y - kStepX[s.way];
  const bool across = marked(dx, dy);
  const std::int32_t px = across ? dx : x, py = across ? dy : y;
  return px >> 6 != s.x >> 6 || py >> 6 != s.y >> 6;
}

void CellBorders::trace(Tile& tile, Side from, std::int32_t y0, std::int32_t word) {
  Stretch out{from, from, 0, 0, 0, 0, kNone, 0, part_at(from.x & 63, from.y - y0), false};
  out.first = static_cast<std::uint32_t>(tile.corners.size());
  bool turned = true;
  Side s = from;
  do {
    left_[s.way][static_cast<std::size_t>(s.y - y0)] &= ~(std::uint64_t{1} << (s.x & 63));
    if (s.way == kEast && turned && (s.y < out.low_y || (s.y == out.low_y && s.x < out.low_x))) {
      out.low_x = s.x, out.low_y = s.y;
      out.low_at = static_cast<std::uint32_t>(tile.corners.size()) - out.first;
    }
    const std::int32_t x = s.x + kEndX[s.way], y = s.y + kEndY[s.way];
    // The cross product of the side's ends.
    out.twice +=
        static_cast<std::int64_t>(x) * kStepY[s.way] - static_cast<std::int64_t>(y) * kStepX[s.way];
    const Side then = next(s);
    turned = then.way != s.way;
    if (turned) tile.corners.push_back({x, y});
    s = then;
  } while (s != from && s.x >> 6 == word && s.y >= y0 && s.y < y0 + kTile);
  out.after = s;
  out.closed = s == from;
  out.end = static_cast<std::uint32_t>(tile.corners.size());
  tile.stretches.push_back(out);
}

// Which cells of the tile hang together within it.
void CellBorders::find_parts(Tile& tile, std::int32_t y0, std::int32_t word, std::int32_t height) {
  runs_.clear();
  for (std::int32_t r = 0; r < height; ++r) {
    run_of_row_[static_cast<std::size_t>(r)] = static_cast<std::uint32_t>(runs_.size());
    std::uint64_t bits = bits_[place(y0 + r, word)];
    for (int from = 0; bits;) {
      const int begin = from + std::countr_zero(bits);
      bits >>= begin - from;
      const int length = std::countr_one(bits);
      runs_.push_back({begin, begin + length, 0});
      from = begin + length;
      bits = length == 64 ? 0 : bits >> length;
    }
  }
  for (std::int32_t r = height; r <= kTile; ++r)
    run_of_row_[static_cast<std::size_t>(r)] = static_cast<std::uint32_t>(runs_.size());
  Groups groups(runs_.size());
  for (std::size_t r = 1; r < static_cast<std::size_t>(height); ++r) {
    std::uint32_t i = run_of_row_[r - 1], j = run_of_row_[r];
    while (i < run_of_row_[r] && j < run_of_row_[r + 1]) {
      if (runs_[i].begin < runs_[j].end && runs_[j].begin < runs_[i].end) groups.join(i, j);
      runs_[i].end < runs_[j].end ? ++i : ++j;
    }
  }
  tile.parts = 0;
  for (std::uint32_t i = 0; i < runs_.size(); ++i) {
    const std::uint32_t root = groups.root(i);  // the first of them
    runs_[i].part = root == i ? tile.parts++ : runs_[root].part;
  }
  tile.south.fill(kNoPart), tile.north.fill(kNoPart);
  tile.west.fill(kNoPart), tile.east.fill(kNoPart);
  for (std::size_t r = 0; r < kTile; ++r)
    for (std::uint32_t i = run_of_row_[r]; i < run_of_row_[r + 1]; ++i) {
      const auto part = static_cast<std::uint16_t>(runs_[i].part);
      if (runs_[i].begin == 0) tile.west[r] = part;
      if (runs_[i].end == 64) tile.east[r] = part;
      if (r == 0 || r == kTile - 1)
        std::fill((r ? tile.north : tile.south).begin() + runs_[i].begin,
                  (r ? tile.north : tile.south).begin() + runs_[i].end, part);
    }
}

std::uint32_t CellBorders::part_at(std::int32_t x, std::int32_t y) const {
  std::uint32_t i = run_of_row_[static_cast<std::size_t>(y)];
  while (runs_[i].end <= x) ++i;
  return runs_[i].part;
}

void CellBorders::trace_tile(std::int32_t tile_row, std::int32_t word) {
  Tile& tile = tiles_[static_cast<std::size_t>(tile_row * words_ + word)];
  tile.stale = false;
  tile.stretches.clear(), tile.corners.clear();
  const std::int32_t y0 = tile_row * kTile, height = std::min(kTile, rows_ - y0);
  find_parts(tile, y0, word, height);
  for (auto& rows : left_) rows.fill(0);
  for (std::int32_t r = 0; r < height; ++r) {
    const std::size_t at = place(y0 + r, word), line = static_cast<std::size_t>(words_ + 2);
    const std::uint64_t bits = bits_[at];
    const auto row = static_cast<std::size_t>(r);
    left_[kEast][row] = bits & ~bits_[at - line];
    left_[kWest][row] = bits & ~bits_[at + line];
    left_[kNorth][row] = bits & ~(bits >> 1 | bits_[at + 1] << 63);
    left_[kSouth][row] = bits & ~(bits << 1 | bits_[at - 1] >> 63);
  }
  // First what comes in from other tiles, then what goes round within this one.
  for (std::int32_t r = 0; r < height; ++r) {
    const std::uint64_t rim = r == 0 || r == kTile - 1 ? ~std::uint64_t{0} : 0x8000000000000001;
    for (std::uint8_t way = 0; way < 4; ++way)
      for (std::uint64_t bits = left_[way][static_cast<std::size_t>(r)] & rim; bits;
           bits &= bits - 1) {
        const Side s{word * 64 + std::countr_zero(bits), y0 + r, way};
        if (begins_here(s)) trace(tile, s, y0, word);
      }
  }
  tile.open = static_cast<std::uint32_t>(tile.stretches.size());
  std::sort(tile.stretches.begin(), tile.stretches.end(), [](const Stretch& a, const Stretch& b) {
    return std::tie(a.start.y, a.start.x, a.start.way) <
           std::tie(b.start.y, b.start.x, b.start.way);
  });
  for (std::int32_t r = 0; r < height; ++r)
    while (const std::uint64_t bits = left_[kEast][static_cast<std::size_t>(r)])
      trace(tile, {word * 64 + std::countr_zero(bits), y0 + r, kEast}, y0, word);
}

}  // namespace vedette
