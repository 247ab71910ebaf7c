// SPDX-License-Identifier: Apache-2.0
// Time axis, folding, playback.
#include "viz/core/time_axis.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "support/seed.hpp"
#include "viz/core/lanes.hpp"
#include "viz/core/map_view.hpp"
#include "viz/core/playback.hpp"

using namespace vedette;
using namespace vedette::view;

namespace {

Time at_s(double s) {
  return Time{} + seconds(s);
}

}  // namespace

TEST_CASE("the axis and its inverse agree, cuts or not") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const TimeAxis axis({at_s(0), at_s(10'000)},
                      {{at_s(1000), at_s(4000)}, {at_s(5000), at_s(9000)}});
  // 3,000 s are shown, each cut is 0.8 % of them.
  CHECK(axis.length() == Approx(3000e6 * (1 + 2 * TimeAxis::kCutShare)));
  CHECK(axis.position(at_s(1000)) == Approx(1000e6));
  CHECK(axis.position(at_s(4000)) == Approx(1000e6 + 3000e6 * TimeAxis::kCutShare));
  double last = -1;
  for (int i = 0; i <= 10'000; ++i) {
    const Time t = at_s(i);
    const double p = axis.position(t);
    CHECK(p > last);
    last = p;
    // Inside a cut 125 µs of time share a microsecond of the axis.
    CHECK(std::abs((axis.time(p) - t).us) <= 200);
  }
  CHECK(axis.cut_at(at_s(2000)) != nullptr);
  CHECK(axis.cut_at(at_s(999)) == nullptr);
  CHECK(axis.cut_at(at_s(4000)) == nullptr);
}

TEST_CASE("idle stretches are those without anything") {
  const auto idle =
      idle_stretches({at_s(0), at_s(7200)}, {{at_s(3000), at_s(3100)}, {at_s(3050), at_s(3400)}},
                     10 * kMinute, kMinute);
  REQUIRE(idle.size() == 2);
  CHECK(idle[0] == TimeRange{at_s(60), at_s(2940)});
  CHECK(idle[1] == TimeRange{at_s(3460), at_s(7140)});
}

TEST_CASE("folding loses no event") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  std::vector<LaneMark> marks;
  for (int i = 0; i < 5000; ++i) {
    const Time t{static_cast<std::int64_t>(random() % 86'400'000'000)};
    marks.push_back({t, t + kMinute, okabe::kSky, kNoIndex, kNoIndex});
  }
  std::sort(marks.begin(), marks.end(),
            [](const LaneMark& a, const LaneMark& b) { return a.from < b.from; });
  const TimeAxis axis(TimeRange{{0}, {86'400'000'000}});
  for (const float width : {50.0f, 700.0f, 100'000.0f}) {
    std::vector<FoldedMark> folded;
    fold(marks, axis, 0, axis.length(), width, 7, folded);
    std::size_t sum = 0;
    float last = -1e9f;
    for (const FoldedMark& m : folded) {
      sum += m.count;
      CHECK(m.x0 - last >= 7);
      last = m.x0;
    }
    CHECK(sum == marks.size());
    std::vector<std::uint32_t> bins(100);
    density(marks, axis, 0, axis.length(), bins);
    std::size_t counted = 0;
    for (const std::uint32_t n : bins) counted += n;
    CHECK(counted == marks.size());
  }
}

TEST_CASE("playing jumps over cuts, loops, reverses, stops at breaks and at the end") {
  const TimeAxis axis({at_s(0), at_s(10'000)}, {{at_s(1000), at_s(4000)}});
  Playback p;
  p.playing = true;
  p.speed = 100;
  p.now = at_s(950);
  CHECK_FALSE(p.advance(0.6, axis, {}));  // 60 s on: into the cut, out at its end
  CHECK(p.now == at_s(4000));
  CHECK(p.advance(1, axis, {at_s(4050)}));
  CHECK(p.now == at_s(4050));
  CHECK_FALSE(p.playing);
  p.playing = true;
  p.advance(1, axis, {at_s(4050)});  // does not hang at the same break
  CHECK(p.now == at_s(4150));
  p.loop = TimeRange{at_s(4100), at_s(4200)};
  p.advance(1, axis, {});
  CHECK(p.now == at_s(4100));
  p.loop.reset();
  p.reverse = true;
  p.now = at_s(4010);
  p.advance(1, axis, {});
  CHECK(p.now < at_s(1000));
  p.advance(1, axis, {});
  CHECK(p.now > at_s(800));
  p.speed = 10'000;
  p.advance(1, axis, {});
  CHECK(p.now == at_s(0));
  CHECK_FALSE(p.playing);
  p.speed = 10;
  p.faster();
  CHECK(p.speed == 20);
  p.slower(), p.slower();
  CHECK(p.speed == 5);
  for (int i = 0; i < 40; ++i) p.slower();
  CHECK(p.speed == Playback::kSlowest);
  for (int i = 0; i < 40; ++i) p.faster();
  CHECK(p.speed == Playback::kFastest);
}

TEST_CASE("times are read and written") {
  Time t;
  CHECK((parse_time("2:28:40", t) && t == at_s(8920)));
  CHECK((parse_time("8920", t) && t == at_s(8920)));
  CHECK((parse_time("2.5h", t) && t == at_s(9000)));
  CHECK((parse_time("1d 1:00", t) && t == at_s(90'000)));
  CHECK((parse_time("90m", t) && t == at_s(5400)));
  for (const char* bad : {"", "x", "1:2:3:4", "5q", "1e30", "nan", "inf", "1:-2"})
    CHECK_FALSE(parse_time(bad, t));
  const Clock clock("2026-03-02T07:30:00+08:00");
  CHECK(clock.of_day(at_s(3600)) == "08:30:00");
  CHECK(clock.of_day(at_s(17 * 3600)) == "1d 00:30:00");
  CHECK(clock.tick(at_s(0)) == "07:30");
  CHECK(span_text(seconds(4.71)) == "4.7 s");
  CHECK(span_text(seconds(125)) == "2 min 05 s");
  CHECK(span_text(seconds(125), Lang::kZh) == "2 分 05 秒");
  CHECK(span_text(24 * kHour, Lang::kZh) == "24 小时 00 分");
}

TEST_CASE("the map keeps the world under the cursor") {
  MapView view{1000, 2000, 0.5, 800, 600};
  const double x = view.world_x(200), y = view.world_y(100);
  view.zoom_at(200, 100, 3);
  CHECK(view.world_x(200) == Approx(x));
  CHECK(view.world_y(100) == Approx(y));
  const ScreenPoint p = view.screen_from_world(x, y);
  CHECK(p.x == Approx(200));
  CHECK(p.y == Approx(100));
  CHECK(scale_bar_m(0.5, 140) == 200);
  CHECK(scale_bar_m(0.01, 140) == 10'000);
}
