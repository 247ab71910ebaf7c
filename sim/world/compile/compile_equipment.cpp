// SPDX-License-Identifier: Apache-2.0
// Everything that can be down, and what is to be out at set times.
#include <fmt/format.h>

#include "world/compile/element_finder.hpp"

namespace vedette {

namespace {

void add_elements(World& world, Equipment& out) {
  const auto add = [&](Element::Kind kind, const auto& things, std::vector<std::uint32_t>* of) {
    for (std::uint32_t i = 0; i < things.size(); ++i) {
      if (of) of->push_back(static_cast<std::uint32_t>(out.elements.size()));
      out.elements.push_back({kind, i, things[i].entity, {}});
    }
  };
  const Network& network = world.network;
  add(Element::Kind::kHost, network.hosts, &out.of_host);
  add(Element::Kind::kLink, network.links, &out.of_link);
  add(Element::Kind::kCamera, world.site.cameras, &out.of_camera);
  add(Element::Kind::kSensor, world.site.sensors, &out.of_sensor);
  add(Element::Kind::kDoor, world.site.doors, &out.of_door);
  const auto first_room = static_cast<std::uint32_t>(out.elements.size());
  add(Element::Kind::kRoom, network.rooms, nullptr);
  for (std::uint32_t h = 0; h < network.hosts.size(); ++h)
    if (network.hosts[h].room != kNoIndex)
      out.elements[first_room + network.hosts[h].room].takes_along.push_back(
          {out.of_host[h], DownCause::kRoom});
  // Power over Ethernet: a camera that a rule has put on a switch is fed by it.
  std::vector<std::uint32_t> switch_of(network.hosts.size(), kNoIndex);
  for (const Network::Link& link : network.links) {
    const auto fed = [&](std::uint32_t camera, std::uint32_t by) {
      if (network.hosts[camera].generated && network.hosts[camera].role == HostRole::kCamera &&
          network.hosts[by].generated)
        switch_of[camera] = by;
    };
    fed(link.a, link.b);
    fed(link.b, link.a);
  }
  for (std::uint32_t c = 0; c < world.site.cameras.size(); ++c) {
    const HostId host = world.site.cameras[c].host;
    if (host.valid() && switch_of[host.index()] != kNoIndex)
      out.elements[out.of_host[switch_of[host.index()]]].takes_along.push_back(
          {out.of_camera[c], DownCause::kPower});
  }
  out.camera_of_host.assign(network.hosts.size(), kNoIndex);
  for (std::uint32_t c = 0; c < world.site.cameras.size(); ++c) {
    const HostId host = world.site.cameras[c].host;
    if (!host.valid()) continue;
    out.camera_of_host[host.index()] = c;
  }
}

void read_outages(CompileContext& c, Equipment& out) {
  for (const Network::Outage& set : c.world().network.outages)
    out.outages.push_back(
        {set.host.valid() ? out.of_host[set.host.index()] : out.of_link[set.link.index()], set.from,
         set.to, DownCause::kSet});
  const auto equipment = c.root().find("equipment");
  const auto what_if = equipment ? equipment->find("what_if") : std::nullopt;
  const ElementFinder finder(c, out);
  for (std::size_t i = 0; what_if && i < what_if->size(); ++i) {
    const Located at = what_if->at(i);
    ElementOutage outage;
    outage.cause = DownCause::kWhatIf;
    outage.element = finder.one(*at.find("element"));
    outage.from = Time{0} + seconds(c.number(at.find("from_s"), 0));
    if (const auto to = at.find("to_s")) {
      outage.to = Time{0} + seconds(to->value().get<double>());
      if (outage.to <= outage.from) c.error(to->place(), "to_s must be after from_s");
    }
    const Duration end = c.world().horizon;
    if (end.us > 0 && outage.from >= Time{0} + end)
      c.diagnostics().warning(at.find("from_s")->place(),
                              fmt::format("this never comes: the scenario ends after {} s",
                                          number_text(end.seconds())));
    if (outage.element != kNoIndex) out.outages.push_back(outage);
  }
}

}  // namespace

void compile_equipment(CompileContext& c) {
  auto out = std::make_shared<Equipment>();
  add_elements(c.world(), *out);
  compile_power(c, *out);
  compile_failures(c, *out);
  read_outages(c, *out);
  const auto equipment = c.root().find("equipment");
  for (std::size_t i = 0; equipment && i < equipment->size(); ++i)
    out->present |= equipment->key(i) != "what_if";
  out->present |= out->power.present;
  c.world().equipment = std::move(out);
}

}  // namespace vedette
