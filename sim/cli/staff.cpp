// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "cli/number_checks.hpp"
#include "cli/scenario_options.hpp"
#include "cli/words.hpp"
#include "cover/busy_circles.hpp"
#include "cover/shift_cover.hpp"
#include "cover/upkeep.hpp"
#include "world/equipment.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  ScenarioOptions scenario;
  double wait_s = 0, share = 0.95;
  int shift_hours = 8, starts = 0;
};

// What comes, and how long each takes, hour by hour of the day (the busiest of the week's days).
struct Role {
  std::string_view name;
  std::vector<double> per_hour, service_s;
  std::vector<int> required;
  ShiftCoverAnswer roster;
};

// What an hour's calls keep units busy with, ways aside.
double on_scene_load(const City& city, std::size_t hour) {
  double load = 0;
  for (const CallType& type : city.call_types)
    load += type.share * (type.by_hour ? (*type.by_hour)[hour] : city.by_hour[hour]) *
            type.on_scene_s.mean();
  return load;
}

Role units(const World& world) {
  Role role{"units", std::vector<double>(24, 0), std::vector<double>(24, 0), {}, {}};
  BusyHours busy(world);
  for (std::size_t h = 0; h < 24; ++h) {
    std::size_t hour = h;
    for (std::size_t day = 1; day < 7; ++day)
      if (const std::size_t other = day * 24 + h;
          on_scene_load(world.city, other) > on_scene_load(world.city, hour))
        hour = other;
    try {
      const BusyCircles now = busy.solve(hour, {});
      role.per_hour[h] = now.calls_per_s * 3600;
      role.service_s[h] = now.service_s;
    } catch (const std::invalid_argument&) {  // no calls, or nobody on duty, in that hour
    }
  }
  return role;
}

Role desks(const World& world, const Role& calls) {
  Role role{"desks", calls.per_hour, {}, {}, {}};
  role.service_s.assign(24, world.city.dispatch.handling_s.mean());
  return role;
}

// Nuisance alarms are what comes; the rare real one makes no difference to a load.
Role operators(const World& world) {
  Role role{"operators", {}, {}, {}, {}};
  double per_day = 0;
  for (const Sensor& sensor : world.site.sensors) per_day += sensor.nuisance_per_day;
  const AlarmHandling& h = world.site.handling;
  role.per_hour.assign(24, per_day / 24);
  role.service_s.assign(24, h.acknowledge_s.mean() + h.assess_with_camera_s.mean());
  return role;
}

nlohmann::ordered_json to_json(const Role& role) {
  nlohmann::ordered_json hours = nlohmann::ordered_json::array(),
                         starts = nlohmann::ordered_json::array();
  for (std::size_t h = 0; h < 24; ++h) {
    hours.push_back({{"hour", h},
                     {"arrivals_per_h", role.per_hour[h]},
                     {"service_s", role.service_s[h]},
                     {"required", role.required[h]},
                     {"on_duty", role.roster.on_duty[h]}});
    if (role.roster.people[h] > 0)
      starts.push_back({{"at", fmt::format("{:02}:00", h)}, {"people", role.roster.people[h]}});
  }
  return {{"role", role.name},          {"people", role.roster.total},
          {"bound", role.roster.bound}, {"proven", role.roster.proven},
          {"starts", starts},           {"hours", hours}};
}

void print(const std::vector<Role>& roles, const Options& o) {
  const Lang lang = o.common.language();
  for (const Role& role : roles) {
    fmt::print("{}\n", say("staff.role", lang, sentence(fmt::format("staff.{}", role.name), lang),
                           role.roster.total, o.shift_hours,
                           sentence(role.roster.proven ? "staff.proven" : "staff.open", lang)));
    std::string starts;
    for (std::size_t h = 0; h < 24; ++h)
      if (role.roster.people[h] > 0)
        starts += fmt::format("  {:02}:00 x {}", h, role.roster.people[h]);
    fmt::print("{}{}\n", sentence("staff.starts", lang), starts);
    std::string hour, required, duty;
    for (std::size_t h = 0; h < 24; ++h) {
      hour += fmt::format("{:4}", h);
      required += fmt::format("{:4}", role.required[h]);
      duty += fmt::format("{:4}", role.roster.on_duty[h]);
    }
    fmt::print("  {}{}\n  {}{}\n  {}{}\n", sentence("staff.hour", lang), hour,
               sentence("staff.required", lang), required, sentence("staff.on_duty", lang), duty);
  }
  if (!roles.empty()) fmt::print("{}\n", say("staff.judge", lang, 100 * o.share, o.wait_s));
}

// Who repairs, and what lies in stock: by rates over a year.
struct Upkeep {
  UpkeepLoad load;
  std::vector<TechnicianWait> waits;
  std::vector<SpareOutlook> spares;
};

constexpr int kMostTechnicians = 4;

nlohmann::ordered_json to_json(const Upkeep& u) {
  nlohmann::ordered_json waits = nlohmann::ordered_json::array(),
                         spares = nlohmann::ordered_json::array();
  const auto seconds = [](double s) {
    return std::isfinite(s) ? nlohmann::ordered_json(s) : nlohmann::ordered_json(nullptr);
  };
  for (const TechnicianWait& w : u.waits)
    waits.push_back({{"technicians", w.technicians},
                     {"until_duty_s", seconds(w.until_duty_s)},
                     {"for_a_free_one_s", seconds(w.for_a_free_one_s)}});
  for (const SpareOutlook& s : u.spares)
    spares.push_back({{"part", s.name},
                      {"wanted_per_year", s.per_year},
                      {"lead_days", s.lead_days},
                      {"chance_missing", s.missing},
                      {"reorder_at_for_share", s.enough}});
  return {{"repairs_per_year", u.load.repairs_per_year},
          {"planned_per_year", u.load.planned_per_year},
          {"hours_per_year", u.load.hours_per_year},
          {"duty_hours_per_year", u.load.duty_hours_per_year},
          {"waits", waits},
          {"spares", spares}};
}

void print(const Upkeep& u, const Options& o) {
  const Lang lang = o.common.language();
  fmt::print("{}\n",
             say("staff.upkeep", lang, u.load.repairs_per_year, u.load.planned_per_year,
                 u.load.hours_per_year, u.load.duty_hours_per_year, 100 * u.load.share_busy()));
  for (const TechnicianWait& w : u.waits)
    fmt::print("{}\n", std::isfinite(w.for_a_free_one_s)
                           ? say(&w == &u.waits.front() ? "staff.wait_own" : "staff.wait", lang,
                                 w.technicians, w.until_duty_s / 3600, w.for_a_free_one_s / 60)
                           : say("staff.wait_never", lang, w.technicians));
  for (const SpareOutlook& s : u.spares)
    fmt::print("{}\n", say("staff.spare", lang, s.name, s.per_year, s.lead_days, 100 * s.missing,
                           100 * o.share, s.enough));
}

int staff(const Options& o) {
  int exit_code = kDone;
  const auto world = open_scenario(o.scenario, o.common, exit_code);
  if (!world) return exit_code;
  std::vector<Role> roles;
  if (world->city.present && !world->city.replays) {
    Role cars = units(*world);
    Role takers = desks(*world, cars);
    roles.push_back(std::move(cars));
    if (world->city.dispatch.handling_s.mean() > 0) roles.push_back(std::move(takers));
  }
  if (world->site.present && !world->site.sensors.empty()) roles.push_back(operators(*world));
  std::optional<Upkeep> upkeep;
  if (!world->equipment->modes.empty() && !world->equipment->technicians.empty())
    upkeep = {upkeep_load(*world), technician_waits(*world, kMostTechnicians),
              spare_outlook(*world, 1 - o.share)};
  if (roles.empty() && !upkeep)
    return fail(kBadInput, say("staff.nothing", o.common.language()), o.common);
  nlohmann::ordered_json out{{"shift_h", o.shift_hours}, {"wait_s", o.wait_s}, {"share", o.share}};
  out["roles"] = nlohmann::ordered_json::array();
  for (Role& role : roles) {
    for (std::size_t h = 0; h < 24; ++h)
      role.required.push_back(
          servers_for(role.per_hour[h] / 3600, role.service_s[h], o.wait_s, o.share));
    ShiftCoverProblem problem;
    problem.required = role.required;
    problem.length = o.shift_hours;
    problem.most_starts = o.starts;
    role.roster = cover_shifts(problem);
    if (!role.roster.feasible)
      return fail(kNo, say("staff.no_roster", o.common.language(), o.starts, o.shift_hours),
                  o.common);
    out["roles"].push_back(to_json(role));
  }
  if (upkeep) out["upkeep"] = to_json(*upkeep);
  if (o.common.json) {
    print_json(out);
  } else {
    print(roles, o);
    if (upkeep) print(*upkeep, o);
  }
  return kDone;
}

}  // namespace

void add_staff(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand(
      "staff", "Who is needed hour by hour (Erlang), and shift starts that cover it with fewest");
  add_scenario(*sub, o->scenario);
  sub->add_option("--shift-hours", o->shift_hours, "Length of a shift")
      ->check(CLI::Range(1, 24))
      ->capture_default_str();
  sub->add_option("--starts", o->starts, "At most so many different starts; 0: any number")
      ->check(CLI::Range(0, 24))
      ->capture_default_str();
  sub->add_option("--wait", o->wait_s, "Seconds that calls and alarms may wait for somebody free")
      ->check(not_below_zero())
      ->capture_default_str();
  sub->add_option("--share", o->share, "Share of them that waits no longer")
      ->check(CLI::Range(0.01, 0.999999))
      ->capture_default_str();
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = staff(*o); });
}

}  // namespace vedette::cli
