// SPDX-License-Identifier: Apache-2.0
// vedette monkey: takes out element after element.
#include <fmt/format.h>

#include <algorithm>

#include "cli/interrupt.hpp"
#include "cli/monkey_answer.hpp"
#include "cli/progress.hpp"
#include "cli/scenario_options.hpp"
#include "cli/words.hpp"
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
  bool stages = false;
  std::uint64_t crash_in = 0;
};

// Patterns are of names or of kind/name; none: everything.
std::vector<std::uint32_t> chosen(const World& world, const std::vector<std::string>& only) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t e = 0; e < world.equipment->elements.size(); ++e) {
    const std::string full = element_name(world, e);
    const std::string bare = full.substr(full.find('/') + 1);
    const bool wanted = only.empty() || std::any_of(only.begin(), only.end(), [&](const auto& p) {
                          return fits(p, full) || fits(p, bare);
                        });
    if (wanted) out.push_back(e);
  }
  return out;
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
    Progress progress(what, lang);
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
    print_json(monkey_json(*world, plan, result));
  } else {
    fmt::print("{}", monkey_text(*world, result, o.show, o.stages, lang));
    fmt::print("{}\n", say("monkey.end", lang, result.trials.size(), crashed, violated));
    for (const MonkeyTrial& trial : result.trials) {
      const std::string where =
          fmt::format("{} @{:.6f}", element_name(*world, trial.element), trial.from.seconds());
      if (!trial.failure.empty()) fmt::print(stderr, "{}: {}\n", where, trial.failure);
      for (const std::string& what : trial.violations) fmt::print(stderr, "{}: {}\n", where, what);
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
  sub->add_flag("--stages", o->stages,
                "With --single: every stage of each row, also where nothing changes");
  sub->add_option("--crash-in", o->crash_in, "For tests: this trial dies")->group("");
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = run(*o); });
}

}  // namespace vedette::cli
