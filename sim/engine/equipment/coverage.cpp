// SPDX-License-Identifier: Apache-2.0
// Which alarm zones a working camera shows: one that is up, and from which the network leads to an
// operator's console.
#include <algorithm>

#include "engine/equipment/condition.hpp"
#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

// Hosts that can be reached from some console over what is up. Empty: no network in between.
std::vector<bool> reached_from_consoles(const Run& run) {
  const Network& network = run.world.network;
  if (!network.simulated) return {};
  const Equipment& plan = *run.world.equipment;
  std::vector<std::vector<std::uint32_t>> beside(network.hosts.size());
  for (std::uint32_t l = 0; l < network.links.size(); ++l) {
    if (!is_up(run, plan.of_link[l])) continue;
    beside[network.links[l].a].push_back(network.links[l].b);
    beside[network.links[l].b].push_back(network.links[l].a);
  }
  const auto up = [&](std::uint32_t h) { return is_up(run, plan.of_host[h]); };
  std::vector<bool> reached(network.hosts.size(), false);
  std::vector<std::uint32_t> open;
  bool any = false;
  for (const Operator& one : run.world.site.operators) {
    if (!one.console.valid()) continue;
    any = true;
    if (!up(one.console.value) || reached[one.console.index()]) continue;
    reached[one.console.index()] = true;
    open.push_back(one.console.value);
  }
  if (!any) return {};
  const auto is_console = [&](std::uint32_t host) {
    return std::any_of(
        run.world.site.operators.begin(), run.world.site.operators.end(),
        [&](const Operator& one) { return one.console == HostId(std::size_t{host}); });
  };
  while (!open.empty()) {
    const std::uint32_t host = open.back();
    open.pop_back();
    if (!passes_on(network.hosts[host].role) && !is_console(host)) continue;
    for (const std::uint32_t next : beside[host]) {
      if (reached[next] || !up(next)) continue;
      reached[next] = true;
      open.push_back(next);
    }
  }
  return reached;
}

void look(Run& run) {
  const Site& site = run.world.site;
  EquipmentState& state = *run.equipment;
  const std::vector<bool> reached = reached_from_consoles(run);
  const auto shows = [&](std::uint32_t camera) {
    if (camera_down(run, camera)) return false;
    const HostId host = site.cameras[camera].host;
    return !host.valid() || reached.empty() ? !host.valid() || run.carrier.host_is_on(host)
                                            : reached[host.index()];
  };
  for (std::size_t z = 0; z < site.zones.size(); ++z) {
    const auto& cameras = site.zones[z].cameras;
    const bool covered = std::any_of(cameras.begin(), cameras.end(), shows);
    Time& since = state.uncovered_since[z];
    if (covered == (since == kUnset)) continue;
    if (covered) {
      const Tally tally{TallyKind::kUncovered, {}, site.zones[z].entity, since, run.now()};
      run.sinks.each([&](Sink& s) { s.tally(tally); });
    }
    since = covered ? kUnset : run.now();
  }
}

Process look_later(Run& run) {
  (void)co_await Delay(run.calendar, Duration{}, Priority::kLate);
  run.equipment->coverage_due = false;
  look(run);
}

}  // namespace

void look_at_coverage(Run& run) {
  if (run.world.site.zones.empty() || run.equipment->coverage_due) return;
  run.equipment->coverage_due = true;
  run.calendar.start(look_later(run));
}

}  // namespace vedette
