// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/words.hpp"
#include "study/validation/pack.hpp"

namespace vedette::cli {

namespace {

using namespace validation;

struct Options {
  Common common;
  std::string cases;
  std::string data;
  bool schema = false;
};

std::string verdict_key(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPassed:
      return "passed";
    case Verdict::kFailed:
      return "failed";
    default:
      return "skipped";
  }
}

nlohmann::ordered_json as_json(const Row& row) {
  nlohmann::ordered_json out{{"figure", row.figure},
                             {"method", row.simulated ? "simulation" : "formula"}};
  if (!row.expected_text.empty()) {
    out["expected"] = row.expected_text;
    out["ours"] = row.ours_text;
  } else {
    out["expected"] = row.expected;
    out["ours"] = row.ours;
    if (row.simulated) {
      out["low"] = row.low;
      out["high"] = row.high;
      out["level"] = kLevel;
    }
    out[row.simulated ? "half_width_limit" : "tolerance"] = row.tolerance;
  }
  out["passed"] = row.passed;
  return out;
}

nlohmann::ordered_json as_json(const Pack& pack, const Report& report) {
  nlohmann::ordered_json cases = nlohmann::ordered_json::array();
  for (const CaseResult& result : report.cases) {
    nlohmann::ordered_json one{{"id", result.of->id},
                               {"source", result.of->source},
                               {"model", result.of->model->name},
                               {"verdict", verdict_key(result.verdict)}};
    if (!result.absent.empty()) one["absent"] = result.absent;
    one["figures"] = nlohmann::ordered_json::array();
    for (const Row& row : result.rows) one["figures"].push_back(as_json(row));
    cases.push_back(std::move(one));
  }
  return {{"ok", report.failed == 0}, {"pack", pack.name},         {"passed", report.passed},
          {"failed", report.failed},  {"skipped", report.skipped}, {"cases", cases}};
}

std::string ours(const Row& row) {
  if (!row.ours_text.empty()) return row.ours_text;
  if (!row.simulated) return fmt::format("{:.9g}", row.ours);
  return fmt::format("{:.6g} ± {:.2g}", row.ours, (row.high - row.low) / 2);
}

void print_table(const Report& report, Lang lang) {
  const auto line = [&](const auto&... cells) {
    fmt::print("{}\n", say("validate.head", lang, cells...));
  };
  line(say("validate.case", lang), say("validate.expected", lang), say("validate.ours", lang),
       say("validate.tolerance", lang), say("validate.verdict", lang),
       say("validate.source", lang));
  for (const CaseResult& result : report.cases) {
    const std::string& id = result.of->id;
    if (result.verdict == Verdict::kSkipped) {
      fmt::print("{:<46} {}\n", id, say("validate.skip", lang, result.absent));
      continue;
    }
    for (const Row& row : result.rows) {
      const bool names = !row.expected_text.empty();
      std::string name = id + " " + row.figure;
      if (row.simulated) name += " (" + say("validate.simulated", lang) + ")";
      line(name, names ? row.expected_text : fmt::format("{:.9g}", row.expected), ours(row),
           names ? "" : fmt::format("{:.2g}", row.tolerance),
           say(row.passed ? "validate.pass" : "validate.fail", lang), result.of->source);
    }
  }
}

int validate(const Options& o) {
  const Lang lang = o.common.language();
  if (o.schema) {
    fmt::print("{}", cases_schema_text());
    return kDone;
  }
  Diagnostics diagnostics;
  const Pack pack = o.cases.empty() ? built_in_pack(diagnostics) : load_pack(o.cases, diagnostics);
  if (diagnostics.has_errors()) return report_bad_input(diagnostics, o.common);

  InterruptWatch interrupt;
  Report report;
  {
    const std::string what = say("validate.progress", lang);
    Progress progress(what, lang);
    report = run_pack(pack, DataFolder::usual(o.data), diagnostics,
                      [&](std::size_t done, std::size_t total) {
                        progress(done, total);
                        return !InterruptWatch::asked();
                      });
  }
  if (diagnostics.has_errors()) return report_bad_input(diagnostics, o.common);
  report_warnings(diagnostics);
  if (o.common.json) {
    print_json(as_json(pack, report));
  } else {
    print_table(report, lang);
    fmt::print("{}\n", say("validate.last", lang, report.passed, report.failed, report.skipped));
  }
  if (InterruptWatch::asked()) return kIncomplete;
  return report.failed == 0 ? kDone : kNo;
}

}  // namespace

void add_validate(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand("validate", "Published and exact values against ours");
  sub->add_option("cases", o->cases, "A file of cases (default: the pack that ships with Vedette)");
  sub->add_option("--data", o->data, "Folder of data sets (else VEDETTE_DATA, ../shared/data)");
  sub->add_flag("--schema", o->schema, "Print the JSON Schema of case files");
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = validate(*o); });
}

}  // namespace vedette::cli
