// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include "base/diagnostics.hpp"
#include "cli/findings.hpp"
#include "cli/number_checks.hpp"
#include "cli/page_file.hpp"
#include "cli/place_answer.hpp"
#include "cli/progress.hpp"
#include "cli/scenario_options.hpp"
#include "cli/words.hpp"
#include "measure/plain.hpp"
#include "report/document_page.hpp"
#include "world/camera_plan.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  ScenarioOptions scenario;
  std::string out, report;
  PlaceQuestion question;
};

std::string percent(const nlohmann::ordered_json& share) {
  return plain_percent_number(share.get<double>());
}

// Of a difference of shares.
std::string points(const nlohmann::ordered_json& share) {
  const std::string text = fmt::format("{:.1f}", 100 * share.get<double>());
  return text == "-0.0" ? "0.0" : text;
}

// " [1.2, 3.4]", or nothing: one intruder alone has no interval.
std::string bounds(const nlohmann::ordered_json& i) {
  if (!i["low"].is_number()) return "";
  return fmt::format(" [{}, {}]", percent(i["low"]), percent(i["high"]));
}

std::string with_interval(const nlohmann::ordered_json& i) {
  return percent(i["mean"]) + " %" + bounds(i);
}

std::string points_with_interval(const nlohmann::ordered_json& i, Lang lang) {
  const std::string mean =
      say("study.points", lang, (i["mean"].get<double>() > 0 ? "+" : "") + points(i["mean"]));
  return i["low"].is_number()
             ? mean + fmt::format(" [{}, {}]", points(i["low"]), points(i["high"]))
             : mean;
}

// Of each stage a bar of its own.
PlacementProgress on_terminal(Lang lang) {
  struct Bar {
    std::optional<PlacementStage> of;
    std::optional<Progress> progress;
  };
  static constexpr const char* kNames[] = {"candidates", "search", "lower_bound", "intruders"};
  const auto bar = std::make_shared<Bar>();
  return [bar, lang](PlacementStage stage, std::uint64_t done, std::uint64_t total) {
    if (bar->of != stage) {
      bar->of = stage;
      bar->progress.emplace(
          say(std::string("place.doing_") + kNames[static_cast<int>(stage)], lang), lang);
    }
    // Work is counted in entries of the matrix, by the billion: in per mille of what there is.
    constexpr std::uint64_t kMany = 100'000;
    if (total > kMany)
      (*bar->progress)(std::min<std::uint64_t>(1000, done / (total / 1000)), 1000);
    else
      (*bar->progress)(done, total);
  };
}

void print(const nlohmann::ordered_json& j, const Options& o) {
  const Lang lang = o.common.language();
  const auto& search = j["search"];
  const bool budget = !j["budget"].is_null();
  fmt::print("{}\n",
             say("place.head", lang, j["scenario"]["name"].value(std::string(lang_code(lang)), ""),
                 j["candidates"]["tried"].get<std::uint64_t>(),
                 j["candidates"]["cells"].get<std::uint64_t>(), j["watched_m2"].get<double>(),
                 j["level"].get<std::string>()));
  fmt::print("{}\n",
             say(budget                 ? "place.answer_budget"
                 : j["met"].get<bool>() ? "place.answer"
                                        : "place.answer_short",
                 lang, search["found"]["cameras"].get<std::uint64_t>(),
                 search["found"]["price"].get<std::int64_t>(), percent(j["after"]["share"])));
  fmt::print("{}\n", say("place.before", lang, j["before"]["cameras"].get<std::uint64_t>(),
                         percent(j["before"]["share"]), percent(j["before"]["expected_share"]),
                         percent(j["after"]["expected_share"])));
  if (budget)
    fmt::print("{}\n",
               say(search["proven"].get<bool>() ? "place.proven_budget" : "place.bound_budget",
                   lang, search["greedy"]["covered"].get<std::uint64_t>(),
                   search["found"]["covered"].get<std::uint64_t>(),
                   search["bound"]["covered"].get<double>(), 100 * search["gap"].get<double>()));
  else
    fmt::print(
        "{}\n",
        say(search["proven"].get<bool>() && j["met"].get<bool>() ? "place.proven" : "place.bound",
            lang, search["greedy"]["price"].get<std::int64_t>(),
            search["greedy"]["cameras"].get<std::uint64_t>(),
            search["found"]["price"].get<std::int64_t>(), search["bound"]["price"].get<double>(),
            100 * search["gap"].get<double>(),
            sentence(fmt::format("place.by_{}", search["bound"]["by"].get<std::string>()), lang)));
  if (const double cell = j["candidates"]["judged_m"], coarse = j["candidates"]["sample_m"];
      cell < coarse)
    fmt::print("{}\n", say("place.cells", lang, cell, coarse));
  for (const auto& part : j["parts"]) {
    const bool asset = part["asset"].get<bool>(), met = part["met"].get<bool>();
    const std::string name =
        part["name"] == "" ? std::string(sentence("place.rest", lang))
                           : part["label"].value(std::string(lang_code(lang)), "");
    const std::string share = percent(part["share"]), asked = percent(part["asked"]),
                      before = percent(part["before"]), level = part["level"],
                      out = percent(part["out_of_reach"]);
    std::string line;
    if (asset)
      line = say(met ? "place.asset" : "place.asset_short", lang, name, part["cameras"].get<int>(),
                 level);
    else if (j["count"] == "expected")
      line = say("place.part_expected", lang, name, percent(part["expected"]), asked, share, before,
                 level, out);
    else
      line = say("place.part", lang, name, share, asked, before, level, out);
    if (!met && !asset) line += sentence("place.part_short", lang);
    fmt::print("  {}\n", line);
  }
  if (j.contains("trial")) {
    const auto& t = j["trial"];
    fmt::print("{}\n", say("place.trial", lang, t["intruders"].get<std::uint64_t>(),
                           with_interval(t["before"]["seen"]), with_interval(t["after"]["seen"]),
                           points_with_interval(t["difference"]["seen"], lang)));
    fmt::print("{}\n",
               say("place.in_time", lang, t["response_s"].get<double>(),
                   with_interval(t["before"]["in_time"]), with_interval(t["after"]["in_time"]),
                   points_with_interval(t["difference"]["in_time"], lang)));
    for (const char* what : {"seen", "in_time"}) {
      const auto& d = t["difference"][what];
      if (!d["low"].is_number() || (d["low"].get<double>() <= 0 && d["high"].get<double>() >= 0))
        continue;
      const bool worse = d["high"].get<double>() < 0;
      fmt::print("  {}\n",
                 sentence(fmt::format("place.{}_{}", what, worse ? "worse" : "better"), lang));
    }
  }
  if (j["before"]["price"].is_number())
    fmt::print("{}\n", say("place.today_price", lang, j["before"]["price"].get<std::int64_t>()));
  // The curve at round shares.
  std::string line;
  for (const double share : {0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0})
    for (const auto& point : j["curve"])
      if (point["share"].get<double>() >= share - 1e-12) {
        line += fmt::format("  {:.0f} %: {}", 100 * share, point["cameras"].get<std::uint64_t>());
        break;
      }
  fmt::print("{}{}\n", sentence("place.curve", lang), line);
  for (const auto& [type, count] : j["types"].items())
    fmt::print("  {} x {}\n", count.get<std::uint64_t>(),
               j["labels"][type].value(std::string(lang_code(lang)), type));
}

bool write(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  return static_cast<bool>(out);
}

int place(const Options& o) {
  const Lang lang = o.common.language();
  int exit_code = kDone;
  if (!o.report.empty() && !may_be_overwritten(o.report))
    return fail(kBadInput, say("report.no_page", lang, o.report), o.common);
  const auto world = open_scenario(o.scenario, o.common, exit_code);
  if (!world) return exit_code;
  if (!world->site.present || !world->site.camera_plan->placement)
    return fail(kBadInput, say("place.nothing", lang), o.common);
  PlaceQuestion question = o.question;
  question.scenario = o.scenario.scenario;
  PlaceAnswer answer;
  try {
    question.progress = on_terminal(lang);
    answer = place_site(*world, question);
    question.progress = {};
  } catch (const InputError& e) {
    Diagnostics diagnostics;
    diagnostics.error({o.scenario.scenario, 0, 0}, e.diagnostic.message, e.diagnostic.hint);
    return report_bad_input(diagnostics, o.common);
  }
  if (!o.out.empty()) {
    const auto folder = std::filesystem::absolute(o.out).parent_path();
    const std::string from =
        std::filesystem::relative(scenario_file(o.scenario.scenario), folder).string();
    if (!write(o.out, placed_scenario(*world, answer, from)))
      return fail(kIncomplete, say("report.cannot_write", lang, o.out), o.common);
    Diagnostics diagnostics;
    if (!load_world(o.out, o.scenario.overrides, diagnostics)) {
      fmt::print(stderr, "vedette: {}\n", say("place.not_runnable", lang, o.out));
      for (const Diagnostic& d : without_repeats(diagnostics.sorted()))
        fmt::print(stderr, "{}\n", finding_text(d));
    }
  }
  if (!o.report.empty()) {
    auto document = to_json(*world, question, answer, true);
    document["version"] = version();
    document["placed"] = o.out;
    if (!write(o.report, render_placement(document, lang)))
      return fail(kIncomplete, say("report.cannot_write", lang, o.report), o.common);
  }
  const auto document = to_json(*world, question, answer, false);
  if (o.common.json) {
    print_json(document);
  } else {
    print(document, o);
    if (!o.out.empty())
      fmt::print("{}\n", say("place.written", lang, o.out, o.scenario.scenario, o.out));
    if (!o.report.empty()) fmt::print("{}\n", say("report.written", lang, o.report));
  }
  return document["budget"].is_null() && !answer.placement.met ? kNo : kDone;
}

}  // namespace

void add_place(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand(
      "place", "Where to put cameras: what site.placement asks for, as cheaply as can be shown");
  add_scenario(*sub, o->scenario);
  sub->add_option("-o,--out", o->out, "The scenario with the cameras that were chosen (YAML)");
  sub->add_option("--report", o->report, "A page about it (HTML)");
  sub->add_flag("--night", o->question.night, "In the dark: infrared, lights, heat");
  sub->add_option("--effort", o->question.effort, "Times the usual work of the search")
      ->check(CLI::Range(0.0, 1000.0))
      ->capture_default_str();
  sub->add_option("--seed", o->question.seed, "Of the search and of the intruders")
      ->capture_default_str();
  sub->add_option("--intruders", o->question.intruders, "Intruders that judge it; 0: none")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000}))
      ->capture_default_str();
  sub->add_option("--speed", o->question.speed_mps, "Their speed, m/s")
      ->check(CLI::Range(0.1, 20.0))
      ->capture_default_str();
  sub->add_option("--needed", o->question.needed_s, "Seconds in one camera's view to be seen")
      ->check(not_below_zero())
      ->capture_default_str();
  sub->add_option("--response", o->question.response_s,
                  "Seconds before the target that are in time")
      ->check(not_below_zero())
      ->capture_default_str();
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = place(*o); });
}

}  // namespace vedette::cli
