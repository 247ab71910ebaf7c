// SPDX-License-Identifier: Apache-2.0
#include "cli/monkey_answer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/words.hpp"
#include "measure/alarm_chain.hpp"
#include "measure/plain.hpp"
#include "measure/text_columns.hpp"
#include "report/words.hpp"
#include "world/equipment.hpp"

namespace vedette::cli {

namespace {

using Json = nlohmann::ordered_json;
using Latencies = std::array<MonkeyFigures::Latency, kStages>;

const auto& of(const auto& stages, Stage stage) {
  return stages[static_cast<std::size_t>(stage)];
}

Json json_of(const Latencies& stages) {
  Json out = Json::object();
  for (const Stage stage : kAlarmChain) {
    const MonkeyFigures::Latency& l = of(stages, stage);
    if (l.n == 0) continue;
    out[std::string(stage_name(stage))] = {
        {"n", l.n}, {"p50_s", l.p50_s}, {"p95_s", l.p95_s}, {"p99_s", l.p99_s}};
  }
  return out;
}

// Steps and delays of single points of failure alone: trials at moments are many.
Json json_of(const MonkeyFigures& f, bool single) {
  Json out{{"delivered", f.delivered},
           {"coverage", f.coverage},
           {"availability", f.availability},
           {"reports", f.reports},
           {"alarms", f.alarms},
           {"since_sensed", json_of(f.since_sensed)}};
  if (single) out["step"] = json_of(f.step);
  return out;
}

// Alarms that stood in a room's queue without the failure and in none with it, whatever the server
// got: a dead platform loses them too.
std::uint64_t unseen(const MonkeyTrial& trial) {
  return of(trial.later, Stage::kQueued).lost;
}

Json json_of(const World& world, const MonkeyTrial& trial, bool single) {
  Json out{{"element", element_name(world, trial.element)}, {"from_s", trial.from.seconds()}};
  if (trial.to != kNever) out["to_s"] = trial.to.seconds();
  if (!trial.stage.empty()) out["stage"] = trial.stage;
  if (!trial.failure.empty()) {
    out["failure"] = trial.failure;
    return out;
  }
  out["takes_along"] = trial.takes_along;
  out["reports_lost"] = trial.reports_lost;
  out["alarms_unseen"] = unseen(trial);
  out.update(json_of(trial.figures, single));
  if (single) {
    Json later = Json::object();
    for (const Stage stage : kAlarmChain) {
      const MonkeyDelay& d = of(trial.later, stage);
      if (d.n + d.lost == 0) continue;
      later[std::string(stage_name(stage))] = {
          {"n", d.n}, {"lost", d.lost}, {"p95_s", d.p95_s}, {"max_s", d.most_s}};
    }
    out["later"] = later;
  }
  out["violations"] = trial.violations;
  return out;
}

// How much later the answer comes that is delayed most: judged, guards ordered, police called.
double later_s(const MonkeyTrial& trial) {
  double most = 0;
  for (const Stage stage : {Stage::kAssessed, Stage::kGuardsDispatched, Stage::kPoliceCalled})
    most = std::max(most, of(trial.later, stage).p95_s);
  return most;
}

// The worst first: alarms lost, then pictures lost, then time lost, then what goes down with it.
std::vector<const MonkeyTrial*> worst_first(const MonkeyResult& result) {
  std::vector<const MonkeyTrial*> out;
  for (const MonkeyTrial& trial : result.trials)
    if (trial.failure.empty()) out.push_back(&trial);
  std::stable_sort(out.begin(), out.end(), [](const MonkeyTrial* a, const MonkeyTrial* b) {
    const auto lost = [](const MonkeyTrial& t) { return std::max(t.reports_lost, unseen(t)); };
    if (lost(*a) != lost(*b)) return lost(*a) > lost(*b);
    if (a->figures.coverage != b->figures.coverage)
      return a->figures.coverage < b->figures.coverage;
    if (later_s(*a) != later_s(*b)) return later_s(*a) > later_s(*b);
    return a->takes_along > b->takes_along;
  });
  return out;
}

// "41.3 ms / 52.0 ms / 60.1 ms"
std::string quantiles(const MonkeyFigures::Latency& l, Lang lang) {
  if (l.n == 0) return "-";
  return plain_span(l.p50_s, lang) + " / " + plain_span(l.p95_s, lang) + " / " +
         plain_span(l.p99_s, lang);
}

// `trial` null: the run with everything in order.
std::string row(const std::string& name, const MonkeyFigures& f, const MonkeyTrial* trial,
                Lang lang) {
  const auto& server = of(f.since_sensed, Stage::kAtServer);
  const auto number = [&](std::uint64_t n) { return trial ? fmt::format("{}", n) : std::string(); };
  std::string guards;
  if (trial) {
    const MonkeyDelay& d = of(trial->later, Stage::kGuardsDispatched);
    guards = d.n ? plain_span(d.p95_s, lang) : "-";
  }
  return padded(name, 34) + padded(number(trial ? trial->reports_lost : 0), 10) +
         padded(number(trial ? unseen(*trial) : 0), 10) + padded(plain_percent(f.delivered), 12) +
         padded(plain_percent(f.coverage), 12) + padded(plain_percent(f.availability), 13) +
         padded(number(trial ? trial->takes_along : 0), 8) +
         padded(server.n ? plain_span(server.p99_s, lang) : "-", 12) + padded(guards, 14) +
         quantiles(of(f.since_sensed, Stage::kAssessed), lang) + "\n";
}

std::string label(Stage stage, Lang lang) {
  return std::string(word("stage." + std::string(stage_name(stage)), lang));
}

std::string stages_of_nothing(const MonkeyFigures& f, Lang lang) {
  constexpr std::size_t kName = 34, kN = 10, kSpans = 36;
  std::string out = say("monkey.stages", lang) + "\n" + padded(say("monkey.stage", lang), kName) +
                    padded(say("monkey.n", lang), kN) + padded(say("monkey.step", lang), kSpans) +
                    say("monkey.since", lang) + "\n";
  for (const Stage stage : kAlarmChain) {
    const auto& since = of(f.since_sensed, stage);
    if (since.n == 0) continue;
    out += padded("  " + label(stage, lang), kName) + padded(fmt::format("{}", since.n), kN) +
           padded(quantiles(of(f.step, stage), lang), kSpans) + quantiles(since, lang) + "\n";
  }
  return out;
}

// Stage by stage: from the sensor on with the failure, beside it without; how many alarms never
// got there, and how much later the others.
std::string stages_of(const World& world, const MonkeyTrial& trial, const MonkeyFigures& without,
                      bool all, Lang lang) {
  constexpr std::size_t kName = 34, kSpans = 36, kN = 14;
  std::string lines;
  std::size_t same = 0;
  for (const Stage stage : kAlarmChain) {
    const auto &a = of(without.since_sensed, stage), &b = of(trial.figures.since_sensed, stage);
    const MonkeyDelay& d = of(trial.later, stage);
    if (a.n + b.n == 0) continue;
    const bool changed = d.lost > 0 || d.most_s > 0 || a.n != b.n || a.p50_s != b.p50_s ||
                         a.p95_s != b.p95_s || a.p99_s != b.p99_s;
    same += !changed;
    if (!changed && !all) continue;
    lines += padded("  " + label(stage, lang), kName) + padded(quantiles(b, lang), kSpans) +
             padded(quantiles(a, lang), kSpans) + padded(fmt::format("{} / {}", b.n, a.n), kN) +
             padded(fmt::format("{}", d.lost), 8) +
             (d.n ? plain_span(d.p95_s, lang) + " / " + plain_span(d.most_s, lang) : "-") + "\n";
  }
  std::string out = element_name(world, trial.element);
  if (lines.empty()) return out + ": " + say("monkey.no_stage", lang) + "\n";
  out = padded(out, kName) + padded(say("monkey.with", lang), kSpans) +
        padded(say("monkey.without", lang), kSpans) + padded(say("monkey.n", lang), kN) +
        padded(say("monkey.never", lang), 8) + say("monkey.later", lang) + "\n" + lines;
  if (same > 0 && !all) out += "  " + say("monkey.same", lang, same) + "\n";
  return out;
}

}  // namespace

std::string element_name(const World& world, std::uint32_t element) {
  const Element& what = world.equipment->elements[element];
  return std::string(element_kind_name(what.kind)) + "/" + world.entities[what.entity.index()].name;
}

Json monkey_json(const World& world, const MonkeyPlan& plan, const MonkeyResult& result) {
  const bool single = plan.moments == 0;
  std::uint64_t crashed = 0, violated = 0;
  Json trials = Json::array();
  for (const MonkeyTrial& trial : result.trials) {
    crashed += !trial.failure.empty();
    violated += !trial.violations.empty();
    trials.push_back(json_of(world, trial, single));
  }
  return {{"scenario", world.name_en},
          {"scenario_hash", world.scenario_hash},
          {"version", version()},
          {"seed", plan.seed},
          {"replication", plan.replication},
          {"single", single},
          {"elements", plan.elements.size()},
          {"asked", result.asked},
          {"finished", result.trials.size()},
          {"crashed", crashed},
          {"violated", violated},
          {"without", json_of(result.without[0], single)},
          {"trials", trials}};
}

std::string monkey_text(const World& world, const MonkeyResult& result, std::size_t show,
                        bool all_stages, Lang lang) {
  std::string out =
      padded(say("monkey.element", lang), 34) + padded(say("monkey.lost", lang), 10) +
      padded(say("monkey.unseen", lang), 10) +
      padded(say("monkey.delivered", lang), 12) + padded(say("monkey.coverage", lang), 12) +
      padded(say("monkey.availability", lang), 13) + padded(say("monkey.along", lang), 8) +
      padded(say("monkey.server", lang), 12) + padded(say("monkey.guards", lang), 14) +
      say("monkey.assessed", lang) + "\n" +
      row(say("monkey.nothing", lang), result.without[0], nullptr, lang);
  const auto rows = worst_first(result);
  bool single = true;
  for (std::size_t k = 0; k < rows.size() && k < show; ++k) {
    const MonkeyTrial& trial = *rows[k];
    std::string name = element_name(world, trial.element);
    single = single && trial.stage.empty() && trial.to == kNever;
    if (!trial.stage.empty()) name += fmt::format(" @{:.0f}", trial.from.seconds());
    out += row(name, trial.figures, &trial, lang);
  }
  if (rows.size() > show) out += say("monkey.more", lang, rows.size() - show) + "\n";
  if (!single) return out;
  out += "\n" + stages_of_nothing(result.without[0], lang) + "\n";
  for (std::size_t k = 0; k < rows.size() && k < show; ++k)
    out += stages_of(world, *rows[k], result.without[0], all_stages, lang);
  return out;
}

}  // namespace vedette::cli
