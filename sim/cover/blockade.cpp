// SPDX-License-Identifier: Apache-2.0
#include "cover/blockade.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <limits>
#include <stdexcept>

#include "space/road_graph.hpp"

namespace vedette {

namespace {

constexpr std::uint32_t kNobody = Blockade::kOpen;

// Exits left open first, then microseconds: what is least is compared in this order, exactly.
struct Cost {
  std::int64_t open = 0;
  std::int64_t us = 0;
  constexpr auto operator<=>(const Cost&) const = default;
  constexpr Cost operator+(Cost o) const { return {open + o.open, us + o.us}; }
  constexpr Cost operator-(Cost o) const { return {open - o.open, us - o.us}; }
};
constexpr Cost kFar{std::numeric_limits<std::int64_t>::max() / 4, 0};

struct Times {
  std::size_t units, exits;
  std::span<const Duration> all;
  Duration at(std::size_t unit, std::size_t exit) const { return all[unit * exits + exit]; }
};

// The most exits that can be closed in `limit` each: an augmenting path from each, breadth first.
std::size_t most_closed(const Times& times, Duration limit) {
  std::vector<std::uint32_t> exit_of_unit(times.units, kNobody), unit_of_exit(times.exits, kNobody);
  std::vector<std::uint32_t> from(times.units), queue;
  std::size_t closed = 0;
  for (std::uint32_t start = 0; start < times.exits; ++start) {
    std::fill(from.begin(), from.end(), kNobody);  // the exit that would take the unit
    queue.assign(1, start);
    std::uint32_t idle = kNobody;
    for (std::size_t head = 0; head < queue.size() && idle == kNobody; ++head)
      for (std::uint32_t u = 0; u < times.units && idle == kNobody; ++u) {
        if (from[u] != kNobody || times.at(u, queue[head]) > limit) continue;
        from[u] = queue[head];
        if (exit_of_unit[u] == kNobody)
          idle = u;
        else
          queue.push_back(exit_of_unit[u]);
      }
    if (idle == kNobody) continue;
    ++closed;
    for (std::uint32_t u = idle; u != kNobody;) {
      const std::uint32_t exit = from[u], before = unit_of_exit[exit];
      unit_of_exit[exit] = u;
      exit_of_unit[u] = exit;
      u = exit == start ? kNobody : before;
    }
  }
  return closed;
}

// The shortest time in which as many exits can be closed as in any time.
Duration least_limit(const Times& times, std::size_t closed) {
  std::vector<Duration> limits;
  for (const Duration t : times.all)
    if (t < kUnreachable) limits.push_back(t);
  std::sort(limits.begin(), limits.end());
  limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
  return *std::partition_point(limits.begin(), limits.end(),
                               [&](Duration t) { return most_closed(times, t) < closed; });
}

// Least cost by one shortest augmenting path for each exit (Kuhn 1955, Munkres 1957; with dual
// variables after Burkard et al. 4.4). Columns are the units, then one "nobody" for each exit.
std::vector<std::uint32_t> cheapest(const Times& times, Duration limit) {
  const std::size_t columns = times.units + times.exits;
  const auto cost = [&](std::size_t exit, std::size_t column) {
    if (column >= times.units) return Cost{1, 0};
    const Duration t = times.at(column, exit);
    return t <= limit ? Cost{0, t.us} : kFar;
  };
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> exit_of(columns + 1, kNone), before(columns + 1);
  std::vector<Cost> exit_dual(times.exits), column_dual(columns + 1), slack(columns);
  std::vector<bool> done(columns + 1);
  for (std::size_t start = 0; start < times.exits; ++start) {
    std::fill(slack.begin(), slack.end(), Cost{2 * kFar.open, 0});
    std::fill(done.begin(), done.end(), false);
    std::size_t column = columns;  // the root of the tree stands for no column
    exit_of[column] = start;
    while (exit_of[column] != kNone) {
      done[column] = true;
      const std::size_t exit = exit_of[column];
      std::size_t next = kNone;
      for (std::size_t c = 0; c < columns; ++c) {
        if (done[c]) continue;
        const Cost edge = cost(exit, c);
        if (edge < kFar) {
          const Cost reduced = edge - exit_dual[exit] - column_dual[c];
          if (reduced < slack[c]) {
            slack[c] = reduced;
            before[c] = column;
          }
        }
        if (next == kNone || slack[c] < slack[next]) next = c;
      }
      const Cost step = slack[next];
      for (std::size_t c = 0; c <= columns; ++c) {
        if (done[c]) {
          exit_dual[exit_of[c]] = exit_dual[exit_of[c]] + step;
          column_dual[c] = column_dual[c] - step;
        } else if (c < columns && slack[c] < kFar) {
          slack[c] = slack[c] - step;
        }
      }
      column = next;
    }
    for (; column != columns; column = before[column]) exit_of[column] = exit_of[before[column]];
  }
  std::vector<std::uint32_t> unit_of_exit(times.exits, kNobody);
  for (std::uint32_t u = 0; u < times.units; ++u)
    if (exit_of[u] != kNone) unit_of_exit[exit_of[u]] = u;
  return unit_of_exit;
}

}  // namespace

Blockade best_blockade(std::size_t units, std::size_t exits, std::span<const Duration> times) {
  if (times.size() != units * exits)
    throw std::invalid_argument(
        fmt::format("{} times for {} units and {} exits", times.size(), units, exits));
  for (const Duration t : times)
    if (t.us < 0) throw std::invalid_argument(fmt::format("time {} s is negative", t.seconds()));

  const Times given{units, exits, times};
  Blockade best;
  best.unit_of_exit.assign(exits, kNobody);
  best.closed = most_closed(given, {kUnreachable.us - 1});
  if (best.closed == 0) return best;
  best.unit_of_exit = cheapest(given, least_limit(given, best.closed));
  for (std::size_t e = 0; e < exits; ++e) {
    if (best.unit_of_exit[e] == kNobody) continue;
    const Duration t = given.at(best.unit_of_exit[e], e);
    best.longest = std::max(best.longest, t);
    best.total = best.total + t;
  }
  return best;
}

}  // namespace vedette
