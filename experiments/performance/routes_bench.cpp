// SPDX-License-Identifier: Apache-2.0
// Travel times beside Boost.Graph's Dijkstra on a compressed sparse row graph, in one run:
//   ninja bench && ./routes_bench [--benchmark_filter=...]
// All programs find the same exact times; the first thing done is to check that.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/dijkstra_shortest_paths_no_color_map.hpp>
#include <cstdlib>
#include <numeric>
#include <random>

#include "performance/route_graphs.hpp"
#include "space/hierarchy.hpp"
#include "space/hierarchy_search.hpp"
#include "space/hierarchy_sweep.hpp"
#include "space/shortest_paths.hpp"
#include "space/travel_table.hpp"

namespace vedette {
namespace {

struct BoostArc {
  Ticks ticks;
};
using BoostGraph =
    boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, BoostArc,
                                       boost::no_property, std::uint32_t, std::uint32_t>;

BoostGraph boost_graph(const RoadGraph& g, bool reverse) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  std::vector<BoostArc> arcs;
  for (std::size_t a = 0; a < g.arc_count(); ++a) {
    const auto& arc = g.arc(ArcId(a));
    ends.emplace_back((reverse ? arc.to : arc.from).value, (reverse ? arc.from : arc.to).value);
    arcs.push_back({arc.ticks});
  }
  return {boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), arcs.begin(),
          static_cast<std::uint32_t>(g.node_count())};
}

// The quicker of Boost's two; memory kept between searches.
class BoostSearch {
 public:
  explicit BoostSearch(const BoostGraph& graph)
      : graph_(graph), times(boost::num_vertices(graph)), before(times.size()) {}
  void run(std::uint32_t source, bool with_ways) {
    const auto index = boost::get(boost::vertex_index, graph_);
    const auto weight = boost::get(&BoostArc::ticks, graph_);
    const auto distance = boost::make_iterator_property_map(times.data(), index);
    if (with_ways)
      boost::dijkstra_shortest_paths_no_color_map(
          graph_, source, boost::make_iterator_property_map(before.data(), index), distance, weight,
          index, std::less<>(), std::plus<>(), kUnreachableTicks, Ticks{0},
          boost::dijkstra_visitor<>());
    else
      boost::dijkstra_shortest_paths_no_color_map(
          graph_, source, boost::dummy_property_map(), distance, weight, index, std::less<>(),
          std::plus<>(), kUnreachableTicks, Ticks{0}, boost::dijkstra_visitor<>());
  }

 private:
  const BoostGraph& graph_;

 public:
  std::vector<Ticks> times;
  std::vector<std::uint32_t> before;
};

struct Case : RouteGraph {
  Hierarchy hierarchy;
  BoostGraph forward, reverse;
  std::vector<NodeId> sources;  // any
  explicit Case(RouteGraph g)
      : RouteGraph(std::move(g)),
        hierarchy(*graph),
        forward(boost_graph(*graph, false)),
        reverse(boost_graph(*graph, true)) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 1024; ++i) sources.push_back(NodeId(random() % graph->node_count()));
  }
};

void check(const Case& c) {
  BoostSearch boost(c.forward);
  HierarchySweep sweep(c.hierarchy, HierarchySweep::Direction::kForward);
  HierarchySearch search(c.hierarchy);
  for (std::size_t i = 0; i < 8; ++i) {
    boost.run(c.sources[i].value, false);
    sweep.run(c.sources[i]);
    bool same =
        search.ticks(c.sources[i], c.sources[i + 1]) == boost.times[c.sources[i + 1].index()];
    for (std::size_t n = 0; n < boost.times.size(); ++n)
      same = same && sweep.ticks(0, NodeId(n)) == boost.times[n];
    if (same) continue;
    fmt::print(stderr, "{}: the times differ\n", c.name);
    std::exit(1);
  }
}

void prepare(benchmark::State& state, const Case& c) {
  for (auto _ : state) benchmark::DoNotOptimize(Hierarchy(*c.graph).link_count());
  state.counters["nodes"] = static_cast<double>(c.graph->node_count());
  state.counters["arcs"] = static_cast<double>(c.graph->arc_count());
  state.counters["links"] = static_cast<double>(c.hierarchy.link_count());
  state.counters["levels"] = static_cast<double>(c.hierarchy.level_count());
}

void prepare_quickly(benchmark::State& state, const Case& c) {
  std::size_t links = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(links = Hierarchy(*c.graph, Hierarchy::Effort::kQuick).link_count());
  state.counters["links"] = static_cast<double>(links);
}

void one_to_all_boost(benchmark::State& state, const Case& c) {
  BoostSearch boost(c.forward);
  std::size_t i = 0;
  for (auto _ : state) boost.run(c.sources[i++ % 1024].value, false);
  state.SetItemsProcessed(state.iterations());
}

void one_to_all_dijkstra(benchmark::State& state, const Case& c) {
  ShortestPaths paths(*c.graph);
  std::size_t i = 0;
  for (auto _ : state) paths.run(c.sources[i++ % 1024]);
  state.SetItemsProcessed(state.iterations());
}

void one_to_all_sweep(benchmark::State& state, const Case& c, std::size_t lanes) {
  HierarchySweep sweep(c.hierarchy, HierarchySweep::Direction::kForward);
  std::size_t i = 0;
  for (auto _ : state) {
    sweep.run(std::span(c.sources).subspan(i, lanes));
    i = (i + lanes) % 1024;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(lanes));
}

void point_to_point(benchmark::State& state, const Case& c) {
  HierarchySearch search(c.hierarchy);
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(search.ticks(c.sources[i % 1024], c.sources[(7 * i + 1) % 1024]));
    ++i;
  }
  state.SetItemsProcessed(state.iterations());
}

// Times and ways from everywhere to the places, as the engine asks for them; preparation included.
void table(benchmark::State& state, const Case& c, std::span<const NodeId> to) {
  for (auto _ : state) benchmark::DoNotOptimize(TravelTable(c.graph, to).memory_bytes());
}

// The same of Boost, its graph at hand.
void table_boost(benchmark::State& state, const Case& c, std::span<const NodeId> to) {
  BoostSearch boost(c.reverse);
  const std::size_t nodes = c.graph->node_count(), rows = to.empty() ? nodes : to.size();
  for (auto _ : state) {
    std::vector<std::int64_t> times(rows * nodes);
    std::vector<std::uint32_t> next(rows * nodes);
    for (std::size_t r = 0; r < rows; ++r) {
      boost.run(to.empty() ? static_cast<std::uint32_t>(r) : to[r].value, true);
      for (std::size_t n = 0; n < nodes; ++n) {
        times[r * nodes + n] = rounded(boost.times[n]).us;
        next[r * nodes + n] = boost.before[n];
      }
    }
    benchmark::DoNotOptimize(times.data());
    benchmark::DoNotOptimize(next.data());
  }
}

// Exact times from the places to everywhere, the graph prepared.
void matrix(benchmark::State& state, const Case& c) {
  std::vector<NodeId> all;
  for (std::size_t n = 0; n < c.graph->node_count(); ++n) all.push_back(NodeId(n));
  for (auto _ : state) benchmark::DoNotOptimize(ticks_between(c.hierarchy, c.places, all).data());
}

// The same with nothing prepared.
void matrix_unprepared(benchmark::State& state, const Case& c) {
  std::vector<NodeId> all;
  for (std::size_t n = 0; n < c.graph->node_count(); ++n) all.push_back(NodeId(n));
  for (auto _ : state)
    benchmark::DoNotOptimize(
        ticks_between(Hierarchy(*c.graph, Hierarchy::most_neighbours_for(c.places.size())),
                      c.places, all)
            .data());
}

void matrix_boost(benchmark::State& state, const Case& c) {
  BoostSearch boost(c.forward);
  const std::size_t nodes = c.graph->node_count();
  for (auto _ : state) {
    std::vector<Ticks> times(c.places.size() * nodes);
    for (std::size_t r = 0; r < c.places.size(); ++r) {
      boost.run(c.places[r].value, false);
      std::copy(boost.times.begin(), boost.times.end(),
                times.begin() + static_cast<std::ptrdiff_t>(r * nodes));
    }
    benchmark::DoNotOptimize(times.data());
  }
}

// A row nobody asked for before, by searching.
void row_on_demand(benchmark::State& state, const Case& c) {
  const TravelTable rows(c.graph, {}, 1, 0);
  std::size_t i = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(rows.times_to(NodeId(i++ % c.graph->node_count()))[0]);
  state.SetItemsProcessed(state.iterations());
}

void add(const Case& c) {
  check(c);
  const auto name = [&](const char* what) { return fmt::format("{}/{}", what, c.name); };
  const auto reg = [&](const char* what, auto f) {
    return benchmark::RegisterBenchmark(name(what).c_str(), f)->Unit(benchmark::kMicrosecond);
  };
  using State = benchmark::State;
  reg("prepare", [&c](State& s) { prepare(s, c); });
  reg("prepare-quick", [&c](State& s) { prepare_quickly(s, c); });
  reg("one-to-all-boost", [&c](State& s) { one_to_all_boost(s, c); });
  reg("one-to-all-dijkstra", [&c](State& s) { one_to_all_dijkstra(s, c); });
  reg("one-to-all-sweep", [&c](State& s) { one_to_all_sweep(s, c, 1); });
  reg("one-to-all-sweep-of-8", [&c](State& s) { one_to_all_sweep(s, c, 8); });
  reg("point-to-point", [&c](State& s) { point_to_point(s, c); });
  reg("row-on-demand", [&c](State& s) { row_on_demand(s, c); });
  if (!c.places.empty()) {
    reg("places-to-all", [&c](State& s) { matrix(s, c); });
    reg("places-to-all-unprepared", [&c](State& s) { matrix_unprepared(s, c); });
    reg("places-to-all-boost", [&c](State& s) { matrix_boost(s, c); });
    reg("table-to-places", [&c](State& s) { table(s, c, c.places); });
    reg("table-to-places-boost", [&c](State& s) { table_boost(s, c, c.places); });
  }
  if (c.graph->node_count() <= 6000) {
    reg("table-of-all", [&c](State& s) { table(s, c, {}); });
    reg("table-of-all-boost", [&c](State& s) { table_boost(s, c, {}); });
  }
}

}  // namespace
}  // namespace vedette

int main(int argc, char** argv) {
  using namespace vedette;
  benchmark::Initialize(&argc, argv);
  std::vector<std::unique_ptr<Case>> cases;
  const auto take = [&](std::optional<RouteGraph> graph) {
    if (graph) cases.push_back(std::make_unique<Case>(std::move(*graph)));
  };
  take(police_platforms());
  take(jemss_city("manhattan"));
  take(jemss_city("edmonton"));
  for (const std::size_t side : {24, 71, 122, 224}) take(grid_city(side));
  for (const auto& c : cases) add(*c);
  benchmark::RunSpecifiedBenchmarks();
}
