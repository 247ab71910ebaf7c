// SPDX-License-Identifier: Apache-2.0
#include "cover/cell_borders.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

std::vector<std::vector<CellRun>> rows_of(const CellBorders& borders, std::int32_t columns,
                                          std::int32_t rows) {
  std::vector<std::vector<CellRun>> out(static_cast<std::size_t>(rows));
  for (std::int32_t r = 0; r < rows; ++r)
    for (std::int32_t c = 0; c < columns; ++c) {
      if (!(borders.word(r, c / 64) >> (c % 64) & 1)) continue;
      auto& row = out[static_cast<std::size_t>(r)];
      if (!row.empty() && row.back().end == c)
        ++row.back().end;
      else
        row.push_back({c, c + 1});
    }
  return out;
}

void mark(CellBorders& borders, std::int32_t row, std::int32_t column, bool on) {
  const std::uint64_t bit = std::uint64_t{1} << (column % 64);
  const std::uint64_t word = borders.word(row, column / 64);
  borders.set_word(row, column / 64, on ? word | bit : word & ~bit);
}

}  // namespace

TEST_CASE("Pieces that are kept are those traced anew after any change", "[coverage]") {
  CAPTURE(seed());
  std::mt19937_64 draw(seed());
  for (const auto& [columns, rows] : {std::pair{1, 1}, {5, 200}, {64, 64}, {65, 63}, {200, 150}}) {
    CAPTURE(columns, rows);
    CellBorders borders(columns, rows);
    CHECK(borders.polygons().empty());
    for (int step = 0; step < 60; ++step) {
      // A box of cells set, cleared or shaken; now and then a single cell on a tile's side.
      const auto from = [&](int most) { return static_cast<int>(draw() % unsigned(most)); };
      const int x0 = from(columns), y0 = from(rows), how = from(4);
      const int x1 = how == 3 ? x0 + 1 : std::min(columns, x0 + 1 + from(columns));
      const int y1 = how == 3 ? y0 + 1 : std::min(rows, y0 + 1 + from(rows));
      for (int y = y0; y < y1; ++y)
        for (int x = x0; x < x1; ++x) mark(borders, y, x, how == 2 ? draw() % 2 : how != 1);
      if (how == 3)
        mark(borders, std::min(rows - 1, 64 * from(4)), std::min(columns - 1, 63), true);
      if (step % 3 == 0) continue;  // several changes at once
      const auto expected = polygons_of(rows_of(borders, columns, rows));
      const auto found = borders.polygons();
      REQUIRE(found == expected);
    }
  }
}

TEST_CASE("A ring over several tiles with a piece in its hole", "[coverage]") {
  CellBorders borders(300, 300);
  for (int i = 30; i < 270; ++i)
    for (int j = 30; j < 270; ++j)
      if (i < 40 || i >= 260 || j < 40 || j >= 260 || (i >= 100 && i < 200 && j >= 64 && j < 128))
        mark(borders, i, j, true);
  const auto found = borders.polygons();
  REQUIRE(found.size() == 2);
  CHECK(found[0].cells == 240 * 240 - 220 * 220);
  CHECK(found[0].outer == CellRing{{270, 30}, {270, 270}, {30, 270}, {30, 30}});
  REQUIRE(found[0].holes.size() == 1);
  CHECK(found[0].holes[0].size() == 4);
  CHECK(found[1].cells == 100 * 64);
  CHECK(found[1].outer == CellRing{{128, 100}, {128, 200}, {64, 200}, {64, 100}});
}
