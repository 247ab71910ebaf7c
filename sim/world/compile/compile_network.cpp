// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <deque>

#include "world/compile/context.hpp"

namespace vedette {

namespace {

// Fewest links, ties by the order of the links in the scenario; from one host to all others.
void add_routes(Network& network, std::uint32_t from,
                const std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>>& beside) {
  const std::size_t n = network.hosts.size();
  std::vector<std::uint32_t> previous(n, kNoIndex), by_link(n, kNoIndex);
  std::vector<bool> seen(n, false);
  std::deque<std::uint32_t> queue{from};
  seen[from] = true;
  while (!queue.empty()) {
    const std::uint32_t host = queue.front();
    queue.pop_front();
    for (const auto& [next, link] : beside[host]) {
      if (seen[next]) continue;
      seen[next] = true;
      previous[next] = host;
      by_link[next] = link;
      queue.push_back(next);
    }
  }
  for (std::uint32_t to = from + 1; to < n; ++to) {
    if (!seen[to]) continue;
    Network::Route route;
    route.from = from;
    route.to = to;
    for (std::uint32_t h = to; h != from; h = previous[h]) {
      route.links.insert(route.links.begin(), by_link[h]);
      if (previous[h] != from) route.via.insert(route.via.begin(), previous[h]);
    }
    network.routes.push_back(std::move(route));
  }
}

}  // namespace

void compile_network(CompileContext& c) {
  const auto network = c.root().find("network");
  if (!network) return;
  Network& out = c.world().network;
  out.direct_delay = seconds(c.number(network->find("direct_delay_s"), 0));
  const auto hosts = network->find("hosts");
  for (std::size_t i = 0; hosts && i < hosts->size(); ++i) {
    const std::string name = hosts->at(i).value().get<std::string>();
    out.hosts.push_back({name, c.add_entity(EntityKind::kHost, name, 0, 0), kNoIndex});
  }
  const auto host_named = [&](const Located& at) {
    const std::string name = at.value().get<std::string>();
    for (std::uint32_t i = 0; i < out.hosts.size(); ++i)
      if (out.hosts[i].name == name) return i;
    return kNoIndex;
  };
  const auto links = network->find("links");
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> beside(out.hosts.size());
  for (std::size_t i = 0; links && i < links->size(); ++i) {
    const Typed link = c.typed(links->at(i), "links");
    const Located between = *link.find("between");
    const std::uint32_t a = host_named(between.at(0)), b = host_named(between.at(1));
    if (a == b) {
      c.error(between.place(), "a link joins two different hosts");
      continue;
    }
    const auto shared = link.find("shared");
    const auto index = static_cast<std::uint32_t>(out.links.size());
    const std::string name = links->key(i);
    out.links.push_back({name, c.number(link.find("bandwidth_mbps"), 0) * 1e6 / 8,
                         c.number(link.find("latency_ms"), 0) / 1000,
                         !shared || shared->value().get<bool>(),
                         c.add_entity(EntityKind::kLink, name, 0, 0), a, b});
    beside[a].push_back({b, index});
    beside[b].push_back({a, index});
  }
  out.simulated = !out.links.empty();
  if (out.simulated)
    for (std::uint32_t from = 0; from < out.hosts.size(); ++from) add_routes(out, from, beside);
  const auto outages = network->find("outages");
  for (std::size_t i = 0; outages && i < outages->size(); ++i) {
    const Located at = outages->at(i);
    const auto host = at.find("host"), link = at.find("link");
    if (host.has_value() == link.has_value()) {
      c.error(at.place(), host ? "an outage names a host or a link, not both"
                               : "an outage names a host or a link");
      continue;
    }
    Network::Outage outage;
    if (host) outage.host = HostId(host_named(*host));
    for (std::size_t l = 0; link && l < out.links.size(); ++l)
      if (out.links[l].name == link->value().get<std::string>()) outage.link = LinkId(l);
    outage.from = Time{0} + seconds(c.number(at.find("from_s"), 0));
    if (const auto to = at.find("to_s")) {
      outage.to = Time{0} + seconds(to->value().get<double>());
      if (outage.to <= outage.from) c.error(to->place(), "to_s must be after from_s");
    }
    const Duration end = c.world().horizon;
    if (end.us > 0 && outage.from >= Time{0} + end)
      c.diagnostics().warning(at.find("from_s")->place(),
                              fmt::format("this outage never comes: the scenario ends after {} s",
                                          number_text(end.seconds())));
    out.outages.push_back(outage);
  }
}

}  // namespace vedette
