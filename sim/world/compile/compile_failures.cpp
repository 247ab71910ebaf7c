// SPDX-License-Identifier: Apache-2.0
// How devices fail, who repairs them, what is planned.
#include <fmt/format.h>

#include <algorithm>

#include "base/portable_math.hpp"
#include "world/compile/element_finder.hpp"
#include "world/compile/layout_parts.hpp"
#include "world/compile/response_parts.hpp"
#include "world/compile/site_parts.hpp"

namespace vedette {

namespace {

constexpr double kHoursInYear = 8760;

class FailureReader {
 public:
  FailureReader(CompileContext& c, Equipment& out) : c_(c), out_(out), finder_(c, out) {}

  void read(const Located& at) {
    each_of(at, "spares", [&](const std::string& name, const Located& body) {
      Spare spare;
      spare.name = name;
      spare.stock = count(body.find("stock"), 0);
      spare.reorder_at = count(body.find("reorder_at"), 0);
      spare.order = count(body.find("order"), 1);
      spare.lead_s = c_.duration(body.find("lead_s"));
      out_.spares.push_back(std::move(spare));
    });
    each_of(at, "technicians", [&](const std::string& name, const Located& body) {
      TechnicianTeam team;
      team.name = name;
      team.count = count(body.find("count"), 1);
      if (const auto shift = body.find("shift"))
        team.shift = index_named(c_.world().city.shifts, c_.text(shift));
      team.travel_s = c_.duration(body.find("travel_s"));
      out_.technicians.push_back(std::move(team));
    });
    read_modes(at);
    each_of(at, "common_causes", [&](const std::string& name, const Located& body) {
      const Located type = *c_.typed(body, "common_causes").type;
      CommonCause cause;
      cause.name = name;
      cause.per_year = c_.number(type.find("per_year"), 0);
      cause.weather_factor = by_weather(c_, type.find("weather_factor"), 1);
      cause.share = c_.number(type.find("share"), 1);
      cause.type = type_named(*type.find("failure"));
      cause.elements = finder_.of(*body.find("of"));
      out_.common_causes.push_back(std::move(cause));
    });
    each_of(at, "planned_work",
            [&](const std::string& name, const Located& body) { read_planned(name, body); });
    if (const auto posts = at.find("compensation")) {
      out_.compensation.present = true;
      out_.compensation.brigade = c_.text(posts->find("brigade"));
      out_.compensation.after = seconds(c_.number(posts->find("after_s"), 0));
    }
    if (out_.technicians.empty() && !(out_.modes.empty() && out_.common_causes.empty()))
      c_.diagnostics().warning(at.key_place(), "nothing is ever repaired: there are no technicians",
                               "add equipment.technicians");
  }

 private:
  std::uint32_t count(const std::optional<Located>& at, std::uint32_t otherwise) const {
    return at ? at->value().get<std::uint32_t>() : otherwise;
  }

  std::uint32_t type_named(const Located& at) {
    const std::string name = c_.text(at);
    const std::uint32_t known = index_named(out_.types, name);
    if (known != kNoIndex) return known;
    const Located body = *c_.root().find("models")->find("failures")->find(name);
    FailureType type;
    type.name = name;
    c_.label(body.find("label"), name, type.label_en, type.label_zh);
    type.mtbf_h = c_.number(body.find("mtbf_h"), 0);
    type.shape = c_.number(body.find("shape"), 1);
    type.scale_h = type.mtbf_h / portable::exp(portable::lgamma(1 + 1 / type.shape));
    type.degraded = c_.text(body.find("effect")) == "degraded";
    if (const auto worsens = body.find("worsens_s")) {
      type.worsens = true;
      type.worsens_s = c_.duration(worsens);
      if (!type.degraded)
        c_.error(worsens->key_place(), fmt::format("models.failures.{} is down already", name),
                 "worsens_s belongs to effect: degraded");
    }
    if (const auto heartbeat = body.find("heartbeat_s")) {
      type.supervised = true;
      type.heartbeat = seconds(c_.number(heartbeat, 0));
    }
    type.repair_s = c_.duration(body.find("repair_s"));
    if (const auto replaces = body.find("replaces")) type.replaces = replaces->value().get<bool>();
    if (const auto spare = body.find("spare"))
      type.spare = index_named(out_.spares, c_.text(spare));
    type.forgotten_probability = c_.number(body.find("forgotten_probability"), 0);
    type.forgotten_s = c_.duration(body.find("forgotten_s"));
    type.seen_probability = c_.number(body.find("seen_probability"), 0);
    type.detection_factor = c_.number(body.find("detection_factor"), 1);
    type.assessment_factor = c_.number(body.find("assessment_factor"), 1);
    type.delay = seconds(c_.number(body.find("delay_s"), 0));
    out_.types.push_back(std::move(type));
    return static_cast<std::uint32_t>(out_.types.size() - 1);
  }

  void read_modes(const Located& at) {
    const auto list = at.find("failures");
    for (std::size_t i = 0; list && i < list->size(); ++i) {
      const Located body = list->at(i);
      const Located type_at = *body.find("type");
      const std::uint32_t type = type_named(type_at);
      if (out_.types[type].mtbf_h <= 0)
        c_.error(type_at.place(),
                 fmt::format("models.failures.{} has no mtbf_h", out_.types[type].name),
                 "without one it belongs to a common cause");
      const double age_h = c_.number(body.find("age_y"), 0) * kHoursInYear;
      for (const std::uint32_t e : finder_.of(*body.find("of"))) {
        const bool twice = std::any_of(out_.modes.begin(), out_.modes.end(), [&](const auto& m) {
          return m.element == e && m.type == type;
        });
        if (twice) {
          c_.error(body.find("of")->place(),
                   fmt::format("'{}' fails as {} already", finder_.name(e), out_.types[type].name));
          break;
        }
        out_.modes.push_back({e, type, age_h});
      }
    }
  }

  void read_planned(const std::string& name, const Located& body) {
    MaintenanceWork work;
    work.name = name;
    c_.label(body.find("label"), name, work.label_en, work.label_zh);
    const std::string kind = c_.text(body.find("kind"));
    for (std::uint8_t k = 0; k < static_cast<std::uint8_t>(MaintenanceWork::Kind::kCount); ++k)
      if (maintenance_name(static_cast<MaintenanceWork::Kind>(k)) == kind)
        work.kind = static_cast<MaintenanceWork::Kind>(k);
    work.per_year = c_.number(body.find("per_year"), 0);
    work.duration_s = c_.duration(body.find("duration_s"));
    if (const auto between = body.find("between")) {
      const auto second = [&](std::size_t i) {
        const std::string text = c_.text(between->at(i));
        return std::stoi(text.substr(0, 2)) * 3600 + std::stoi(text.substr(3, 2)) * 60;
      };
      work.from_s = second(0);
      work.to_s = second(1);
      if (work.to_s <= work.from_s)
        c_.error(between->place(), "the second time must be after the first");
    }
    if (const auto in_turn = body.find("in_turn")) work.in_turn = in_turn->value().get<bool>();
    if (const auto checks = body.find("checks")) work.checks = finder_.of(*checks);
    if (const auto down = body.find("takes_down")) work.takes_down = finder_.of(*down);
    out_.maintenance.push_back(std::move(work));
  }

  CompileContext& c_;
  Equipment& out_;
  ElementFinder finder_;
};

}  // namespace

void compile_failures(CompileContext& c, Equipment& out) {
  if (const auto at = c.root().find("equipment")) FailureReader(c, out).read(*at);
}

}  // namespace vedette
