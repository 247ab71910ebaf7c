// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/words.hpp"
#include "study/load_study.hpp"
#include "world/document/schema_manual.hpp"
#include "world/load.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  std::vector<std::string> files, overrides;
  bool schema = false;
  bool manual = false;
  bool study = false;
};

int check(const Options& o) {
  if (o.schema) {
    fmt::print("{}", o.study ? study_schema_text() : scenario_schema_text());
    return kDone;
  }
  if (o.manual) {
    fmt::print("{}", schema_manual(o.study ? study_schema() : scenario_schema()));
    return kDone;
  }
  if (o.files.empty()) return fail(kBadInput, say("check.nothing", o.common.language()), o.common);
  Diagnostics all;
  for (const std::string& file : o.files) {
    Diagnostics found;
    const bool study = is_study(file);
    if (study && !o.overrides.empty())
      return fail(kBadInput, say("check.study_set", o.common.language(), file), o.common);
    (void)(study ? check_study(file, found) : check_file(file, found, o.overrides));
    for (const Diagnostic& d : found.all()) {
      if (d.severity == Severity::kError)
        all.error(d.place, d.message, d.hint);
      else
        all.warning(d.place, d.message, d.hint);
    }
  }
  if (all.has_errors()) {
    if (!o.common.json)
      fmt::print(stderr, "{}\n", say("check.errors", o.common.language(), all.errors()));
    return report_bad_input(all, o.common);
  }
  report_warnings(all);
  if (o.common.json)
    print_json({{"ok", true}, {"files", o.files}});
  else
    for (const std::string& file : o.files)
      fmt::print("{}\n", say("check.good", o.common.language(), file));
  return kDone;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* sub =
      app.add_subcommand("check", "Checks scenarios, studies and models; tells everything at once");
  sub->add_option("files", options->files, "Scenarios and studies (folder or file) or model files");
  sub->add_option("--set", options->overrides,
                  "PATH=VALUE: checks scenarios and models with this value, as run would take it")
      ->allow_extra_args(false);
  sub->add_flag("--schema", options->schema, "Print the JSON Schema of scenario files");
  sub->add_flag("--manual", options->manual, "Print the reference manual of scenario files");
  sub->add_flag("--study", options->study, "With --schema or --manual: of study files");
  add_common(*sub, options->common);
  sub->callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace vedette::cli
