// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_devices.hpp"

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/words.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  std::string in, mapping, out;
};

int devices(const Options& o) {
  const Lang lang = o.common.language();
  Diagnostics diagnostics;
  const auto import = import_devices(o.in, o.mapping, diagnostics);
  if (!import) return report_bad_input(diagnostics, o.common);
  try {
    if (!write_devices(*import, o.out, diagnostics)) return report_bad_input(diagnostics, o.common);
  } catch (const std::runtime_error& e) {
    return fail(kIncomplete, e.what(), o.common);
  }
  report_warnings(diagnostics);
  const Json& report = import->report;
  if (o.common.json) {
    Json document{{"ok", true}, {"out", o.out}};
    document.update(report);
    print_json(document);
    return kDone;
  }
  fmt::print("{}\n", say("import.done", lang, report["file"].get<std::string>(),
                         report["taken"].get<std::size_t>(), report["dropped"].get<std::size_t>()));
  for (const Json& dropped : report["dropped_because"])
    fmt::print("{}\n", say("import.dropped", lang, dropped["why"].get<std::string>(),
                           dropped["rows"].get<std::size_t>()));
  fmt::print("{}\n", say("import.devices", lang, o.out));
  return kDone;
}

}  // namespace

void add_import_devices(CLI::App& import, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* kind = import.add_subcommand("devices", "A camera schedule (CSV): site.cameras");
  kind->add_option("in", o->in, "The table")->required();
  kind->add_option("--mapping", o->mapping, "Which column is what (default: our own names)");
  kind->add_option("-o,--out", o->out, "Folder: new, or of an earlier import of devices")
      ->required();
  add_common(*kind, o->common);
  kind->callback([o, &exit_code] { exit_code = devices(*o); });
}

}  // namespace vedette::cli
