// SPDX-License-Identifier: Apache-2.0
#include "world/import/log_stamp.hpp"

#include <fmt/format.h>

#include <charconv>

namespace vedette {

namespace {

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Walks through the text; every step tells whether it found what it looked for.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  bool done() const { return at_ == text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }
  bool take(std::string_view any) {
    if (done() || any.find(text_[at_]) == std::string_view::npos) return false;
    ++at_;
    return true;
  }
  bool blanks() {
    const std::size_t from = at_;
    while (take(" \t")) {
    }
    return at_ > from;
  }
  // Digits only, at least `least` and at most `most` of them.
  bool number(int least, int most, int& value, int* digits = nullptr) {
    const std::size_t from = at_;
    while (is_digit(peek()) && at_ - from < static_cast<std::size_t>(most)) ++at_;
    const auto count = static_cast<int>(at_ - from);
    if (digits) *digits = count;
    if (count < least || is_digit(peek())) return false;
    std::from_chars(text_.data() + from, text_.data() + at_, value);
    return true;
  }
  bool word(std::string_view upper) {
    if (text_.size() - at_ < upper.size()) return false;
    for (std::size_t i = 0; i < upper.size(); ++i) {
      const char c = text_[at_ + i];
      if ((c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c) != upper[i]) return false;
    }
    at_ += upper.size();
    return true;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

int days_in_month(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool read_date(Cursor& at, DateOrder order, std::int64_t& days) {
  int part[3] = {}, digits[3] = {};
  char mark = '\0';
  for (int i = 0; i < 3; ++i) {
    if (!at.number(1, 4, part[i], &digits[i])) return false;
    if (i == 2) break;
    const char found = at.peek();
    if ((i == 1 && found != mark) || !at.take("-/.")) return false;
    mark = found;
  }
  // A year of four digits at the front is never mistaken for a day.
  const bool year_first = order == DateOrder::kYearFirst || digits[0] == 4;
  const int y = year_first ? 0 : 2;
  const int m = year_first ? 1 : order == DateOrder::kDayFirst ? 1 : 0;
  const int d = year_first ? 2 : order == DateOrder::kDayFirst ? 0 : 1;
  if (digits[y] != 4 || digits[m] > 2 || digits[d] > 2) return false;
  if (part[m] < 1 || part[m] > 12 || part[d] < 1 || part[d] > days_in_month(part[y], part[m]))
    return false;
  days = days_of_date(part[y], part[m], part[d]);
  return true;
}

bool read_time(Cursor& at, std::int64_t& us) {
  int hour = 0, minute = 0, second = 0;
  std::int64_t fraction_us = 0;
  if (!at.number(1, 2, hour) || !at.take(":") || !at.number(2, 2, minute)) return false;
  if (at.take(":")) {
    if (!at.number(2, 2, second)) return false;
    if (at.take(".,")) {
      if (!is_digit(at.peek())) return false;
      // What is finer than a microsecond is left out.
      for (std::int64_t unit = 100'000; is_digit(at.peek()); unit /= 10) {
        fraction_us += unit * (at.peek() - '0');
        at.take("0123456789");
      }
    }
  }
  at.blanks();
  const bool am = at.word("AM"), pm = !am && at.word("PM");
  if (am || pm) {
    if (hour < 1 || hour > 12) return false;
    hour = hour % 12 + (pm ? 12 : 0);
  }
  const bool end_of_day = hour == 24 && minute == 0 && second == 0 && fraction_us == 0;
  if ((hour > 23 && !end_of_day) || minute > 59 || second > 59) return false;
  us = ((hour * 60 + minute) * 60 + second) * 1'000'000LL + fraction_us;
  return true;
}

bool read_offset(Cursor& at, std::optional<int>& offset_s) {
  at.blanks();
  if (at.done()) return true;
  if (at.word("Z")) {
    offset_s = 0;
    return true;
  }
  const int sign = at.peek() == '-' ? -1 : 1;
  int hours = 0, minutes = 0, digits = 0;
  if (!at.take("+-") || !at.number(2, 4, hours, &digits)) return false;
  if (digits == 4) {
    minutes = hours % 100;
    hours /= 100;
  } else if (digits != 2 || (at.take(":") && !at.number(2, 2, minutes))) {
    return false;
  }
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return false;
  offset_s = sign * (hours * 60 + minutes) * 60;
  return true;
}

}  // namespace

std::int64_t Stamp::day() const {
  return floor_div(local_us, kDay.us);
}
int Stamp::hour() const {
  return static_cast<int>((local_us - day() * kDay.us) / kHour.us);
}
int Stamp::weekday() const {
  const std::int64_t from_monday = day() + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(from_monday - 7 * floor_div(from_monday, 7));
}

Duration operator-(const Stamp& to, const Stamp& from) {
  std::int64_t us = to.local_us - from.local_us;
  if (to.offset_s && from.offset_s) us -= (*to.offset_s - *from.offset_s) * kSecond.us;
  return {us};
}

std::optional<Stamp> read_stamp(std::string_view text, DateOrder order) {
  Cursor at(text);
  std::int64_t days = 0, us = 0;
  Stamp stamp;
  at.blanks();
  if (!read_date(at, order, days)) return std::nullopt;
  const bool t = at.word("T"), parted = t || at.blanks();
  if ((t || !at.done()) && (!parted || !read_time(at, us) || !read_offset(at, stamp.offset_s)))
    return std::nullopt;
  at.blanks();
  if (!at.done()) return std::nullopt;
  stamp.local_us = days * kDay.us + us;
  return stamp;
}

std::int64_t days_of_date(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = floor_div(year, 400), of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

std::string date_text(std::int64_t days) {
  days += 719468;
  const std::int64_t era = floor_div(days, 146097), of_era = days - era * 146097;
  const std::int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
  const std::int64_t m = (5 * of_year + 2) / 153;
  const std::int64_t month = m < 10 ? m + 3 : m - 9;
  return fmt::format("{:04}-{:02}-{:02}", years + era * 400 + (month <= 2 ? 1 : 0), month,
                     of_year - (153 * m + 2) / 5 + 1);
}

}  // namespace vedette
