// SPDX-License-Identifier: Apache-2.0
// vedette monkey: takes out element after element.
#include <fmt/format.h>

#include <algorithm>

#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/scenario_options.hpp"
#include "cli/words.hpp"
#include "measure/text_columns.hpp"
#include "study/monkey.hpp"
#include "world/equipment.hpp"
#include "world/name_pattern.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  ScenarioOptions scenario;
  std::optional<std::uint64_t> seed;
  std::uint64_t rep = 1;
  unsigned jobs = 1;
  std::uint32_t moments = 20;
  double lasts_s = 3600;
  std::optional<double> after_s;
  bool single = false;
  std::vector<std::string> only;
  std::size_t show = 20;
  std::uint64_t crash_in = 0;
};

std::string name_of(const World& world, std::uint32_t element) {
  const Element& what = world.equipment->elements[element];
  return std::string(element_kind_name(what.kind)) + "/" + world.entities[what.entity.index()].name;
}

// Patterns are of names or of kind/name; none: everything.
std::vector<std::uint32_t> chosen(const World& world, const std::vector<std::string>& only) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t e = 0; e < world.equipment->elements.size(); ++e) {
    const std::string full = name_of(world, e);
    const std::string bare = full.substr(full.find('/') + 1);
    const bool wanted = only.empty() || std::any_of(only.begin(), only.end(), [&](const auto& p) {
                          return fits(p, full) || fits(p, bare);
                        });
    if (wanted) out.push_back(e);
  }
  return out;
}

// The stages whose latency is told: as far as the equipment reaches, and what people make of it.
constexpr Stage kTold[] = {Stage::kAtServer, Stage::kQueued, Stage::kAcknowledged, Stage::kAssessed,
                           Stage::kGuardArrived};

nlohmann::ordered_json json_of(const MonkeyFigures& f) {
  nlohmann::ordered_json latency = nlohmann::ordered_json::object();
  for (const Stage stage : kTold) {
    const MonkeyFigures::Latency& l = f.since_sensed[static_cast<std::size_t>(stage)];
    if (l.n == 0) continue;
    latency[std::string(stage_name(stage))] = {
        {"n", l.n}, {"p50_s", l.p50_s}, {"p95_s", l.p95_s}, {"p99_s", l.p99_s}};
  }
  return {{"delivered", f.delivered}, {"coverage", f.coverage}, {"availability", f.availability},
          {"reports", f.reports},     {"alarms", f.alarms},     {"since_sensed", latency}};
}

nlohmann::ordered_json json_of(const World& world, const MonkeyTrial& trial) {
  nlohmann::ordered_json out{{"element", name_of(world, trial.element)},
                             {"from_s", trial.from.seconds()}};
  if (trial.to != kNever) out["to_s"] = trial.to.seconds();
  if (!trial.stage.empty()) out["stage"] = trial.stage;
  if (!trial.failure.empty()) {
    out["failure"] = trial.failure;
    return out;
  }
  out["takes_along"] = trial.takes_along;
  out["reports_lost"] = trial.reports_lost;
  out.update(json_of(trial.figures));
  out["violations"] = trial.violations;
  return out;
}

double p95_assessed(const MonkeyTrial& trial) {
  return trial.figures.since_sensed[static_cast<std::size_t>(Stage::kAssessed)].p95_s;
}

// The worst first: alarms lost, then pictures lost, then time lost, then what goes down with it.
std::vector<const MonkeyTrial*> worst_first(const MonkeyResult& result) {
  std::vector<const MonkeyTrial*> out;
  for (const MonkeyTrial& trial : result.trials)
    if (trial.failure.empty()) out.push_back(&trial);
  std::stable_sort(out.begin(), out.end(), [](const MonkeyTrial* a, const MonkeyTrial* b) {
    if (a->reports_lost != b->reports_lost) return a->reports_lost > b->reports_lost;
    if (a->figures.coverage != b->figures.coverage)
      return a->figures.coverage < b->figures.coverage;
    if (p95_assessed(*a) != p95_assessed(*b)) return p95_assessed(*a) > p95_assessed(*b);
    return a->takes_along > b->takes_along;
  });
  return out;
}

void print_row(const std::string& name, const MonkeyFigures& f, const std::string& lost,
               const std::string& along) {
  const auto& assessed = f.since_sensed[static_cast<std::size_t>(Stage::kAssessed)];
  const auto& server = f.since_sensed[static_cast<std::size_t>(Stage::kAtServer)];
  fmt::print("{}{}{}{}{}{}{}{}\n", padded(name, 34), padded(lost, 10),
             padded(fmt::format("{:.2f} %", 100 * f.delivered), 12),
             padded(fmt::format("{:.2f} %", 100 * f.coverage), 12),
             padded(fmt::format("{:.3f} %", 100 * f.availability), 13), padded(along, 8),
             padded(server.n ? fmt::format("{:.2f}", server.p99_s) : "-", 12),
             assessed.n ? fmt::format("{:.1f} / {:.1f} / {:.1f}", assessed.p50_s, assessed.p95_s,
                                      assessed.p99_s)
                        : "-");
}

void print_table(const World& world, const MonkeyResult& result, const Options& o) {
  const Lang lang = o.common.language();
  fmt::print("{}{}{}{}{}{}{}{}\n", padded(say("monkey.element", lang), 34),
             padded(say("monkey.lost", lang), 10), padded(say("monkey.delivered", lang), 12),
             padded(say("monkey.coverage", lang), 12), padded(say("monkey.availability", lang), 13),
             padded(say("monkey.along", lang), 8), padded(say("monkey.server", lang), 12),
             say("monkey.assessed", lang));
  print_row(say("monkey.nothing", lang), result.without[0], "", "");
  std::size_t shown = 0;
  const auto rows = worst_first(result);
  for (const MonkeyTrial* trial : rows) {
    if (shown++ == o.show) break;
    std::string name = name_of(world, trial->element);
    if (!trial->stage.empty()) name += fmt::format(" @{:.0f}", trial->from.seconds());
    print_row(name, trial->figures, fmt::format("{}", trial->reports_lost),
              fmt::format("{}", trial->takes_along));
  }
  if (rows.size() > o.show) fmt::print("{}\n", say("monkey.more", lang, rows.size() - o.show));
}

int run(const Options& o) {
  const Lang lang = o.common.language();
  int exit_code = kDone;
  const auto world = open_scenario(o.scenario, o.common, exit_code);
  if (!world) return exit_code;
  MonkeyPlan plan;
  plan.seed = o.seed.value_or(world->seed);
  plan.replication = o.rep;
  plan.workers = o.jobs;
  plan.elements = chosen(*world, o.only);
  plan.moments = o.single ? 0 : o.moments;
  plan.lasts = seconds(o.lasts_s);
  if (o.after_s) plan.after = seconds(*o.after_s);
  plan.crash_in = o.crash_in;
  if (plan.elements.empty()) return fail(kBadInput, say("monkey.none", lang), o.common);
  InterruptWatch interrupt;
  plan.interrupted = [] { return InterruptWatch::asked(); };
  MonkeyResult result;
  {
    const std::string what = say("monkey.progress", lang);
    Progress progress(what.c_str());
    plan.progress = [&](std::uint64_t done, std::uint64_t total) { progress(done, total); };
    result = run_monkey(*world, plan);
  }
  if (!result.failure.empty())
    return fail(kIncomplete, say("monkey.base_failed", lang, result.failure), o.common);
  std::uint64_t crashed = 0, violated = 0;
  for (const MonkeyTrial& trial : result.trials) {
    crashed += !trial.failure.empty();
    violated += !trial.violations.empty();
  }
  if (o.common.json) {
    nlohmann::ordered_json trials = nlohmann::ordered_json::array();
    for (const MonkeyTrial& trial : result.trials) trials.push_back(json_of(*world, trial));
    print_json({{"scenario", world->name_en},
                {"scenario_hash", world->scenario_hash},
                {"version", version()},
                {"seed", plan.seed},
                {"replication", plan.replication},
                {"elements", plan.elements.size()},
                {"asked", result.asked},
                {"finished", result.trials.size()},
                {"crashed", crashed},
                {"violated", violated},
                {"without", json_of(result.without[0])},
                {"trials", trials}});
  } else {
    print_table(*world, result, o);
    fmt::print("{}\n", say("monkey.end", lang, result.trials.size(), crashed, violated));
    for (const MonkeyTrial& trial : result.trials) {
      if (!trial.failure.empty())
        fmt::print(stderr, "{} @{:.6f}: {}\n", name_of(*world, trial.element), trial.from.seconds(),
                   trial.failure);
      for (const std::string& what : trial.violations)
        fmt::print(stderr, "{} @{:.6f}: {}\n", name_of(*world, trial.element), trial.from.seconds(),
                   what);
    }
  }
  if (crashed > 0 || result.trials.size() < result.asked) return kIncomplete;
  return violated > 0 ? kNo : kDone;
}

}  // namespace

void add_monkey(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub =
      app.add_subcommand("monkey", "Takes out device after device and measures what that does");
  add_scenario(*sub, o->scenario);
  sub->add_option("--seed", o->seed, "Seed instead of the scenario's")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{9'007'199'254'740'991}));
  sub->add_option("--rep", o->rep, "Replication")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000}))
      ->capture_default_str();
  sub->add_option("-j,--jobs", o->jobs, "Trials side by side")
      ->check(CLI::Range(1u, 1024u))
      ->capture_default_str();
  sub->add_flag("--single", o->single,
                "Each once, from beginning to end: the single points of failure");
  sub->add_option("--moments", o->moments,
                  "Each at so many moments, drawn from the stages of the alarm chain")
      ->check(CLI::Range(1u, 100'000u))
      ->capture_default_str();
  sub->add_option("--for", o->lasts_s, "How long it is out then, in seconds")
      ->check(CLI::Range(1e-6, 1e9))
      ->capture_default_str();
  sub->add_option("--after", o->after_s,
                  "A trial ends so many seconds after the element is back, not at the run's end")
      ->check(CLI::Range(0.0, 1e9));
  sub->add_option("--only", o->only, "NAME or KIND/NAME, * for any letters: only these")
      ->allow_extra_args(false);
  sub->add_option("--show", o->show, "Rows of the table, the worst first")->capture_default_str();
  sub->add_option("--crash-in", o->crash_in, "For tests: this trial dies")->group("");
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = run(*o); });
}

}  // namespace vedette::cli
