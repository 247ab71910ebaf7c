// SPDX-License-Identifier: Apache-2.0
// vedette paths: the adversary's best paths over a site, by formula and by simulation side by side.
#include <algorithm>
#include <array>
#include <optional>

#include "cli/progress.hpp"
#include "cli/scenario_options.hpp"
#include "cli/words.hpp"
#include "cover/site_paths.hpp"
#include "study/path_simulation.hpp"
#include "study/race.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  ScenarioOptions scenario;
  std::string weather = "clear";
  std::uint64_t races = 20'000, reps = 0, most_labels = 1'000'000;
  unsigned jobs = 1;
};

// One path: its tasks, the formula, and what simulations say.
struct Shown {
  std::string title;
  std::vector<PathTask> tasks;
  std::string goal;  // what the response is measured to; empty: the site
  ResponseForce force;
  EasiResult formula;
  Interval race;
  std::optional<SiteOutcome> site;
};

class Paths {
 public:
  Paths(const World& world, const Options& options)
      : world_(world),
        options_(options),
        lang_(options.common.language()),
        weather_(*weather_from(options.weather)),
        force_(response_of_site(world)) {}

  int show() {
    const Protection& plan = *world_.site.protection;
    if (plan.adversary && !plan.adversary->targets.empty())
      find("intrusion", ThreatKind::kIntrusion);
    if (plan.adversary && !plan.adversary->escape_from.empty()) find("escape", ThreatKind::kEscape);
    if (!plan.adversary && !options_.common.json)
      fmt::print("\n{}\n", say("paths.not_searched", lang_));
    if (!plan.threats.empty() && !options_.common.json)
      fmt::print("\n{}\n", say("paths.given", lang_));
    for (const Threat& threat : plan.threats) {
      Shown one = evaluate(world_.entities[threat.entity.index()].name,
                           tasks_of_threat(world_, threat, weather_), force_of(threat));
      if (options_.reps > 0) one.site = on_site(threat);
      print_one(one);
      nlohmann::ordered_json json = as_json(one);
      json["name"] = one.title;
      json["kind"] = threat_name(threat.kind);
      given_.push_back(std::move(json));
    }
    if (options_.common.json) {
      nlohmann::ordered_json out{{"weather", options_.weather},
                                 {"response",
                                  {{"p_communication", force_.p_communication},
                                   {"mean_s", force_.mean_s},
                                   {"sd_s", force_.sd_s}}},
                                 {"searched", plan.adversary.has_value()}};
      for (const auto& [key, value] : found_.items()) out[key] = value;
      out["given"] = given_;
      print_json(out);
    }
    return kDone;
  }
  void head() const {
    if (!options_.common.json)
      fmt::print("{}\n", say("paths.head", lang_, force_.mean_s, force_.sd_s,
                             force_.p_communication, options_.weather));
  }

 private:
  // The best path of its kind over all goals, each against the response to that goal.
  struct Best {
    SitePathGraph site;
    FoundPath path;
    PathGoal goal;
    ResponseForce force;
  };

  void find(const char* which, ThreatKind kind) {
    const std::string heading = say(std::string("paths.") + which, lang_);
    std::array<std::optional<Best>, 3> best;
    bool exact = true;
    double lower_bound = 1;
    std::uint64_t labels = 0;
    const std::vector<PathGoal> goals = goals_of(world_, kind);
    Progress progress(heading, lang_);
    std::uint64_t done = 0;
    for (const PathGoal& goal : goals) {
      progress(done++, goals.size());
      const SitePathGraph site = kind == ThreatKind::kIntrusion
                                     ? intrusion_graph(world_, weather_, &goal)
                                     : escape_graph(world_, weather_, &goal);
      const ResponseForce force = response_to(world_, goal.node);
      const auto found = find_paths(site.graph, force, options_.most_labels);
      if (!found) continue;
      exact = exact && found->exact;
      lower_bound = std::min(lower_bound, found->lower_bound);
      labels += found->labels;
      const auto take = [&](std::optional<Best>& kept, const FoundPath& path, auto value) {
        if (!kept || value(path) < value(kept->path)) kept = Best{site, path, goal, force};
      };
      take(best[0], found->weakest, [](const FoundPath& p) { return p.p_interruption; });
      take(best[1], found->quickest, [](const FoundPath& p) { return p.delay_s; });
      take(best[2], found->stealthiest, [](const FoundPath& p) { return p.p_detection; });
    }
    progress.clear();
    if (!best[0]) {
      if (!options_.common.json) fmt::print("\n{}\n", say("paths.none", lang_, heading));
      found_[which] = nullptr;
      return;
    }
    if (!options_.common.json) fmt::print("\n{}\n", heading);
    nlohmann::ordered_json json;
    static constexpr const char* kKeys[] = {"weakest", "quickest", "stealthiest"};
    for (std::size_t k = 0; k < 3; ++k) {
      const Best& one = *best[k];
      Shown shown = evaluate(say(std::string("paths.") + kKeys[k], lang_),
                             tasks_of_path(one.site, one.path), one.force, one.goal.name);
      if (options_.reps > 0) {
        // It begins at any time that leaves it long enough to end.
        const Time latest{std::max<std::int64_t>(
            0, world_.horizon.us - seconds(3 * one.path.delay_s).us - kHour.us)};
        on_path_ = threat_of_path(one.site, one.path, kind, Time{0}, latest);
        shown.site = on_site(on_path_);
      }
      print_one(shown);
      json[kKeys[k]] = as_json(shown);
    }
    json["exact"] = exact;
    json["lower_bound"] = lower_bound;
    if (!exact && !options_.common.json)
      fmt::print("{}\n", say("paths.cut_short", lang_, labels, lower_bound));
    found_[which] = std::move(json);
  }

  Shown evaluate(std::string title, std::vector<PathTask> tasks, const ResponseForce& force,
                 std::string goal = {}) const {
    Shown one;
    one.title = std::move(title);
    one.tasks = std::move(tasks);
    one.goal = std::move(goal);
    one.force = force;
    one.formula = easi(one.tasks, force);
    if (options_.races > 0)
      one.race =
          wilson(simulate_race(one.tasks, force, options_.races, world_.seed), options_.races);
    return one;
  }
  // Guards run to the last zone of the threat that lies on the site; else as to the site.
  ResponseForce force_of(const Threat& threat) const {
    for (auto task = threat.tasks.rbegin(); task != threat.tasks.rend(); ++task)
      for (const std::uint32_t zone : task->zones)
        if (world_.site.zones[zone].walk_node.valid())
          return response_to(world_, world_.site.zones[zone].walk_node);
    return force_;
  }
  SiteOutcome on_site(const Threat& threat) const {
    return simulate_threat(world_, threat, options_.reps, world_.seed, options_.jobs);
  }

  void print_one(const Shown& one) const {
    if (options_.common.json) return;
    fmt::print("{}\n", say("paths.path", lang_, one.title, one.formula.p_interruption,
                           one.formula.p_detection, one.formula.delay_s));
    if (!one.goal.empty())
      fmt::print("{}\n", say("paths.goal", lang_, one.goal, one.force.mean_s, one.force.sd_s));
    if (one.race.known())
      fmt::print("{}\n", say("paths.race", lang_, one.race.value, one.race.low, one.race.high,
                             options_.races));
    if (one.site && one.site->attacks > 0)
      fmt::print("{}\n",
                 say("paths.site", lang_, one.site->interrupted.value, one.site->interrupted.low,
                     one.site->interrupted.high, one.site->attacks, one.site->detected.value));
    for (std::size_t i = 0; i < one.tasks.size(); ++i)
      fmt::print("    {:<40} PD {:>5.3f}  {:>7.1f} ± {:<6.1f} s  P(R|A) {:.3f}\n",
                 one.tasks[i].name, one.tasks[i].p_detection, one.tasks[i].mean_s,
                 one.tasks[i].sd_s, one.formula.steps[i].p_response);
  }

  static nlohmann::ordered_json interval(const Interval& x) {
    if (!x.known()) return nullptr;
    return {{"value", x.value}, {"low", x.low}, {"high", x.high}};
  }
  nlohmann::ordered_json as_json(const Shown& one) const {
    static constexpr const char* kLocations[] = {"beginning", "middle", "end"};
    nlohmann::ordered_json tasks = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < one.tasks.size(); ++i)
      tasks.push_back({{"name", one.tasks[i].name},
                       {"p_detection", one.tasks[i].p_detection},
                       {"mean_s", one.tasks[i].mean_s},
                       {"sd_s", one.tasks[i].sd_s},
                       {"location", kLocations[static_cast<int>(one.tasks[i].location)]},
                       {"p_response", one.formula.steps[i].p_response}});
    nlohmann::ordered_json out{
        {"p_interruption", one.formula.p_interruption},
        {"p_detection", one.formula.p_detection},
        {"delay_s", one.formula.delay_s},
        {"goal", one.goal},
        {"response", {{"mean_s", one.force.mean_s}, {"sd_s", one.force.sd_s}}},
        {"simulated", interval(one.race)}};
    if (one.site) {
      out["site"] = interval(one.site->interrupted);
      out["site_detected"] = interval(one.site->detected);
      out["site_attacks"] = one.site->attacks;
    }
    out["tasks"] = std::move(tasks);
    return out;
  }

  const World& world_;
  const Options& options_;
  Lang lang_;
  WeatherState weather_;
  ResponseForce force_;
  Threat on_path_;
  nlohmann::ordered_json found_ = nlohmann::ordered_json::object();
  nlohmann::ordered_json given_ = nlohmann::ordered_json::array();
};

int paths(const Options& o) {
  const Lang lang = o.common.language();
  int exit_code = kDone;
  const auto world = open_scenario(o.scenario, o.common, exit_code);
  if (!world) return exit_code;
  if (!world->site.present) return fail(kBadInput, say("paths.no_site", lang), o.common);
  const Protection& plan = *world->site.protection;
  if (!plan.adversary && plan.threats.empty())
    return fail(kBadInput, say("paths.no_adversary", lang), o.common);
  Paths answer(*world, o);
  answer.head();
  return answer.show();
}

}  // namespace

void add_paths(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand(
      "paths", "Adversary paths: weakest, quickest, stealthiest, by formula and by simulation");
  add_scenario(*sub, o->scenario);
  sub->add_option("--weather", o->weather, "State of the weather for the formula")
      ->check(CLI::IsMember({"clear", "rain", "fog", "snow", "wind", "dust"}))
      ->capture_default_str();
  sub->add_option("--races", o->races,
                  "Simulated races of adversary and response for each path (0: none)")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{100'000'000}))
      ->capture_default_str();
  sub->add_option("--reps", o->reps, "Replications of the whole site for each path (0: none)")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000}))
      ->capture_default_str();
  sub->add_option("-j,--jobs", o->jobs, "Replications side by side")
      ->check(CLI::Range(1u, 1024u))
      ->capture_default_str();
  sub->add_option("--most-labels", o->most_labels,
                  "Work after which the search for the weakest path stops with a bound")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}))
      ->capture_default_str();
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = paths(*o); });
}

}  // namespace vedette::cli
