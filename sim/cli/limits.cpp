// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/words.hpp"
#include "measure/limits_judged.hpp"
#include "report/report_data.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  std::string file;
};

int limits(const Options& o) {
  const Lang lang = o.common.language();
  RecordingReader recording(o.file);
  const Limits limits = limits_of(recording);
  if (limits.all.empty()) return fail(kBadInput, say("limits.none", lang, o.file), o.common);
  const auto judged = judge_limits(limits, {figures_of(recording)});
  if (o.common.json)
    print_json(to_json(judged, lang));
  else
    fmt::print("{}", to_text(judged, lang));
  return all_met(judged) ? kDone : kNo;
}

}  // namespace

void add_limits(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand(
      "limits", "Holds a recording against the limits of standards; exit 1: one is not met");
  sub->add_option("file", o->file, "Recording (FILE.vdt)")->required();
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = limits(*o); });
}

}  // namespace vedette::cli
