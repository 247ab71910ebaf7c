// SPDX-License-Identifier: Apache-2.0
#include "export/clock.hpp"

#include <catch2/catch.hpp>

using vedette::Time;
using vedette::gis::Clock;

TEST_CASE("moments in UTC and on the spot") {
  const Clock clock("2026-03-02T00:30:00+08:00");
  CHECK(clock.utc_text(Time{0}) == "2026-03-01T16:30:00.000Z");
  CHECK(clock.local_text(Time{0}) == "2026-03-02 00:30:00");
  CHECK(clock.utc_text(Time{86'400'000'000 + 59'999'999}) == "2026-03-02T16:30:59.999Z");
  CHECK(clock.utc_text(Time{-1}) == "2026-03-01T16:29:59.999Z");
  const Clock::Parts p = clock.utc(Time{1'234'567});
  CHECK(p.second == 1);
  CHECK(p.millisecond == 234);
}

TEST_CASE("offsets from UTC as ISO 8601 writes them") {
  CHECK(Clock("2026-01-01T00:00:00Z").utc_text({}) == "2026-01-01T00:00:00.000Z");
  CHECK(Clock("2026-01-01T00:00").utc_text({}) == "2026-01-01T00:00:00.000Z");
  CHECK(Clock("2026-01-01T00:00:00-03:30").utc_text({}) == "2026-01-01T03:30:00.000Z");
  CHECK(Clock("2024-02-29T23:59:59+00:00").utc_text({1'000'000}) == "2024-03-01T00:00:00.000Z");
  CHECK(Clock("no date").utc_text({}) == "1970-01-01T00:00:00.000Z");
  CHECK(Clock("2026-02-30T00:00:00Z").utc_text({}) == "1970-01-01T00:00:00.000Z");
}
