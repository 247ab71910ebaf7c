// SPDX-License-Identifier: Apache-2.0
#include "cover/cameras_behind.hpp"

#include "world/equipment.hpp"

namespace vedette {

namespace {

using Marks = std::vector<bool>;

void down(const World& world, std::uint32_t element, Marks& is_down) {
  if (is_down[element]) return;
  is_down[element] = true;
  const Equipment& plan = *world.equipment;
  for (const auto& [other, cause] : plan.elements[element].takes_along) down(world, other, is_down);
  if (plan.elements[element].kind != Element::Kind::kSupply) return;
  for (const Supply& supply : plan.power.supplies) {
    const bool mains = element == plan.power.mains;
    if (supply.element != element && !mains) continue;
    is_down[supply.element] = true;
    for (const SupplyGroup& group : supply.groups)
      for (const std::uint32_t fed : group.elements) down(world, fed, is_down);
  }
}

// Per host: something leads from there to a console of the operators. Empty: there are none, or no
// links.
Marks reached_from_consoles(const World& world, const Marks& is_down) {
  const Network& network = world.network;
  const Equipment& plan = *world.equipment;
  if (network.links.empty()) return {};
  std::vector<std::vector<std::uint32_t>> beside(network.hosts.size());
  for (std::uint32_t l = 0; l < network.links.size(); ++l) {
    if (is_down[plan.of_link[l]]) continue;
    beside[network.links[l].a].push_back(network.links[l].b);
    beside[network.links[l].b].push_back(network.links[l].a);
  }
  Marks reached(network.hosts.size(), false), console(network.hosts.size(), false);
  std::vector<std::uint32_t> open;
  bool any = false;
  for (const Operator& one : world.site.operators) {
    if (!one.console.valid()) continue;
    any = true;
    const auto host = static_cast<std::uint32_t>(one.console.index());
    console[host] = true;
    if (is_down[plan.of_host[host]] || reached[host]) continue;
    reached[host] = true;
    open.push_back(host);
  }
  if (!any) return {};
  while (!open.empty()) {
    const std::uint32_t host = open.back();
    open.pop_back();
    if (!passes_on(network.hosts[host].role) && !console[host]) continue;
    for (const std::uint32_t next : beside[host]) {
      if (reached[next] || is_down[plan.of_host[next]]) continue;
      reached[next] = true;
      open.push_back(next);
    }
  }
  return reached;
}

}  // namespace

std::vector<std::uint32_t> cameras_behind(const World& world, std::uint32_t element) {
  const Equipment& plan = *world.equipment;
  const Marks nothing(plan.elements.size(), false);
  Marks is_down = nothing;
  down(world, element, is_down);
  const Marks before = reached_from_consoles(world, nothing);
  const Marks after = reached_from_consoles(world, is_down);
  std::vector<std::uint32_t> out;
  for (std::uint32_t c = 0; c < world.site.cameras.size(); ++c) {
    const HostId host = world.site.cameras[c].host;
    bool lost = is_down[plan.of_camera[c]];
    if (host.valid() && is_down[plan.of_host[host.index()]]) lost = true;
    if (host.valid() && !before.empty())
      lost = lost || (before[host.index()] && !after[host.index()]);
    if (lost) out.push_back(c);
  }
  return out;
}

}  // namespace vedette
