// SPDX-License-Identifier: Apache-2.0
// Response plans: triggers, steps and what each waits for.
#include <fmt/format.h>

#include <algorithm>

#include "world/compile/city_parts.hpp"
#include "world/compile/response_parts.hpp"
#include "world/layout.hpp"

namespace vedette {

namespace {

/// Everything that a key of a step is for, so that one in the wrong place is told.
struct KeyUse {
  std::string_view key;
  std::vector<StepAction> actions;
};
const std::vector<KeyUse>& key_uses() {
  static const std::vector<KeyUse> uses = {
      {"guards", {StepAction::kDispatchGuards}},
      {"brigade", {StepAction::kDispatchGuards}},
      {"cameras", {StepAction::kCallUp}},
      {"most_cameras", {StepAction::kCallUp}},
      {"doors", {StepAction::kLock, StepAction::kUnlock, StepAction::kRelease}},
      {"areas",
       {StepAction::kLock, StepAction::kLockdown, StepAction::kUnlock, StepAction::kRelease}},
      {"to", {StepAction::kEscalate}},
  };
  return uses;
}

class PlanReader {
 public:
  PlanReader(CompileContext& c, Response& out) : c_(c), out_(out) {}

  void read(const Located& plans, std::size_t index) {
    const Located body = plans.at(index);
    plan_ = {};
    plan_.name = plans.key(index);
    c_.label(body.find("label"), plan_.name, plan_.label_en, plan_.label_zh);
    if (const auto when = body.find("when")) read_trigger(*when);
    if (const auto room = body.find("room")) plan_.room = room_named(*room);
    add_first(StepAction::kAcknowledge, body.find("acknowledge_target_s"));
    add_first(StepAction::kAssess, body.find("assess_target_s"));
    steps_ = body.find("steps");
    for (std::size_t i = 0; steps_ && i < steps_->size(); ++i) read_step(i);
    for (std::size_t i = 0; steps_ && i < steps_->size(); ++i) read_order(i);
    refuse_circles();
    out_.plans.push_back(std::move(plan_));
  }

 private:
  void read_trigger(const Located& when) {
    const auto types = when.find("alarm_types");
    for (std::size_t i = 0; types && i < types->size(); ++i) {
      const std::string name = c_.text(types->at(i));
      const std::uint32_t type = index_named(c_.world().site.alarm_types, name);
      if (type != kNoIndex) {
        plan_.alarm_types.push_back(type);
        continue;
      }
      std::vector<std::string> known;
      for (const AlarmType& t : c_.world().site.alarm_types) known.push_back(t.name);
      const std::string near = nearest(name, known);
      c_.error(types->at(i).place(), fmt::format("there is no alarm type '{}'", name),
               near.empty() ? "" : fmt::format("did you mean '{}'?", near));
    }
    plan_.zones = indexes_of(c_, c_.world().site.zones, EntityKind::kZone, when.find("zones"));
    read_places(when);
    const auto levels = when.find("levels");
    for (std::size_t i = 0; levels && i < levels->size(); ++i)
      plan_.levels.push_back(levels->at(i).value().get<int>());
    if (const auto from = when.find("from")) plan_.from_s = seconds_of_day(*from);
    if (const auto to = when.find("to")) plan_.to_s = seconds_of_day(*to);
    if (plan_.from_s == plan_.to_s)
      c_.error(when.find("to")->place(),
               "the plan is never in force: 'from' and 'to' are the same");
  }

  // Areas and security levels narrow the zones down to those whose place lies there.
  void read_places(const Located& when) {
    const auto areas = when.find("areas"), secured = when.find("security_levels");
    if (!areas && !secured) return;
    const Site& site = c_.world().site;
    const Layout& layout = *site.layout;
    const auto wanted = indexes_of(c_, layout.areas, EntityKind::kSiteArea, areas);
    std::vector<std::uint32_t> left;
    for (std::uint32_t z = 0; z < site.zones.size(); ++z) {
      const Zone& zone = site.zones[z];
      if (!zone.walk_node.valid()) continue;  // outside the walls
      if (!plan_.zones.empty() &&
          std::find(plan_.zones.begin(), plan_.zones.end(), z) == plan_.zones.end())
        continue;
      const std::uint32_t plane =
          layout.plane_of_node.empty() ? 0 : layout.plane_of_node[zone.walk_node.index()];
      bool fits = !areas;
      for (const std::uint32_t area : wanted) fits |= lies_in(layout.areas[area], plane, zone.spot);
      if (fits && secured) {
        const std::uint32_t innermost = layout.area_at(plane, zone.spot);
        const int level = innermost == kNowhere ? 0 : layout.areas[innermost].level;
        fits = false;
        for (std::size_t i = 0; i < secured->size(); ++i)
          fits |= secured->at(i).value().get<int>() == level;
      }
      if (fits) left.push_back(z);
    }
    if (left.empty())
      c_.error((areas ? *areas : *secured).place(), "no zone or detector lies there",
               "an alarm's place is the middle of its zone, or its detector's door or point");
    plan_.zones = std::move(left);
  }
  static bool lies_in(const SiteArea& area, std::uint32_t plane, PointMm at) {
    for (const SiteArea::Part& part : area.parts)
      if (part.plane == plane && contains(part.corners, at)) return true;
    return false;
  }

  void add_first(StepAction action, const std::optional<Located>& target) {
    PlanStep step;
    step.name = name_of(action);
    step.label_en = action == StepAction::kAcknowledge ? "Acknowledge" : "Assess";
    step.label_zh = action == StepAction::kAcknowledge ? "确认报警" : "复核判断";
    step.action = action;
    step.room = plan_.room;
    step.moments = {action == StepAction::kAcknowledge ? PlanMoment::kReceived
                                                       : PlanMoment::kAcknowledged};
    if (target) step.target = seconds(target->value().get<double>());
    plan_.steps.push_back(std::move(step));
  }

  std::uint32_t room_named(const Located& at) { return index_named(out_.rooms, c_.text(at)); }

  // The commander's room comes into being with the first step that needs it.
  std::uint32_t command() {
    const std::uint32_t known = index_named(out_.rooms, "command");
    if (known != kNoIndex) return known;
    ControlRoom room;
    room.name = "command";
    room.label_en = "Commander";
    room.label_zh = "指挥长";
    room.command = true;
    out_.rooms.push_back(std::move(room));
    c_.world().site.operators.push_back(
        {c_.add_entity(EntityKind::kOperator, "commander", 0, 0), HostId()});
    out_.operators.push_back({static_cast<std::uint32_t>(out_.rooms.size() - 1), kNoIndex});
    return static_cast<std::uint32_t>(out_.rooms.size() - 1);
  }
  std::uint32_t room_of(StepOwner owner, const Located& body, const char* key) {
    if (owner == StepOwner::kCommander) return command();
    if (owner != StepOwner::kSubRoom) return owner == StepOwner::kOperator ? plan_.room : kNoIndex;
    if (out_.rooms.size() > 1 && !out_.rooms[1].command) {
      if (const auto room = body.find("room")) return room_named(*room);
      return 1;
    }
    c_.error(body.find(key)->place(), "there is no sub-room", "add one under site.sub_rooms");
    return 0;
  }

  void read_step(std::size_t i) {
    const Located body = steps_->at(i);
    PlanStep step;
    step.name = steps_->key(i);
    if (step.name == "acknowledge" || step.name == "assess" ||
        moment_named(step.name) != PlanMoment::kCount)
      c_.error(body.key_place(), fmt::format("'{}' is not free as a step's name", step.name),
               "call it something else: every plan has that already");
    c_.label(body.find("label"), step.name, step.label_en, step.label_zh);
    step.action = action_named(c_.text(body.find("do")));
    step.owner = owner_named(c_.text(body.find("owner")));
    step.room = room_of(step.owner, body, "owner");
    step.delay = seconds(c_.number(body.find("delay_s"), 0));
    if (const auto unless = body.find("unless")) step.unless = moment_named(c_.text(unless));
    if (const auto target = body.find("target_s"))
      step.target = seconds(target->value().get<double>());
    if (const auto target = body.find("target_from_alarm_s"))
      step.alarm_target = seconds(target->value().get<double>());
    step.weight = c_.number(body.find("weight"), 1);
    read_duration(body, step);
    read_what(body, step);
    plan_.steps.push_back(std::move(step));
  }

  void read_duration(const Located& body, PlanStep& step) {
    const auto own = body.find("duration_s");
    step.duration_s = c_.duration(own);
    step.timed = own || step.action == StepAction::kCallPolice;
    if (own) return;
    if (step.action == StepAction::kCallPolice)
      step.duration_s = c_.world().site.handling.call_police_s;
    else if (step.action == StepAction::kTask)
      c_.error(body.place(), fmt::format("task '{}' takes no time", step.name),
               "give it a duration_s");
  }

  void read_what(const Located& body, PlanStep& step) {
    for (const KeyUse& use : key_uses()) {
      const auto at = body.find(use.key);
      if (at && std::find(use.actions.begin(), use.actions.end(), step.action) == use.actions.end())
        c_.error(at->key_place(),
                 fmt::format("'{}' says nothing about '{}'", use.key, name_of(step.action)));
    }
    const Site& site = c_.world().site;
    switch (step.action) {
      case StepAction::kDispatchGuards:
        read_dispatch(body, step);
        break;
      case StepAction::kCallUp:
        step.cameras = indexes_of(c_, site.cameras, EntityKind::kCamera, body.find("cameras"));
        step.most_cameras = static_cast<std::uint32_t>(
            c_.number(body.find("most_cameras"),
                      step.cameras.empty() ? 1 : static_cast<double>(step.cameras.size())));
        if (out_.rooms[plan_.room].wall_slots == 0)
          c_.error(body.find("do")->place(), "there is no video wall to call pictures up on",
                   "give the room wall_slots");
        break;
      case StepAction::kLock:
      case StepAction::kUnlock:
      case StepAction::kLockdown:
      case StepAction::kRelease:
        read_doors(body, step);
        break;
      case StepAction::kEscalate: {
        const auto to = body.find("to");
        if (!to)
          c_.error(body.find("do")->place(), "escalated to whom?",
                   "give it to: sub_room or to: commander");
        else
          step.escalate_to = room_of(owner_named(c_.text(to)), body, "to");
        break;
      }
      case StepAction::kCallPolice:
        if (site.handling.police_call_type == kNoIndex)
          c_.error(body.find("do")->place(), "the police are not called from this site",
                   "give site.duty_room.police_call_type");
        break;
      default:
        break;
    }
    if (step.owner == StepOwner::kGuard && step.action != StepAction::kTask &&
        step.action != StepAction::kNotify && step.action != StepAction::kReport)
      c_.error(body.find("owner")->place(),
               fmt::format("a guard on the spot cannot '{}'", name_of(step.action)),
               "guards do: task, notify, report");
  }

  // Doors by name and those of areas; a lockdown and its end are about all of the site unless said.
  void read_doors(const Located& body, PlanStep& step) {
    const Site& site = c_.world().site;
    step.doors = indexes_of(c_, site.doors, EntityKind::kDoor, body.find("doors"));
    const auto areas = body.find("areas");
    const auto add = [&](std::uint32_t door) {
      if (std::find(step.doors.begin(), step.doors.end(), door) == step.doors.end())
        step.doors.push_back(door);
    };
    for (std::size_t i = 0; areas && i < areas->size(); ++i) {
      const std::uint32_t area =
          index_of_entity(c_, site.layout->areas, EntityKind::kSiteArea, areas->at(i));
      for (std::uint32_t d = 0; d < site.doors.size(); ++d) {
        const DoorWay& way = site.layout->doors[d];
        if (way.area[0] == area || way.area[1] == area) add(d);
      }
    }
    const bool whole = step.action == StepAction::kLockdown || step.action == StepAction::kRelease;
    if (whole && !areas && !body.find("doors"))
      for (std::uint32_t d = 0; d < site.doors.size(); ++d) step.doors.push_back(d);
    if (step.doors.empty() && !whole)
      c_.error(
          body.find("do")->place(), areas ? "these areas have no doors" : "no door is named",
          areas ? "doors that lead into an area are its own" : "give it doors: […] or areas: […]");
  }

  void read_dispatch(const Located& body, PlanStep& step) {
    step.guards = static_cast<std::uint32_t>(c_.number(body.find("guards"), 1));
    step.brigade = c_.text(body.find("brigade"));
    const auto n = step.brigade.empty()
                       ? static_cast<std::ptrdiff_t>(out_.brigades.size())
                       : std::count(out_.brigades.begin(), out_.brigades.end(), step.brigade);
    if (n == 0 && !step.brigade.empty()) {
      const std::string near = nearest(step.brigade, out_.brigades);
      c_.error(body.find("brigade")->place(),
               fmt::format("no guard belongs to a brigade '{}'", step.brigade),
               near.empty() ? "" : fmt::format("did you mean '{}'?", near));
    } else if (static_cast<std::ptrdiff_t>(step.guards) > n) {
      const auto at = body.find("guards");
      c_.error(at ? at->place() : body.key_place(),
               fmt::format("{} guards, but there are {}", step.guards, n));
    }
  }

  std::uint32_t step_named(const std::string& name) const { return index_named(plan_.steps, name); }

  void read_order(std::size_t i) {
    PlanStep& step = plan_.steps[i + 2];
    const auto after = steps_->at(i).find("after");
    if (!after) {
      step.moments = {step.owner == StepOwner::kPlatform ? PlanMoment::kReceived
                      : step.owner == StepOwner::kGuard  ? PlanMoment::kGuardArrived
                                                         : PlanMoment::kConfirmed};
      return;
    }
    const bool list = after->value().is_array();
    for (std::size_t k = 0; k < (list ? after->size() : 1); ++k) {
      const Located at = list ? after->at(k) : *after;
      const std::string name = c_.text(at);
      const PlanMoment moment = moment_named(name);
      const std::uint32_t other = step_named(name);
      if (moment != PlanMoment::kCount) {
        step.moments.push_back(moment);
      } else if (other != kNoIndex) {
        step.after.push_back(other);
      } else {
        std::vector<std::string> known;
        for (const PlanStep& s : plan_.steps) known.push_back(s.name);
        for (int m = 0; m < static_cast<int>(PlanMoment::kCount); ++m)
          known.emplace_back(name_of(static_cast<PlanMoment>(m)));
        const std::string near = nearest(name, known);
        c_.error(at.place(), fmt::format("there is no step '{}' in plan '{}'", name, plan_.name),
                 near.empty() ? "" : fmt::format("did you mean '{}'?", near));
      }
    }
  }

  // Kahn: what can be begun in some order can be begun at all.
  void refuse_circles() {
    std::vector<bool> over(plan_.steps.size(), false);
    for (bool again = true; again;) {
      again = false;
      for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
        const auto& after = plan_.steps[i].after;
        if (over[i] || !std::all_of(after.begin(), after.end(), [&](auto k) { return over[k]; }))
          continue;
        over[i] = again = true;
      }
    }
    for (std::size_t i = 2; i < plan_.steps.size(); ++i) {
      if (over[i]) continue;
      c_.error(steps_->at(i - 2).key_place(),
               fmt::format("step '{}' waits for itself, by way of others", plan_.steps[i].name));
      return;
    }
  }

  CompileContext& c_;
  Response& out_;
  Plan plan_;
  std::optional<Located> steps_;
};

// Guards first, then the police: what a site does that has written no plan.
Plan built_in(const Site& site) {
  Plan plan;
  plan.name = "built-in";
  plan.label_en = "No written plan";
  plan.label_zh = "未编制预案";
  plan.built_in = true;
  const auto add = [&](StepAction action, PlanMoment moment, const char* en, const char* zh) {
    PlanStep step;
    step.name = name_of(action);
    step.label_en = en;
    step.label_zh = zh;
    step.action = action;
    step.room = 0;
    step.moments = {moment};
    plan.steps.push_back(std::move(step));
  };
  add(StepAction::kAcknowledge, PlanMoment::kReceived, "Acknowledge", "确认报警");
  add(StepAction::kAssess, PlanMoment::kAcknowledged, "Assess", "复核判断");
  const AlarmHandling& h = site.handling;
  if (h.guards_sent > 0) {
    add(StepAction::kDispatchGuards, PlanMoment::kConfirmed, "Send guards", "派出警卫");
    plan.steps.back().guards = h.guards_sent;
  }
  if (h.police_call_type != kNoIndex) {
    add(StepAction::kCallPolice, PlanMoment::kConfirmed, "Call the police", "报警至公安");
    plan.steps.back().timed = true;
    plan.steps.back().duration_s = h.call_police_s;
  }
  return plan;
}

}  // namespace

void compile_plans(CompileContext& c, const Located& site, Response& out) {
  if (const auto plans = site.find("plans")) {
    if (out.rooms.empty())
      c.error(site.find("plans")->key_place(), "plans need a duty_room and operators");
    else
      for (std::size_t i = 0; i < plans->size(); ++i) PlanReader(c, out).read(*plans, i);
  }
  out.plans.push_back(built_in(c.world().site));
}

}  // namespace vedette
