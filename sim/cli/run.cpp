// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "cli/crash_sentence.hpp"
#include "cli/headline.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/run_change.hpp"
#include "cli/scenario_options.hpp"
#include "cli/words.hpp"
#include "measure/limits_judged.hpp"
#include "measure/summary.hpp"
#include "measure/theory.hpp"
#include "record/recording.hpp"
#include "report/report_data.hpp"
#include "study/load_study.hpp"
#include "study/replications.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  ScenarioOptions scenario;
  std::optional<std::uint64_t> seed;
  std::uint64_t reps = 1;
  unsigned jobs = 1;
  std::optional<std::uint64_t> rep;
  std::string level = "full";
  std::string out;
  std::string workers = "auto";
  std::string design;
  std::vector<std::string> fails;
  std::string from;
  std::uint64_t crash_in = 0;
  bool theory = false;
  bool limits = false;
};

const std::map<std::string, RecordLevel> kLevels{
    {"none", RecordLevel::kNone}, {"events", RecordLevel::kEvents}, {"full", RecordLevel::kFull}};
const std::map<std::string, Workers> kWorkers{
    {"auto", Workers::kAuto}, {"threads", Workers::kThreads}, {"forks", Workers::kForks}};

RunInfo info_of(const Options& o, std::uint64_t seed, std::uint64_t number) {
  RunInfo info;
  info.seed = seed;
  info.replication = number;
  info.level = kLevels.at(o.level);
  info.design = o.design;
  info.vedette_version = version();
  return info;
}

// What is known when all replications have been run.
struct Known {
  Summary summary;
  nlohmann::ordered_json theory = nlohmann::ordered_json::array();
  std::vector<JudgedLimit> limits;

  Known(const World& world, const Options& o, const std::vector<RepFigures>& figures)
      : summary(summarise(figures)), limits(judge_limits(*world.limits, figures)) {
    if (o.theory) theory = beside_theory(companions(world), summary);
  }
  void add_to(Recording& recording) const {
    recording.add_summary(kSummaryKey, to_json(summary, Lang::kEn).dump());
    if (!theory.empty()) recording.add_summary(kTheoryKey, theory.dump());
    if (!limits.empty()) recording.add_summary(kLimitsKey, to_json(limits, Lang::kEn).dump());
    recording.close();
  }
};

// Runs the recorded replication once more, in this process, now that the summary is known.
void record(Replicator& replicator, const World& world, const Options& o, const RunInfo& info,
            const Known& known, const RunChange* change) {
  Recording recording(o.out, world, info);
  Sinks sinks;
  sinks.add(recording);
  replicator.run_here(info.seed, info.replication, sinks, change);
  known.add_to(recording);
}

struct Interrupted {};
struct InterruptSink : Sink {
  void pulse() override {
    if (InterruptWatch::asked()) throw Interrupted{};
  }
};

// The only replication: measured and recorded in one go, in this process. A viewer that follows the
// recording sees it begin at once.
Replication run_and_record(Replicator& replicator, const World& world, const Options& o,
                           const RunInfo& info, const RunChange* change) {
  Replication result;
  result.number = info.replication;
  Recording recording(o.out, world, info);
  Figures figures(world, info.replication);
  figures.count_beside();
  InterruptSink interrupt;
  Sinks sinks;
  sinks.add(recording);
  sinks.add(figures);
  sinks.add(interrupt);
  const CrashSentence crash(
      say("run.crashed", o.common.language(), info.replication, o.out), kIncomplete);
  try {
    if (o.crash_in == info.replication) std::abort();
    replicator.run_here(info.seed, info.replication, sinks, change);
  } catch (const Interrupted&) {
    return result;
  } catch (const RecordError&) {
    throw;
  } catch (const std::exception& e) {
    result.failure = e.what();
    return result;
  }
  result.figures = figures.result();
  Known(world, o, {*result.figures}).add_to(recording);
  return result;
}

nlohmann::ordered_json result_json(const World& world, const Options& o, std::uint64_t seed,
                                   const Summary& summary, const nlohmann::ordered_json& theory,
                                   const std::vector<JudgedLimit>& limits,
                                   const std::vector<Replication>& replications) {
  nlohmann::ordered_json failed = nlohmann::ordered_json::array();
  for (const Replication& r : replications)
    if (!r.figures)
      failed.push_back(
          {{"replication", r.number}, {"reason", r.failure.empty() ? "not run" : r.failure}});
  nlohmann::ordered_json out{{"scenario", world.name_en},
                             {"scenario_hash", world.scenario_hash},
                             {"version", version()},
                             {"seed", seed},
                             {"horizon_s", world.horizon.seconds()},
                             {"asked", replications.size()},
                             {"finished", summary.replications},
                             {"failed", failed}};
  if (!o.design.empty()) out["design"] = o.design;
  if (!o.out.empty()) out["recording"] = o.out;
  const auto measures = to_json(summary, o.common.language());
  for (const auto& [key, value] : measures.items()) out[key] = value;
  if (o.theory) out["theory"] = theory;
  if (!limits.empty()) out.update(to_json(limits, o.common.language()));
  return out;
}

// A design of a study is a scenario with its overrides and the study's seed. False with the exit
// code where there is none.
bool take_design(Options& o, int& exit_code) {
  const Lang lang = o.common.language();
  const bool study = is_study(o.scenario.scenario);
  if (!study && o.design.empty()) return true;
  exit_code = kBadInput;
  if (!study || o.design.empty()) {
    fail(kBadInput, say(study ? "run.which_design" : "run.no_designs", lang, o.scenario.scenario),
         o.common);
    return false;
  }
  if (!o.scenario.overrides.empty() || o.seed) {
    fail(kBadInput, say("run.study_set", lang), o.common);
    return false;
  }
  Diagnostics diagnostics;
  const auto loaded = load_study(o.scenario.scenario, diagnostics);
  if (!loaded) {
    report_bad_input(diagnostics, o.common);
    return false;
  }
  const DesignPoint* design = loaded->study.find(o.design);
  if (!design) {
    std::vector<std::string> names;
    for (const DesignPoint& d : loaded->study.designs) names.push_back(d.name);
    const std::string near = nearest(o.design, names);
    fail(kBadInput,
         say("run.no_design", lang, o.design) +
             (near.empty() ? "" : " " + say("hint.did_you_mean", lang, near)),
         o.common);
    return false;
  }
  o.scenario.scenario = design->scenario;
  o.scenario.overrides = design->overrides;
  o.seed = loaded->study.seed;
  exit_code = kDone;
  return true;
}

int run(Options o) {
  const Lang lang = o.common.language();
  int exit_code = kDone;
  if (!take_design(o, exit_code)) return exit_code;
  if (!fails_as_overrides(o.fails, o.common, o.scenario.overrides, exit_code)) return exit_code;
  if (!o.from.empty() && !o.design.empty())
    return fail(kBadInput, say("from.design", lang), o.common);
  std::unique_ptr<ChangedRun> changed;
  std::shared_ptr<const World> world;
  if (o.from.empty()) {
    world = open_scenario(o.scenario, o.common, exit_code);
  } else {
    changed = changed_run(o.scenario, o.from, o.common, exit_code);
    if (changed) world = {std::shared_ptr<void>(), &changed->staged->world()};
  }
  if (!world) return exit_code;
  if (o.limits && world->limits->all.empty())
    return fail(kBadInput, say("limits.none", lang, o.scenario.scenario), o.common);
  const std::uint64_t seed = o.seed.value_or(world->seed);
  if (o.level == "none" && !o.out.empty())
    return fail(kBadInput, say("run.nothing_recorded", lang, o.out), o.common);
  if (o.workers == "threads" && (world->network.simulated || changed))
    return fail(kBadInput, say("run.no_threads", lang), o.common);

  if (o.rep && o.reps > 1 && o.out.empty())
    fmt::print(stderr, "vedette: {}\n", say("run.rep_unused", lang, *o.rep, o.reps));

  InterruptWatch interrupt;
  ReplicationPlan plan;
  plan.seed = seed;
  plan.first = o.reps == 1 ? o.rep.value_or(1) : 1;
  plan.count = o.reps;
  plan.workers = o.jobs;
  plan.how = kWorkers.at(o.workers);
  plan.crash_in = o.crash_in;
  if (changed) {
    plan.change = &changed->change;
    plan.how = Workers::kForks;  // each run changes its own copy of the world
  }
  plan.interrupted = [] { return InterruptWatch::asked(); };
  Replicator replicator(*world);
  std::vector<Replication> replications;
  const std::uint64_t recorded = o.rep.value_or(plan.first);
  const RunInfo info = info_of(o, seed, recorded);
  const bool at_once = o.reps == 1 && !o.out.empty();
  if (at_once) {
    try {
      replications = {run_and_record(replicator, *world, o, info, plan.change)};
    } catch (const RecordError& e) {
      return fail(kIncomplete, e.what(), o.common);
    }
  } else {
    const std::string what = say("run.progress", lang);
    Progress progress(what, lang);
    plan.progress = [&](std::uint64_t done, std::uint64_t total) {
      if (total > 1) progress(done, total);
    };
    replications = replicator.run(plan);
  }
  std::vector<RepFigures> figures;
  for (const Replication& r : replications) {
    if (r.figures)
      figures.push_back(*r.figures);
    else
      exit_code = kIncomplete;
  }
  const Known known(*world, o, figures);
  const auto& [summary, theory, limits] = known;
  if (!o.out.empty() && !figures.empty() && !at_once) {
    try {
      record(replicator, *world, o, info, known, plan.change);
    } catch (const RecordError& e) {
      return fail(kIncomplete, e.what(), o.common);
    }
  }
  if (o.common.json) {
    print_json(result_json(*world, o, seed, summary, theory, limits, replications));
  } else {
    fmt::print("{}\n", headline(*world, seed, summary, lang));
    fmt::print("{}\n", to_text(summary, lang));
    if (!limits.empty()) fmt::print("{}\n", to_text(limits, lang));
    if (o.theory)
      fmt::print("{}\n", theory.empty() ? say("run.no_theory", lang) : theory_text(theory, lang));
    if (!o.out.empty() && !figures.empty())
      fmt::print("{}\n", say("run.recorded", lang, recorded, o.out));
  }
  std::uint64_t not_run = 0;
  for (const Replication& r : replications) {
    if (r.figures) continue;
    if (r.failure.empty())
      ++not_run;
    else
      fmt::print(stderr, "{}\n", say("run.failed", lang, r.number, r.failure));
  }
  if (not_run > 0) fmt::print(stderr, "{}\n", say("run.not_run", lang, not_run));
  if (exit_code == kDone && o.limits && !all_met(limits)) exit_code = kNo;
  return exit_code;
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand("run", "Runs a scenario and prints what was measured");
  add_scenario(*sub, o->scenario);
  sub->add_option("--seed", o->seed, "Seed instead of the scenario's")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{9'007'199'254'740'991}));
  sub->add_option("--reps", o->reps, "Number of replications")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000}))
      ->capture_default_str();
  sub->add_option("-j,--jobs", o->jobs, "Replications side by side")
      ->check(CLI::Range(1u, 1024u))
      ->capture_default_str();
  sub->add_option("--rep", o->rep,
                  "Replication to run, or of several the one to record (default: the first)")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000}));
  sub->add_option("--record", o->level, "What the recording holds: none, events or full")
      ->check(CLI::IsMember(kLevels))
      ->capture_default_str();
  sub->add_option("--design", o->design, "Of a study: the design to run, with the study's seed");
  sub->add_option("--fail", o->fails,
                  "NAME@T or NAME@T..T2: this host, link, camera, sensor, door, room or supply is "
                  "out from T (to T2); may be given several times")
      ->allow_extra_args(false);
  sub->add_option("--from", o->from,
                  "T: up to T as without --set and --fail; they apply from T on");
  sub->add_option("-o,--out", o->out,
                  "Recording (FILE.vdt): written while it runs, in place of a recording that stood "
                  "there, which a run broken off does not bring back");
  sub->add_option("--workers", o->workers,
                  "How replications run side by side: auto, threads (no network) or forks")
      ->check(CLI::IsMember(kWorkers))
      ->capture_default_str();
  sub->add_flag("--theory", o->theory,
                "Beside simulated figures what queueing and location formulas say");
  sub->add_flag("--limits", o->limits,
                "Exit 1 when a limit of a standard (models/standards.yaml) is not met");
  sub->add_option("--crash-in", o->crash_in, "For tests: this replication dies")->group("");
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = run(*o); });
}

}  // namespace vedette::cli
