// SPDX-License-Identifier: Apache-2.0
#include "world/import/log_stamp.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "base/random.hpp"
#include "support/seed.hpp"

using namespace vedette;

namespace {

// Days and seconds of the local clock, or "none".
std::string read(std::string_view text, DateOrder order = DateOrder::kYearFirst) {
  const auto stamp = read_stamp(text, order);
  if (!stamp) return "none";
  const std::int64_t us = stamp->local_us - stamp->day() * kDay.us;
  std::string out = date_text(stamp->day()) + " " + std::to_string(us / 1000) + " ms";
  if (stamp->offset_s) out += " " + std::to_string(*stamp->offset_s);
  return out;
}

}  // namespace

TEST_CASE("stamps in the usual spellings") {
  CHECK(read("2019-05-03T05:07") == "2019-05-03 18420000 ms");
  CHECK(read("2019-05-03 05:07:09") == "2019-05-03 18429000 ms");
  CHECK(read("2019/5/3  5:07:09.25") == "2019-05-03 18429250 ms");
  CHECK(read("2019-05-03") == "2019-05-03 0 ms");
  CHECK(read("2019-05-03T24:00") == "2019-05-04 0 ms");
  CHECK(read("2019-05-03T05:07Z") == "2019-05-03 18420000 ms 0");
  CHECK(read("2019-05-03T05:07:00+08:00") == "2019-05-03 18420000 ms 28800");
  CHECK(read("2019-05-03T05:07:00 -0330") == "2019-05-03 18420000 ms -12600");
  CHECK(read("3/5/2019 05:07 PM", DateOrder::kDayFirst) == "2019-05-03 61620000 ms");
  CHECK(read("5/3/2019 12:07 am", DateOrder::kMonthFirst) == "2019-05-03 420000 ms");
  CHECK(read("2019-05-03T05:07", DateOrder::kMonthFirst) == "2019-05-03 18420000 ms");
  CHECK(read("2000-02-29") == "2000-02-29 0 ms");
}

TEST_CASE("what is no stamp") {
  for (const char* text : {"",
                           " ",
                           "x",
                           "2019",
                           "2019-05",
                           "2019-13-01",
                           "2019-00-01",
                           "2019-02-29",
                           "1900-02-29",
                           "2019-05/03",
                           "19-05-03",
                           "2019-05-03T",
                           "2019-05-03T5",
                           "2019-05-03T25:00",
                           "2019-05-03T24:01",
                           "2019-05-03T05:60",
                           "2019-05-03T05:07:60",
                           "2019-05-03T05:07:",
                           "2019-05-03T05:07:01.",
                           "2019-05-03T05:0x",
                           "2019-05-03T05:07+",
                           "2019-05-03T05:07+8",
                           "2019-05-03T05:07+15:00",
                           "2019-05-03T13:07 PM",
                           "2019-05-03T05:07 x",
                           "05:07",
                           "99999-01-01",
                           "2019-05-03T05:07Z Z",
                           "20190503"})
    CHECK(read(text) == "none");
}

TEST_CASE("days, weekdays and dates agree over centuries") {
  CHECK(days_of_date(1970, 1, 1) == 0);
  CHECK(days_of_date(2000, 3, 1) == 11017);
  std::int64_t day = days_of_date(1899, 1, 1);
  int weekday = 6;  // a Sunday
  for (int year = 1899; year <= 2101; ++year)
    for (int month = 1; month <= 12; ++month) {
      const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
      const int days[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
      for (int d = 1; d <= days[month - 1]; ++d, ++day, weekday = (weekday + 1) % 7)
        if (days_of_date(year, month, d) != day ||
            Stamp{day * kDay.us + 5, {}}.weekday() != weekday ||
            read_stamp(date_text(day), DateOrder::kYearFirst)->day() != day)
          FAIL("wrong on " << date_text(day));
    }
  CHECK(Stamp{-1, {}}.day() == -1);
  CHECK(Stamp{-1, {}}.hour() == 23);
}

TEST_CASE("spans go by the offsets where both stamps have one") {
  const auto at = [](const char* text) { return *read_stamp(text, DateOrder::kYearFirst); };
  CHECK((at("2019-05-03T06:00+02:00") - at("2019-05-03T05:00+01:00")).us == 0);
  CHECK((at("2019-05-03T06:00") - at("2019-05-03T05:00+01:00")).seconds() == 3600);
}

TEST_CASE("junk is refused or read, never worse") {
  CAPTURE(vedette::testing::seed());
  Stream random = Random(vedette::testing::seed(), 0).stream("stamp", "fuzz");
  const std::string letters = "0123456789-/.:TZ +apmAPM\t\xff";
  for (int i = 0; i < 20'000; ++i) {
    std::string text = random.below(2) == 0 ? "2019-05-03T05:07:09+08:00" : "";
    const auto changes = 1 + random.below(6);
    for (std::uint64_t c = 0; c < changes; ++c) {
      const auto at = static_cast<std::size_t>(random.below(text.size() + 1));
      const char letter = letters[static_cast<std::size_t>(random.below(letters.size()))];
      if (random.below(3) == 0 && at < text.size())
        text.erase(at, 1);
      else
        text.insert(at, 1, letter);
    }
    for (const DateOrder order :
         {DateOrder::kYearFirst, DateOrder::kDayFirst, DateOrder::kMonthFirst}) {
      const auto stamp = read_stamp(text, order);
      if (stamp && (stamp->hour() < 0 || stamp->hour() > 23)) FAIL(text);
    }
  }
}
