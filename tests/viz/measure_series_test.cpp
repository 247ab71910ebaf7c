// SPDX-License-Identifier: Apache-2.0
// Figures over time: one window over all is the figure itself; counts of windows add up.
#include "viz/core/measure_series.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "measure/figures.hpp"
#include "record/recording.hpp"
#include "record/recording_reader.hpp"
#include "record/scratch.hpp"
#include "record/small_world.hpp"
#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::test;
using namespace vedette::view;

TEST_CASE("a single window has every figure as the recording has it; windows add up") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  const Scratch scratch("view_measures");
  const World world = small_world();
  {
    RunInfo info;
    info.level = RecordLevel::kFull;
    Recording recording(scratch / "a.vdt", world, info, 0);
    play(world, seed, 400, {&recording}, true, [](int, Time) {});
  }
  RecordingReader reader(scratch / "a.vdt");
  const MeasureSeries whole(reader, 30 * kDay);
  const MeasureSeries parts(reader, kMinute);
  int found = 0;
  for (const Figure& f : figures_of(reader).figures) {
    if (f.n == 0) continue;
    CAPTURE(f.id);
    const Series* s = whole.find(f.id);
    REQUIRE(s);
    REQUIRE(s->value.size() == 1);
    CHECK(s->value[0] == Approx(f.value).epsilon(1e-6));
    ++found;
    if (f.id != "calls.n" && f.id != "alarms.real.n" && f.id != "alarms.nuisance.n") continue;
    double sum = 0;
    const Series* many = parts.find(f.id);
    REQUIRE(many);
    for (const float v : many->value)
      if (!std::isnan(v)) sum += static_cast<double>(v);
    CHECK(sum == Approx(f.value));
  }
  CHECK(found > 5);
}

TEST_CASE("windows are as long as people expect") {
  CHECK(MeasureSeries::window_for(kHour) == kMinute);
  CHECK(MeasureSeries::window_for(kDay) == 15 * kMinute);
  CHECK(MeasureSeries::window_for(7 * kDay) == kHour);
  CHECK(MeasureSeries::window_for(365 * kDay) == 7 * kDay);
}
