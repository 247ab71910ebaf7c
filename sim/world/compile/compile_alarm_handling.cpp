// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <limits>

#include "world/compile/context.hpp"
#include "world/network_ways.hpp"

namespace vedette {

namespace {

// A message without a way would be sent again and again for ever.
void check_ways(CompileContext& c, const Located& site, const Located& room) {
  const Network& network = c.world().network;
  if (!network.simulated) return;
  const Site& out = c.world().site;
  const NetworkWays ways(network);
  const auto need = [&](HostId a, HostId b, const Place& place) {
    if (!a.valid() || !b.valid() || ways.connected(a, b)) return true;
    c.error(place,
            fmt::format("no links lead from host '{}' to host '{}'", network.hosts[a.index()].name,
                        network.hosts[b.index()].name),
            "add some under network.links");
    return false;
  };
  // Where the duty room or a thing names the host; else where the thing is.
  const auto place = [&](const Located& body, const char* key) {
    const auto named = body.find(key);
    return named ? named->place() : body.key_place();
  };
  for (const Zone& zone : out.zones)
    if (!need(zone.panel, out.server, place(room, "server"))) break;
  need(out.server, out.platform, place(room, "server"));

  const HostId source = out.platform.valid() ? out.platform : out.server;
  need(source, out.police_line, place(room, "police_line"));
  const auto operators = site.find("operators");
  HostId console;
  for (std::size_t i = 0; operators && i < operators->size(); ++i) {
    const HostId own = out.operators[i].console;
    need(source, own, place(operators->at(i), "console"));
    need(own, out.communications, place(room, "radio"));
    need(out.communications.valid() ? out.communications : own, out.radio, place(room, "radio"));
    if (!console.valid()) console = own;
  }
  const auto cameras = site.find("cameras");
  for (std::size_t i = 0; cameras && i < cameras->size(); ++i) {
    const HostId own = out.cameras[i].host, to = out.video.valid() ? out.video : console;
    need(to, own, place(cameras->at(i), "host"));
  }
  if (room.find("type")) need(out.video, console, place(room, "type"));
}

// Who sends what to whom: as the duty room says, else by the roles of the network's hosts.
void read_ends(CompileContext& c, const Located& room) {
  Site& out = c.world().site;
  const Network& network = c.world().network;
  const auto end = [&](const char* key, HostRole role) {
    const auto named = room.find(key);
    return named ? c.host(named) : network.first(role);
  };
  out.server = end("server", HostRole::kAlarm);
  out.platform = network.first(HostRole::kPlatform);
  out.video = network.first(HostRole::kVideo);
  for (std::size_t i = 0; i < network.hosts.size(); ++i)
    if (network.hosts[i].role == HostRole::kWall) out.walls.push_back(HostId(i));
  out.communications = network.first(HostRole::kCommunications);
  out.radio = end("radio", HostRole::kRadio);
  out.police_line = end("police_line", HostRole::kPolice);
  const auto at = [&](EntityId entity) {
    const Entity& e = c.world().entities[entity.index()];
    return std::pair{e.x_m, e.y_m};
  };
  const HostId panel = c.host(room.find("panel"));
  for (Zone& zone : out.zones) {
    zone.panel = panel;
    const auto named = c.panel_of.find(c.world().entities[zone.entity.index()].name);
    if (named != c.panel_of.end()) zone.panel = named->second;
    if (zone.panel.valid()) continue;
    double best = std::numeric_limits<double>::infinity();
    const auto [x, y] = at(zone.entity);
    for (std::size_t i = 0; i < network.hosts.size(); ++i) {
      if (network.hosts[i].role != HostRole::kPanel) continue;
      const auto [px, py] = at(network.hosts[i].entity);
      const double squared = (px - x) * (px - x) + (py - y) * (py - y);
      if (squared >= best) continue;
      best = squared;
      zone.panel = HostId(i);
    }
  }
}

}  // namespace

void compile_alarm_handling(CompileContext& c) {
  Site& out = c.world().site;
  const Located site = *c.root().find("site");
  const auto room = site.find("duty_room");
  if (!room) {
    if (!out.zones.empty() && !out.operators.empty())
      c.error(site.key_place(),
              "there are alarms and operators but no duty_room says what they do");
    return;
  }
  const Typed duty = c.typed(*room, "duty_rooms");
  const Typed guards = c.typed(site, "guards", "guard_type");
  AlarmHandling& h = out.handling;
  h.acknowledge_s = c.duration(duty.find("acknowledge_s"));
  h.assess_with_camera_s = c.duration(duty.find("assess_with_camera_s"));
  h.assess_without_camera_s = c.duration(duty.find("assess_without_camera_s"));
  h.wrong_dismissal_probability = c.number(duty.find("wrong_dismissal_probability"), 0);
  h.wrong_confirmation_probability = c.number(duty.find("wrong_confirmation_probability"), 0);
  h.camera_patience = seconds(c.number(duty.find("camera_patience_s"), 0));
  h.message_bytes = c.number(duty.find("message_bytes"), 512);
  h.picture_bytes = c.number(duty.find("picture_bytes"), 250e3);
  h.retry = seconds(c.number(duty.find("retry_s"), 10));
  h.radio_patience = seconds(c.number(duty.find("radio_patience_s"), 60));
  if (const auto from = room->find("runner_from"))
    h.runner_from = *out.walk->find(from->value().get<std::string>());
  h.merge_window = seconds(c.number(duty.find("merge_window_s"), 0));
  h.call_police_s = c.duration(duty.find("call_police_s"));
  h.guards_sent = room->find("guards_sent")->value().get<std::uint32_t>();
  if (const auto preempt = room->find("preempt")) h.preempt = preempt->value().get<bool>();
  h.guard_reaction_s = c.duration(guards.find("reaction_s"));
  h.search_s = c.duration(guards.find("search_s"));
  h.run_factor = c.number(guards.find("run_factor"), 1);
  read_ends(c, *room);
  if (const auto type = room->find("police_call_type")) {
    if (!site.find("gate_junction"))
      c.error(type->place(), "the police need a gate to come to", "give site.gate_junction");
    const auto& types = c.world().city.call_types;
    for (std::uint32_t i = 0; i < types.size(); ++i)
      if (types[i].name == type->value().get<std::string>()) h.police_call_type = i;
  }
  if (h.guards_sent > out.guards.size())
    c.error(room->find("guards_sent")->place(),
            fmt::format("guards_sent {}, but the number of guards is {}", h.guards_sent,
                        out.guards.size()));
  if (out.operators.empty())
    c.error(room->key_place(), "a duty room needs an operator", "add one under site.operators");
  check_ways(c, site, *room);
}

}  // namespace vedette
