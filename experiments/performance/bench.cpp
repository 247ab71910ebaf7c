// SPDX-License-Identifier: Apache-2.0
// Speed of the engine. Run through experiments/performance/run, which also runs the peers.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>

#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/wires/direct_carrier.hpp"
#include "measure/figures.hpp"
#include "peers/bare_dispatch.hpp"
#include "world/load.hpp"

namespace vedette {
namespace {

Process waiter(Calendar& c, std::uint64_t state) {
  for (;;) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    (void)co_await Delay(c, Duration{static_cast<std::int64_t>(1 + state % 1'000'000)});
  }
}

// 1,000 coroutines that only wait: the bare calendar.
void BM_Calendar(benchmark::State& state) {
  Calendar c;
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(state.range(0)); ++i)
    c.start(waiter(c, 88172645463325252u * (i + 1)));
  c.run_until(Time{1'000'000});
  std::uint64_t before = c.executed();
  for (auto _ : state) c.run_until(c.now() + Duration{100'000'000'000 / state.range(0)});
  state.SetItemsProcessed(static_cast<std::int64_t>(c.executed() - before));
}
BENCHMARK(BM_Calendar)->Arg(1000)->Arg(10)->Arg(100'000)->Arg(1'000'000);

std::shared_ptr<const World> city(int days) {
  const char* folder = std::getenv("VEDETTE_BENCH_CITY");
  if (!folder) return nullptr;
  Diagnostics diagnostics;
  auto world = load_world(folder, {fmt::format("duration_h={}", 24 * days)}, diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) fmt::print(stderr, "{}\n", to_text(d));
  return world;
}

// A year of the city at record level none, figures taken.
void BM_Dispatch(benchmark::State& state) {
  const auto world = city(365);
  if (!world) {
    state.SkipWithError("VEDETTE_BENCH_CITY names no imported city");
    return;
  }
  std::int64_t calls = 0;
  double mean = 0;
  for (auto _ : state) {
    DirectCarrier carrier(0);
    Figures figures(*world, 1);
    Sinks sinks;
    sinks.add(figures);
    Run run(*world, Random(world->seed, 1), carrier, sinks);
    run.execute();
    const RepFigures result = figures.result();
    calls += static_cast<std::int64_t>(result.figures[0].value);
    for (const Figure& f : result.figures)
      if (f.id == "calls.response_s.mean") mean = f.value;
  }
  state.counters["mean_response_s"] = mean;
  state.SetItemsProcessed(calls);
}
BENCHMARK(BM_Dispatch)->Unit(benchmark::kMillisecond);

// The same decisions as a hand-written heap loop.
void BM_BareDispatch(benchmark::State& state) {
  const auto world = city(365);
  if (!world) {
    state.SkipWithError("VEDETTE_BENCH_CITY names no imported city");
    return;
  }
  peers::DispatchTotals totals;
  std::int64_t calls = 0;
  for (auto _ : state) {
    totals = peers::bare_dispatch(*world, world->seed, 1);
    calls += static_cast<std::int64_t>(totals.calls);
  }
  state.counters["mean_response_s"] =
      static_cast<double>(totals.response_us) * 1e-6 / static_cast<double>(totals.reached);
  state.SetItemsProcessed(calls);
}
BENCHMARK(BM_BareDispatch)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vedette

BENCHMARK_MAIN();
