// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/words.hpp"
#include "world/import/import_alarms.hpp"
#include "world/import/import_calls.hpp"
#include "world/import/import_folder.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  std::string in, mapping, out;
};

void print_summary(const LogImport& import, const Options& o) {
  const Lang lang = o.common.language();
  const Json& table = import.report["tables"][0];
  fmt::print("{}\n", say("import.done", lang, table["file"].get<std::string>(),
                         table["taken"].get<std::size_t>(), table["dropped"].get<std::size_t>()));
  for (const Json& dropped : table["dropped_because"])
    fmt::print("{}\n", say("import.dropped", lang, dropped["why"].get<std::string>(),
                           dropped["rows"].get<std::size_t>()));
  const Json& exposure = import.report["exposure"];
  fmt::print("{}\n", say("import.days", lang, exposure["days"].get<std::size_t>(),
                         exposure["first"].get<std::string>(), exposure["last"].get<std::string>(),
                         exposure["days_without_rows"].get<std::size_t>()));
  if (import.report.contains("demand")) {
    const Json& all = import.report["demand"]["all"];
    fmt::print("{}\n",
               say("import.calls_per_day", lang, all["per_day"].get<double>(),
                   all["low"].get<double>(), all["high"].get<double>(),
                   import.report["demand"]["dispersion"]["hours_of_the_week"]["index"].is_null()
                       ? 0.0
                       : import.report["demand"]["dispersion"]["hours_of_the_week"]["index"]
                             .get<double>()));
  }
  if (import.report.contains("sensors"))
    for (const Json& s : import.report["sensors"])
      fmt::print("{}\n", say("import.nuisance", lang, s["sensor"].get<std::string>(),
                             s["nuisance_per_day"].get<double>(), s["low"].get<double>(),
                             s["high"].get<double>()));
  for (const SampleFit& fit : import.fits) {
    if (!fit.any()) continue;
    fmt::print("{}\n",
               say("import.span", lang, fit.name, fit.sorted.size(), fit.mean.value, fit.cv));
    if (fit.candidates.empty()) continue;
    const FitCandidate& c = fit.candidates[fit.chosen.value_or(0)];
    fmt::print("{}\n", say(fit.chosen ? "import.fits" : "import.no_fit", lang, describe(c), c.ks,
                           c.p_bootstrap));
  }
  fmt::print("{}\n", say("import.models", lang, o.out));
}

int logs(const char* kind, const Options& o) {
  Diagnostics diagnostics;
  const bool calls = std::string_view(kind) == "calls";
  const auto import = calls ? import_calls(o.in, o.mapping, diagnostics)
                            : import_alarms(o.in, o.mapping, diagnostics);
  if (!may_import_log_to(o.out, kind, diagnostics) || !import)
    return report_bad_input(diagnostics, o.common);
  try {
    if (!write_import(import->folder, o.out, diagnostics))
      return report_bad_input(diagnostics, o.common);
  } catch (const ImportWriteError& e) {
    return fail(kIncomplete, e.sentence, o.common);
  }
  report_warnings(diagnostics);
  if (o.common.json) {
    Json document{{"ok", true}, {"out", o.out}};
    document.update(import->report);
    print_json(document);
  } else {
    print_summary(*import, o);
  }
  return kDone;
}

void add_log(CLI::App& import, const char* kind, const char* what, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = import.add_subcommand(kind, what);
  sub->add_option("log", o->in, "CSV file")->required();
  sub->add_option("--mapping", o->mapping, "Which column is what, and what the log does not say")
      ->required();
  sub->add_option("-o,--out", o->out, "Folder for the models: new, or of an earlier import")
      ->required();
  add_common(*sub, o->common);
  sub->callback([kind, o, &exit_code] { exit_code = logs(kind, *o); });
}

}  // namespace

void add_import_logs(CLI::App& import, int& exit_code) {
  add_log(import, "calls", "A log of calls: demand, types and times fitted, and calls for replay",
          exit_code);
  add_log(import, "alarms", "A log of alarms: nuisance rates and operators' times fitted",
          exit_code);
}

}  // namespace vedette::cli
