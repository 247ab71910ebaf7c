// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "world/compile/network_parts.hpp"
#include "world/limits.hpp"

namespace vedette {

namespace {

// The middle of a room of the layout.
PointMm middle_of(CompileContext& c, const Located& room) {
  const Located corners = *room.find("corners");
  PointMm sum;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const PointMm p = c.point(corners.at(i));
    sum = {sum.x + p.x, sum.y + p.y};
  }
  const auto n = static_cast<std::int64_t>(corners.size());
  return {sum.x / n, sum.y / n};
}

void read_rooms(CompileContext& c, const Located& network) {
  const auto rooms = network.find("rooms");
  for (std::size_t i = 0; rooms && i < rooms->size(); ++i) {
    const Located body = rooms->at(i);
    Network::Room room;
    room.name = rooms->key(i);
    c.label(body.find("label"), room.name, room.label_en, room.label_zh);
    const auto at = body.find("at"), drawn = body.find("room");
    if (at.has_value() == drawn.has_value())
      c.error(body.key_place(),
              at ? "a machine room is at a point or a room of the layout, not both"
                 : "where is this machine room?",
              at ? "" : "give it at: [x, y] or room: ROOM of site.rooms");
    if (at) room.at = c.point(*at);
    if (drawn) room.at = middle_of(c, *c.root().find("site")->find("rooms")->find(c.text(drawn)));
    room.entity = c.add_entity(EntityKind::kRoom, room.name, static_cast<double>(room.at.x) / 1000,
                               static_cast<double>(room.at.y) / 1000);
    c.world().network.rooms.push_back(std::move(room));
  }
}

// A list of names, or a map with what each is.
void read_hosts(CompileContext& c, const Located& network) {
  const auto hosts = network.find("hosts");
  for (std::size_t i = 0; hosts && i < hosts->size(); ++i) {
    const Located body = hosts->at(i);
    if (hosts->value().is_array()) {
      c.add_host(body.value().get<std::string>(), HostRole::kOther, {}, body.place());
      continue;
    }
    const std::string name = hosts->key(i);
    const std::uint32_t room = network_room(c, body.find("room"));
    PointMm at = room == kNoIndex ? PointMm{} : c.world().network.rooms[room].at;
    if (const auto own = body.find("at")) at = c.point(*own);
    const HostRole role = host_role_named(c.text(body.find("role"), "other"));
    Network::Host* host = c.add_host(name, role, at, body.key_place());
    if (!host) continue;
    host->room = room;
    const HostId id = c.host_named(name);
    const auto serves = [&](const char* key, std::map<std::string, HostId>& of) {
      const auto list = body.find(key);
      for (std::size_t k = 0; list && k < list->size(); ++k) {
        const std::string whom = list->at(k).value().get<std::string>();
        if (!of.emplace(whom, id).second)
          c.error(list->at(k).place(),
                  fmt::format("'{}' has host '{}' already", whom,
                              c.world().network.hosts[of.at(whom).index()].name));
      }
    };
    serves("operators", c.console_of);
    serves("zones", c.panel_of);
  }
}

// Where a host's own line leads: as it says, else to the core in its room, the first switch in its
// room, or the core.
HostId other_end(CompileContext& c, const Located& body, HostId own) {
  if (const auto to = body.find("to")) return c.host(to);
  const auto& hosts = c.world().network.hosts;
  const std::uint32_t room = hosts[own.index()].room;
  const HostId core = c.world().network.first(HostRole::kCore);
  if (room == kNoIndex || (core.valid() && hosts[core.index()].room == room)) return core;
  for (std::size_t i = 0; i < hosts.size(); ++i)
    if (hosts[i].role == HostRole::kSwitch && hosts[i].room == room) return HostId(i);
  return core;
}

// Lines that hosts have of their own.
void read_lines(CompileContext& c, const Located& network) {
  const auto hosts = network.find("hosts");
  if (!hosts || hosts->value().is_array()) return;
  for (std::size_t i = 0; i < hosts->size(); ++i) {
    const Located body = hosts->at(i);
    const auto type = body.find("link");
    if (!type) {
      for (const char* key : {"to", "lines"})
        if (const auto at = body.find(key))
          c.error(at->key_place(),
                  fmt::format("'{}' says where a line leads, but there is none", key),
                  "give the host a link: TYPE");
      continue;
    }
    const std::string name = hosts->key(i);
    const HostId own = c.host_named(name), to = other_end(c, body, c.host_named(name));
    if (!to.valid() || to == own) {
      c.error(type->key_place(), fmt::format("the line of host '{}' leads nowhere", name),
              "add a host with role: core, or say to: HOST");
      continue;
    }
    const auto lines = static_cast<int>(c.number(body.find("lines"), 1));
    for (int k = 1; k <= lines; ++k)
      add_link(c, lines == 1 ? name + "-line" : fmt::format("{}-line-{}", name, k), *type, own, to,
               body.key_place());
  }
}

void read_links(CompileContext& c, const Located& network) {
  const auto links = network.find("links");
  for (std::size_t i = 0; links && i < links->size(); ++i) {
    const Typed link = c.typed(links->at(i), "links");
    const Located between = *link.find("between");
    std::array<HostId, 2> ends;
    for (std::size_t k = 0; k < 2; ++k) ends[k] = network_host(c, between.at(k));
    if (!ends[0].valid() || !ends[1].valid()) continue;
    if (ends[0] == ends[1])
      c.error(between.place(), "a link joins two different hosts");
    else
      add_link(c, links->key(i), link, ends[0], ends[1], links->at(i).key_place());
  }
}

void read_outages(CompileContext& c, const Located& network) {
  Network& out = c.world().network;
  const auto outages = network.find("outages");
  for (std::size_t i = 0; outages && i < outages->size(); ++i) {
    const Located at = outages->at(i);
    const auto host = at.find("host"), link = at.find("link");
    if (host.has_value() == link.has_value()) {
      c.error(at.place(), host ? "an outage names a host or a link, not both"
                               : "an outage names a host or a link");
      continue;
    }
    Network::Outage outage;
    if (host) outage.host = network_host(c, *host);
    if (link) outage.link = network_link(c, *link);
    if (!outage.host.valid() && !outage.link.valid()) continue;  // that has been told
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

// Names made by rules are not in the document, so the general check of references cannot know them.
template <class Things>
std::size_t index_named(CompileContext& c, const Things& things, const Located& at,
                        std::string_view collection) {
  const std::string name = at.value().get<std::string>();
  std::vector<std::string> known;
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (things[i].name == name) return i;
    known.push_back(things[i].name);
  }
  const std::string near = nearest(name, known);
  std::string hint;
  if (!near.empty())
    hint = fmt::format("did you mean '{}'?", near);
  else if (known.empty())
    hint = fmt::format("there is nothing under {}", collection);
  c.error(at.place(), fmt::format("there is no '{}' in {}", name, collection), hint);
  return things.size();
}

}  // namespace

HostId network_host(CompileContext& c, const Located& at) {
  const auto& hosts = c.world().network.hosts;
  if (const HostId known = c.host(at); known.valid()) return known;
  const std::size_t i = index_named(c, hosts, at, "network.hosts");
  return i < hosts.size() ? HostId(i) : HostId();
}

LinkId network_link(CompileContext& c, const Located& at) {
  const auto& links = c.world().network.links;
  const std::size_t i = index_named(c, links, at, "network.links");
  return i < links.size() ? LinkId(i) : LinkId();
}

std::uint32_t network_room(CompileContext& c, const std::optional<Located>& at) {
  if (!at) return kNoIndex;
  const std::string name = at->value().get<std::string>();
  const auto& rooms = c.world().network.rooms;
  for (std::uint32_t i = 0; i < rooms.size(); ++i)
    if (rooms[i].name == name) return i;
  return kNoIndex;
}

void add_link(CompileContext& c, const std::string& name, const Typed& link, HostId a, HostId b,
              const Place& place) {
  if (c.find_entity(EntityKind::kLink, name).valid()) {
    c.error(place, fmt::format("there is a link '{}' already", name));
    return;
  }
  Network& network = c.world().network;
  const auto flag = [&](const char* key) {
    const auto at = link.find(key);
    return !at || at->value().get<bool>();
  };
  const auto middle = [&](double Entity::*axis) {
    const auto at = [&](HostId h) {
      return c.world().entities[network.hosts[h.index()].entity.index()].*axis;
    };
    return (at(a) + at(b)) / 2;
  };
  Network::Link out;
  out.name = name;
  out.bandwidth_Bps = c.number(link.find("bandwidth_mbps"), 0) * 1e6 / 8;
  out.latency_s = c.number(link.find("latency_ms"), 0) / 1000;
  out.shared = flag("shared");
  out.duplex = flag("duplex");
  out.reserved = c.number(link.find("reserved_for_alarms"), 0);
  out.poll = seconds(c.number(link.find("poll_s"), 0));
  out.poll_patience = seconds(c.number(link.find("poll_patience_s"), 0));
  out.a = a.value;
  out.b = b.value;
  out.entity = c.add_entity(EntityKind::kLink, name, middle(&Entity::x_m), middle(&Entity::y_m));
  network.links.push_back(std::move(out));
}

void add_link(CompileContext& c, const std::string& name, const Located& type_name, HostId a,
              HostId b, const Place& place) {
  const std::string type = type_name.value().get<std::string>();
  const Located body = *c.root().find("models")->find("links")->find(type);
  add_link(c, name, Typed{body, std::nullopt}, a, b, place);
}

void compile_limits(CompileContext& c) {
  auto limits = std::make_shared<Limits>();
  const auto models = c.root().find("models");
  if (const auto standards = models ? models->find("standards") : std::nullopt) {
    for (std::size_t i = 0; i < standards->size(); ++i) {
      const Located body = standards->at(i);
      if (body.find("at_most").has_value() == body.find("at_least").has_value())
        c.error(body.key_place(),
                fmt::format("limit '{}' has {} of at_most and at_least", standards->key(i),
                            body.find("at_most") ? "both" : "neither"));
    }
    *limits = limits_of(standards->value());
  }
  c.world().limits = std::move(limits);
}

void compile_network(CompileContext& c) {
  const auto network = c.root().find("network");
  if (!network) return;
  Network& out = c.world().network;
  out.direct_delay = seconds(c.number(network->find("direct_delay_s"), 0));
  out.failover = seconds(c.number(network->find("failover_s"), 0));
  read_rooms(c, *network);
  read_hosts(c, *network);
  compile_access_layer(c, *network);
  read_lines(c, *network);
  read_links(c, *network);
  read_outages(c, *network);
  out.simulated = !out.links.empty();
  compile_streams(c, *network);
}

}  // namespace vedette
