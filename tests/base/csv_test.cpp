// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <string>

#include "base/csv.hpp"
#include "base/random.hpp"
#include "support/seed.hpp"

using namespace vedette;

namespace {
std::string message_of(const std::string& text) {
  try {
    CsvTable::parse(text, "t.csv");
  } catch (const InputError& e) {
    return to_text(e.diagnostic);
  }
  return "";
}
}  // namespace

TEST_CASE("quotes, line ends, byte order mark, comments and empty lines") {
  const CsvTable t = CsvTable::parse(
      "\xef\xbb\xbf# a comment\r\nid, name ,x\r\n1,\"Station, \"\"West\"\"\",2.5\r\n\r\n#gone\r\n"
      "2,\"two\nlines\", -1e3 \r\n3,,\"7\"",
      "t.csv");
  REQUIRE(t.rows() == 3);
  CHECK(t.columns() == std::vector<std::string>{"id", "name", "x"});
  CHECK(t.text(0, 1) == "Station, \"West\"");
  CHECK(t.text(1, 1) == "two\nlines");
  CHECK(t.number(0, 2) == 2.5);
  CHECK(t.number(1, 2) == -1000);
  CHECK(t.empty(2, 1));
  CHECK(t.integer(2, 2) == 7);
  CHECK(t.place(0, 2).line == 3);
  CHECK(t.place(1, 0).line == 6);
  CHECK(t.place(0, 1).column == 3);
  CHECK(t.header_place().line == 2);
  const CsvTable copy = t;
  CHECK(copy.text(0, 0).data() == t.text(0, 0).data());
}

TEST_CASE("other separators, a header alone, one column") {
  CHECK(CsvTable::parse("a;b\n1;2\n", "t.csv", ';').text(0, 1) == "2");
  CHECK(CsvTable::parse("a,b", "t.csv").rows() == 0);
  CHECK(CsvTable::parse("a\n1\n\n2", "t.csv").rows() == 2);
  CHECK(CsvTable::parse("a,b\n,\n", "t.csv").empty(0, 1));
}

TEST_CASE("what is no table is refused where it goes wrong") {
  CHECK(message_of("") == "t.csv: error: no header row: the file holds no data");
  CHECK(message_of("a,b\n1,2\n1,2,3\n") ==
        "t.csv:3:1: error: 3 fields in this row, 2 in the header");
  CHECK(message_of("a,b\n1\n") == "t.csv:2:1: error: 1 fields in this row, 2 in the header");
  CHECK(message_of("a,b,a\n") == "t.csv:1:5: error: column 'a' stands twice");
  CHECK(message_of("a,b\n1,\"x\n") == "t.csv:2:3: error: this quoted field is never closed");
  CHECK(
      message_of("a,b\n\"1\"x,2\n").starts_with("t.csv:2:4: error: text after the closing quote"));
  CHECK_THROWS_AS(CsvTable::read("no/such/file.csv"), InputError);
}

TEST_CASE("cells that are no number, columns that are missing") {
  const CsvTable t =
      CsvTable::parse("id,latitude\n1,north\n2,nan\n3,1e999\n4,0x10\n5,+5\n6,\n", "t.csv");
  Diagnostics found;
  for (std::size_t row = 0; row < t.rows(); ++row) t.number(row, 1, found);
  REQUIRE(found.errors() == 5);
  CHECK(to_text(found.all()[0]) ==
        "t.csv:2:3: error: 'north' in column 'latitude' is not a number");
  CHECK(t.number(4, 1) == 5);
  CHECK_FALSE(t.integer(0, 1, found));
  CHECK_FALSE(t.column("lattitude", found));
  CHECK(found.all().back().hint == "did you mean 'latitude'?");
  CHECK_THROWS_AS(t.column("speed"), InputError);
  CHECK(t.column("id") == 0);
}

TEST_CASE("any bytes are read or refused, never worse") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("csv", "fuzz");
  const std::string alphabet("a1,\"\r\n# \0\xef;", 12);
  for (int i = 0; i < 50000; ++i) {
    std::string text;
    for (std::uint64_t n = s.below(24); n > 0; --n) text += alphabet[s.below(alphabet.size())];
    try {
      const CsvTable t = CsvTable::parse(text, "t.csv");
      for (std::size_t row = 0; row < t.rows(); ++row)
        for (std::size_t column = 0; column < t.columns().size(); ++column) t.number(row, column);
    } catch (const InputError& e) {
      CHECK_FALSE(e.diagnostic.message.empty());
    }
  }
}

TEST_CASE("600,000 rows") {
  std::string text = "id,x,y,name\n";
  for (int i = 0; i < 600000; ++i) text += std::to_string(i) + ",12.5,-3.25,\"node\"\n";
  const CsvTable t = CsvTable::parse(std::move(text), "big.csv");
  double sum = 0;
  for (std::size_t row = 0; row < t.rows(); ++row) sum += *t.number(row, 1) + *t.number(row, 2);
  CHECK(t.rows() == 600000);
  CHECK(sum == 600000 * 9.25);
}
