// SPDX-License-Identifier: Apache-2.0
// dispatch_trace SCENARIO DAYS: what the SimPy peer needs, as JSON on standard output: travel times
// and next junctions (by destination), the cars' homes, and the calls as the engine draws them.
#include <fmt/format.h>

#include <cstdlib>

#include "engine/run.hpp"
#include "engine/wires/direct_carrier.hpp"
#include "world/load.hpp"

namespace vedette {
namespace {

struct Trace : Sink {
  struct Call {
    std::int64_t at, on_scene;
    std::uint32_t node;
    int priority;
  };
  std::vector<Call> calls;
  void incident_opened(const Incident& i) override {
    // A car that is still on the scene at the end stays there.
    calls.push_back({i[Stage::kPoliceCalled].us, kDay.us * 100'000, i.place.value, i.priority});
  }
  void incident_closed(const Incident& i) override {
    if (i.has(Stage::kCleared))
      calls[i.id.index()].on_scene = i.between(Stage::kPoliceArrived, Stage::kCleared).us;
  }
};

int main_of(int argc, char** argv) {
  if (argc < 3) return 2;
  Diagnostics d;
  const auto world = load_world(
      argv[1], {fmt::format("duration_h={}", 24 * std::strtol(argv[2], nullptr, 10))}, d);
  for (const Diagnostic& x : d.sorted()) fmt::print(stderr, "{}\n", to_text(x));
  if (!world) return 2;
  DirectCarrier carrier(0);
  Trace trace;
  Sinks sinks;
  sinks.add(trace);
  Run run(*world, Random(world->seed, 1), carrier, sinks);
  run.execute();
  const City& city = world->city;
  const std::size_t n = city.roads->node_count();
  std::vector<std::uint32_t> node_of_entity(world->entities.size());
  for (const DemandArea& area : city.areas) node_of_entity[area.entity.index()] = area.node.value;
  fmt::print("{{\"end\": {}, \"times\": [", world->horizon.us);
  for (std::size_t to = 0; to < n; ++to) {
    fmt::print("{}[", to ? "," : "");
    for (std::size_t from = 0; from < n; ++from)
      fmt::print("{}{}", from ? "," : "", city.travel->time(NodeId(from), NodeId(to)).us);
    fmt::print("]");
  }
  fmt::print("], \"next\": [");
  for (std::size_t to = 0; to < n; ++to) {
    fmt::print("{}[", to ? "," : "");
    for (std::size_t from = 0; from < n; ++from)
      fmt::print("{}{}", from ? "," : "", city.travel->next_hop(NodeId(from), NodeId(to)).value);
    fmt::print("]");
  }
  fmt::print("], \"homes\": [");
  for (std::size_t u = 0; u < city.units.size(); ++u)
    fmt::print("{}{}", u ? "," : "", city.units[u].home.value);
  fmt::print("], \"calls\": [");
  for (std::size_t i = 0; i < trace.calls.size(); ++i)
    fmt::print("{}[{},{},{},{}]", i ? "," : "", trace.calls[i].at,
               node_of_entity[trace.calls[i].node], trace.calls[i].priority,
               trace.calls[i].on_scene);
  fmt::print("]}}\n");
  return 0;
}

}  // namespace
}  // namespace vedette

int main(int argc, char** argv) {
  return vedette::main_of(argc, argv);
}
