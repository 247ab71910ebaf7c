// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "world/compile/context.hpp"

namespace vedette {

namespace {

// Hosts that links lead between: per host the lowest one that it is connected with.
std::vector<std::uint32_t> islands(const Network& network) {
  std::vector<std::uint32_t> lowest(network.hosts.size());
  for (std::uint32_t i = 0; i < lowest.size(); ++i) lowest[i] = i;
  for (const Network::Route& route : network.routes)
    lowest[route.to] = std::min(lowest[route.to], route.from);
  return lowest;
}

// A message without a way would be sent again and again for ever.
void check_ways(CompileContext& c, const Located& site, const Located& room) {
  const Network& network = c.world().network;
  if (!network.simulated) return;
  const auto island = islands(network);
  const auto need = [&](const std::optional<Located>& from, const std::optional<Located>& to) {
    const HostId a = c.host(from), b = c.host(to);
    if (!a.valid() || !b.valid() || island[a.index()] == island[b.index()]) return;
    c.error(to->place(),
            fmt::format("no links lead from host '{}' to host '{}'", network.hosts[a.index()].name,
                        network.hosts[b.index()].name),
            "add some under network.links");
  };
  need(room.find("panel"), room.find("server"));
  need(room.find("server"), room.find("police_line"));
  const auto operators = site.find("operators");
  std::optional<Located> console;
  for (std::size_t i = 0; operators && i < operators->size(); ++i) {
    const auto own = operators->at(i).find("console");
    need(room.find("server"), own);
    need(own, room.find("radio"));
    if (!console) console = own;
  }
  const auto cameras = site.find("cameras");
  for (std::size_t i = 0; cameras && i < cameras->size(); ++i)
    need(console, cameras->at(i).find("host"));
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
  h.merge_window = seconds(c.number(duty.find("merge_window_s"), 0));
  h.call_police_s = c.duration(duty.find("call_police_s"));
  h.guards_sent = room->find("guards_sent")->value().get<std::uint32_t>();
  if (const auto preempt = room->find("preempt")) h.preempt = preempt->value().get<bool>();
  h.guard_reaction_s = c.duration(guards.find("reaction_s"));
  h.search_s = c.duration(guards.find("search_s"));
  h.run_factor = c.number(guards.find("run_factor"), 1);
  out.panel = c.host(room->find("panel"));
  out.server = c.host(room->find("server"));
  out.radio = c.host(room->find("radio"));
  out.police_line = c.host(room->find("police_line"));
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
