// SPDX-License-Identifier: Apache-2.0
// Rooms, who sits in them, and what they do between alarms.
#include <fmt/format.h>

#include "world/compile/city_parts.hpp"
#include "world/compile/response_parts.hpp"
#include "world/name_pattern.hpp"

namespace vedette {

void compile_alarm_types(CompileContext& c, const Located& site) {
  auto& types = c.world().site.alarm_types;
  const auto list = site.find("alarm_types");
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    const std::string& id = list->key(i);
    if (index_named(types, id) != kNoIndex) {
      c.error(list->at(i).key_place(), fmt::format("there is an alarm type '{}' already", id),
              "'intrusion' is what sensors report that say nothing else");
      continue;
    }
    AlarmType type;
    type.name = id;
    c.label(list->at(i).find("label"), id, type.label_en, type.label_zh);
    type.priority = static_cast<int>(c.number(list->at(i).find("priority"), 1));
    types.push_back(std::move(type));
  }
}

namespace {

void read_room(CompileContext& c, const std::string& name, const Located& body, Response& out) {
  ControlRoom room;
  room.name = name;
  c.label(body.find("label"), name, room.label_en, room.label_zh);
  room.wall_slots = static_cast<std::uint32_t>(c.number(body.find("wall_slots"), 0));
  room.monitors = static_cast<std::uint32_t>(c.number(body.find("monitors"), 0));
  out.rooms.push_back(std::move(room));
}

void read_operators(CompileContext& c, const Located& site, Response& out) {
  const auto operators = site.find("operators");
  for (std::size_t i = 0; operators && i < operators->size(); ++i) {
    OperatorDuty duty;
    if (const auto room = operators->at(i).find("room"))
      duty.room = index_named(out.rooms, c.text(room));
    if (const auto shift = operators->at(i).find("shift"))
      duty.shift = index_named(c.world().city.shifts, c.text(shift));
    out.operators.push_back(duty);
  }
  for (std::uint32_t r = 0; r < out.rooms.size(); ++r) {
    bool anybody = false;
    for (const OperatorDuty& duty : out.operators) anybody |= duty.room == r;
    if (anybody) continue;
    const auto rooms = site.find("sub_rooms");
    if (r > 0)
      c.error(rooms->at(r - 1).key_place(), fmt::format("nobody sits in '{}'", out.rooms[r].name),
              "give an operator under site.operators this room");
    else if (!out.operators.empty())
      c.error(site.find("operators")->key_place(), "nobody sits in the duty room",
              "leave out 'room' of an operator");
  }
  const auto guards = site.find("guards");
  for (std::size_t i = 0; guards && i < guards->size(); ++i)
    out.brigades.push_back(c.text(guards->at(i).find("brigade")));
}

void read_model(CompileContext& c, const Located& site, Response& out) {
  const Typed type = c.typed(site, "operators", "operator_type");
  if (!type.type) return;
  const Located from = *type.type;
  OperatorModel& m = out.model;
  m.trust_start = c.number(from.find("trust_start"), 1);
  m.trust_rate = c.number(from.find("trust_rate"), 0);
  m.trust_effect = c.number(from.find("trust_effect"), 0);
  m.slowdown = c.number(from.find("slowdown"), 0);
  m.cursory_s = c.duration(from.find("cursory_s"));
  m.cursory_wrong_dismissal_probability =
      c.number(from.find("cursory_wrong_dismissal_probability"), 1);
  m.look_s = c.duration(from.find("look_s"));
  m.roll_call_s = c.duration(from.find("roll_call_s"));
  m.hand_over_s = c.duration(from.find("hand_over_s"));
  m.notice_s = c.duration(from.find("notice_s"));
  m.density_at_range_px_m = c.number(from.find("density_at_range_px_m"), 62.5);
  const auto table = from.find("assess_by_density");
  for (std::size_t i = 0; table && i < table->size(); ++i) {
    const double density = table->at(i).value()[0].get<double>();
    if (!m.by_density.empty() && density <= m.by_density.back().first)
      c.error(table->at(i).place(),
              fmt::format("{} px/m does not come after {}", number_text(density),
                          number_text(m.by_density.back().first)));
    m.by_density.emplace_back(density, table->at(i).value()[1].get<double>());
  }
}

std::vector<std::uint32_t> looked_at(CompileContext& c, const Located& body, bool roll_call) {
  std::vector<std::uint32_t> out;
  const auto names = body.find("cameras");
  if (!names) return out;
  if (roll_call)
    c.error(names->key_place(), "a roll-call looks at no cameras", "kind: video_round does");
  const auto& cameras = c.world().site.cameras;
  std::vector<bool> taken(cameras.size(), false);
  for (std::size_t k = 0; k < names->size(); ++k) {
    const std::string pattern = c.text(names->at(k));
    std::vector<std::string> known;
    bool any = false;
    for (std::uint32_t i = 0; i < cameras.size(); ++i) {
      known.push_back(c.world().entities[cameras[i].entity.index()].name);
      if (!fits(pattern, known.back())) continue;
      any = true;
      if (!taken[i]) out.push_back(i);
      taken[i] = true;
    }
    if (any) continue;
    const std::string near = nearest(pattern, known);
    c.error(names->at(k).place(), fmt::format("no camera is called '{}'", pattern),
            near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  }
  return out;
}

void read_rounds(CompileContext& c, const Located& site, Response& out) {
  const auto rounds = site.find("rounds");
  for (std::size_t i = 0; rounds && i < rounds->size(); ++i) {
    const Located body = rounds->at(i);
    Round round;
    round.name = rounds->key(i);
    c.label(body.find("label"), round.name, round.label_en, round.label_zh);
    round.roll_call = c.text(body.find("kind")) == "roll_call";
    if (const auto room = body.find("room")) round.room = index_named(out.rooms, c.text(room));
    round.looks = static_cast<std::uint32_t>(c.number(body.find("looks"), 1));
    round.cameras = looked_at(c, body, round.roll_call);
    round.every = seconds(60 * c.number(body.find("every_min"), 60));
    round.first = seconds(60 * c.number(body.find("first_min"), 0));
    round.within =
        body.find("within_min") ? seconds(60 * c.number(body.find("within_min"), 0)) : round.every;
    if (!site.find("operator_type"))
      c.error(body.key_place(), "rounds need to know how long a look takes",
              "give site.operator_type");
    out.rounds.push_back(std::move(round));
  }
}

}  // namespace

void compile_rooms(CompileContext& c, const Located& site, Response& out) {
  if (const auto room = site.find("duty_room")) read_room(c, "duty_room", *room, out);
  const auto rooms = site.find("sub_rooms");
  for (std::size_t i = 0; rooms && i < rooms->size(); ++i) {
    if (out.rooms.empty() || rooms->key(i) == "duty_room" || rooms->key(i) == "command") {
      c.error(rooms->at(i).key_place(),
              out.rooms.empty() ? "sub-rooms need a duty_room"
                                : fmt::format("there is a room '{}' already", rooms->key(i)));
      continue;
    }
    read_room(c, rooms->key(i), rooms->at(i), out);
  }
  read_operators(c, site, out);
  read_model(c, site, out);
  read_rounds(c, site, out);
}

void compile_response(CompileContext& c) {
  const Located site = *c.root().find("site");
  const int errors_before = c.diagnostics().errors();
  auto response = std::make_shared<Response>();
  compile_rooms(c, site, *response);
  if (c.diagnostics().errors() == errors_before) compile_plans(c, site, *response);
  c.world().site.response = std::move(response);
}

}  // namespace vedette
