// SPDX-License-Identifier: Apache-2.0
// What the exercise throws in, and when.
#include <fmt/format.h>

#include <array>

#include "world/compile/element_finder.hpp"
#include "world/compile/response_parts.hpp"

namespace vedette {

namespace {

// Which one of `keys` is there; an error unless it is exactly one.
std::optional<std::string_view> only_one(CompileContext& c, const Located& body,
                                         std::span<const std::string_view> keys,
                                         std::string_view what) {
  std::optional<std::string_view> found;
  bool several = false;
  std::string all;
  for (const std::string_view key : keys) {
    all += (all.empty() ? "" : ", ") + std::string(key);
    if (!body.find(key)) continue;
    several |= found.has_value();
    found = key;
  }
  if (found && !several) return found;
  c.error(body.place(),
          fmt::format("{} {} of: {}", what, several ? "names more than one" : "names none", all));
  return std::nullopt;
}

class InjectReader {
 public:
  InjectReader(CompileContext& c, Response& out)
      : c_(c), out_(out), finder_(c, *c.world().equipment) {}

  void read(const std::string& name, const Located& body) {
    inject_ = {};
    inject_.name = name;
    c_.label(body.find("label"), name, inject_.label_en, inject_.label_zh);
    inject_.delay = seconds(c_.number(body.find("delay_s"), 0));
    static constexpr std::array<std::string_view, 2> kWhen{"at_min", "when"};
    if (const auto key = only_one(c_, body, kWhen, "the time of an inject")) {
      if (*key == "at_min")
        read_time(*body.find("at_min"));
      else
        read_condition(*body.find("when"));
    }
    static constexpr std::array<std::string_view, 4> kWhat{"fail", "repair", "raise", "absent"};
    if (const auto key = only_one(c_, body, kWhat, "what an inject does")) {
      const Located what = *body.find(*key);
      if (*key == "fail") read_failure(what);
      if (*key == "repair") read_repair(what);
      if (*key == "raise") read_alarm(what);
      if (*key == "absent") read_absence(what);
    }
    out_.injects.push_back(std::move(inject_));
  }

 private:
  void read_time(const Located& at) {
    inject_.on = Inject::On::kTime;
    inject_.at = Time{0} + seconds(60 * at.value().get<double>());
    if (inject_.at >= Time{0} + c_.world().horizon)
      c_.diagnostics().warning(
          at.place(), fmt::format("this inject never comes: the scenario ends after {} min",
                                  number_text(c_.world().horizon.seconds() / 60)));
  }

  void read_condition(const Located& when) {
    static constexpr std::array<std::string_view, 7> kConditions{
        "acknowledged", "received", "moment", "step", "guard", "operator", "inject"};
    const auto key = only_one(c_, when, kConditions, "a condition");
    if (!key) return;
    const Located value = *when.find(*key);
    inject_.count = static_cast<std::uint32_t>(c_.number(when.find("count"), 1));
    if (*key == "acknowledged" || *key == "received") {
      inject_.on = *key == "received" ? Inject::On::kReceived : Inject::On::kAcknowledged;
      inject_.count = value.value().get<std::uint32_t>();
    } else if (*key == "moment") {
      inject_.on = Inject::On::kMoment;
      inject_.moment = moment_named(c_.text(value));
    } else if (*key == "step") {
      read_step(when, value);
    } else if (*key == "inject") {
      inject_.on = Inject::On::kInject;
      inject_.inject = earlier(value, "an inject may wait for those written above it");
    } else {
      inject_.on = Inject::On::kState;
      inject_.who = c_.find_entity(*key == "guard" ? EntityKind::kGuard : EntityKind::kOperator,
                                   c_.text(value));
      const auto is = when.find("is");
      if (!is)
        c_.error(when.place(), "in which state?", "give it is: touring, for example");
      else
        inject_.state = c_.text(is);
    }
    if (const auto is = when.find("is"); is && *key != "guard" && *key != "operator")
      c_.error(is->key_place(), "'is' belongs to a guard or an operator");
  }

  std::uint32_t earlier(const Located& name, const char* hint) {
    const std::uint32_t index = index_named(out_.injects, c_.text(name));
    if (index == kNoIndex)
      c_.error(name.place(),
               fmt::format("inject '{}' does not come before this one", c_.text(name)), hint);
    return index;
  }

  void read_step(const Located& when, const Located& value) {
    inject_.on = Inject::On::kStep;
    const auto plan = when.find("plan");
    if (!plan) {
      c_.error(when.place(), "the step of which plan?", "give it plan: …");
      return;
    }
    inject_.plan = index_named(out_.plans, c_.text(plan));
    const auto& steps = out_.plans[inject_.plan].steps;
    const std::string name = c_.text(value);
    inject_.step = index_named(steps, name);
    if (inject_.step != kNoIndex) return;
    std::vector<std::string> known;
    for (const PlanStep& s : steps) known.push_back(s.name);
    const std::string near = nearest(name, known);
    c_.error(value.place(), fmt::format("there is no step '{}' in plan '{}'", name, c_.text(plan)),
             near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  }

  Duration minutes(const Located& body, const char* key, Duration otherwise) {
    const auto at = body.find(key);
    return at ? seconds(60 * at->value().get<double>()) : otherwise;
  }

  void read_failure(const Located& body) {
    inject_.kind = Inject::Kind::kFail;
    static constexpr std::array<std::pair<const char*, const char*>, 7> kLists{
        {{"supplies", "supply"},
         {"rooms", "room"},
         {"cameras", "camera"},
         {"hosts", "host"},
         {"links", "link"},
         {"sensors", "sensor"},
         {"doors", "door"}}};
    bool any = false;
    for (const auto& [key, kind] : kLists) {
      const auto names = body.find(key);
      any |= names && names->size() > 0;
      for (const std::uint32_t e : names ? finder_.named(kind, *names) : Elements())
        inject_.elements.push_back(e);
    }
    if (!any)
      c_.error(body.place(), "nothing fails",
               "name supplies, rooms, cameras, hosts, links, sensors or doors");
    if (const auto announced = body.find("announced"))
      inject_.announced = announced->value().get<bool>();
    inject_.ups = minutes(body, "ups_min", {});
    inject_.lasts = minutes(body, "for_min", kUnreachable);
    if (inject_.lasts <= inject_.ups)
      c_.error(body.find("for_min")->place(), "the batteries last longer: nothing would fail");
  }

  void read_repair(const Located& name) {
    inject_.kind = Inject::Kind::kRepair;
    inject_.repairs = earlier(name, "what fails stands above what puts it right");
    if (inject_.repairs != kNoIndex && out_.injects[inject_.repairs].kind != Inject::Kind::kFail)
      c_.error(name.place(), fmt::format("inject '{}' fails nothing", c_.text(name)));
    if (inject_.repairs == kNoIndex || inject_.on != Inject::On::kTime) return;
    const Inject& failure = out_.injects[inject_.repairs];
    if (failure.on == Inject::On::kTime &&
        inject_.at + inject_.delay < failure.at + failure.delay)
      c_.error(name.place(), fmt::format("inject '{}' fails only later", c_.text(name)),
               "it is put right after it has failed");
  }

  void read_alarm(const Located& body) {
    inject_.kind = Inject::Kind::kRaise;
    const Site& site = c_.world().site;
    inject_.zone = index_of_entity(c_, site.zones, EntityKind::kZone, *body.find("zone"));
    if (const auto type = body.find("type")) {
      inject_.alarm_type = index_named(site.alarm_types, c_.text(type));
      if (inject_.alarm_type == kNoIndex)
        c_.error(type->place(), fmt::format("there is no alarm type '{}'", c_.text(type)),
                 "add it under site.alarm_types");
    }
    if (const auto real = body.find("real")) inject_.real = real->value().get<bool>();
    const std::string by = c_.text(body.find("by"), "button");
    inject_.by = by == "telephone" ? Inject::By::kTelephone
                 : by == "video"   ? Inject::By::kVideo
                                   : Inject::By::kButton;
    inject_.otherwise = minutes(body, "else_min", kUnreachable);
    if (out_.rooms.empty() || site.operators.empty())
      c_.error(body.key_place(), "nobody would hear of it: there are no operators");
    else if (inject_.by == Inject::By::kVideo && out_.rooms[0].monitors == 0)
      c_.error(body.find("by")->place(), "nobody watches any monitor",
               "give site.duty_room.monitors");
  }

  void read_absence(const Located& body) {
    inject_.kind = Inject::Kind::kAbsent;
    static constexpr std::array<std::string_view, 2> kWho{"guard", "operator"};
    const auto key = only_one(c_, body, kWho, "who is absent");
    if (!key) return;
    const Site& site = c_.world().site;
    if (*key == "guard")
      inject_.guard = index_of_entity(c_, site.guards, EntityKind::kGuard, *body.find(*key));
    else
      inject_.op = index_of_entity(c_, site.operators, EntityKind::kOperator, *body.find(*key));
    inject_.lasts = minutes(body, "for_min", kUnreachable);
  }

  using Elements = std::vector<std::uint32_t>;

  CompileContext& c_;
  Response& out_;
  ElementFinder finder_;
  Inject inject_;
};

}  // namespace

void compile_injects(CompileContext& c) {
  const auto injects = c.root().find("injects");
  if (!injects) return;
  const Site& site = c.world().site;
  if (!site.present) {
    c.error(injects->key_place(), "injects need a site");
    return;
  }
  // Without plans there are errors already.
  if (!site.response || site.response->plans.empty()) return;
  auto response = std::make_shared<Response>(*site.response);
  for (std::size_t i = 0; i < injects->size(); ++i)
    InjectReader(c, *response).read(injects->key(i), injects->at(i));
  c.world().site.response = std::move(response);
}

}  // namespace vedette
