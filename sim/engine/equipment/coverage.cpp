// SPDX-License-Identifier: Apache-2.0
// Which alarm zones a working camera shows: one that is up, and from which the network leads by the
// video server to an operator's console.
#include <algorithm>

#include "engine/equipment/condition.hpp"
#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

using Hosts = std::vector<bool>;

// Hosts that can be reached from some of `from` over what is up; only switches and those that begin
// pass things on.
Hosts reached_from(const Run& run, const std::vector<HostId>& from) {
  const Network& network = run.world.network;
  const Equipment& plan = *run.world.equipment;
  std::vector<std::vector<std::uint32_t>> beside(network.hosts.size());
  for (std::uint32_t l = 0; l < network.links.size(); ++l) {
    if (!is_up(run, plan.of_link[l])) continue;
    beside[network.links[l].a].push_back(network.links[l].b);
    beside[network.links[l].b].push_back(network.links[l].a);
  }
  const auto up = [&](std::uint32_t h) { return is_up(run, plan.of_host[h]); };
  Hosts reached(network.hosts.size(), false), begins(network.hosts.size(), false);
  std::vector<std::uint32_t> open;
  for (const HostId one : from) {
    begins[one.index()] = true;
    if (!up(one.value) || reached[one.index()]) continue;
    reached[one.index()] = true;
    open.push_back(one.value);
  }
  while (!open.empty()) {
    const std::uint32_t host = open.back();
    open.pop_back();
    if (!passes_on(network.hosts[host].role) && !begins[host]) continue;
    for (const std::uint32_t next : beside[host]) {
      if (reached[next] || !up(next)) continue;
      reached[next] = true;
      open.push_back(next);
    }
  }
  return reached;
}

// Hosts whose pictures can come to some console, by the video server where there is one (a picture
// is stored and forwarded there). Empty: no network in between.
Hosts shown_on_consoles(const Run& run) {
  const Site& site = run.world.site;
  if (!run.world.network.simulated) return {};
  std::vector<HostId> consoles;
  for (const Operator& one : site.operators)
    if (one.console.valid()) consoles.push_back(one.console);
  if (consoles.empty()) return {};
  if (!site.video.valid()) return reached_from(run, consoles);
  Hosts reached = reached_from(run, {site.video});
  const bool any = std::any_of(consoles.begin(), consoles.end(),
                               [&](HostId console) { return reached[console.index()]; });
  return any ? reached : Hosts(reached.size(), false);
}

void look(Run& run) {
  const Site& site = run.world.site;
  EquipmentState& state = *run.equipment;
  const Hosts reached = shown_on_consoles(run);
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
