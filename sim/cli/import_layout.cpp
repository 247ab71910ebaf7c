// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>
#include <memory>

#include "cli/command.hpp"
#include "cli/words.hpp"
#include "world/import/import_layout.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  std::string in, mapping, out;
};

int layout(const Options& o) {
  const Lang lang = o.common.language();
  Diagnostics diagnostics;
  const auto import = import_layout(o.in, o.mapping, diagnostics);
  if (!import) return report_bad_input(diagnostics, o.common);
  report_warnings(diagnostics);
  std::ofstream file(o.out, std::ios::binary);
  file << import->geojson;
  if (!file.flush()) return fail(kIncomplete, say("report.cannot_write", lang, o.out), o.common);
  if (o.common.json) {
    Json document{{"ok", true}, {"out", o.out}};
    document.update(import->report);
    print_json(document);
    return kDone;
  }
  fmt::print("{}\n",
             say("import.features", lang, o.in, import->taken, import->features - import->taken));
  for (const auto& [as, n] : import->report.at("taken").items())
    fmt::print("  {}: {}\n", as, n.get<std::size_t>());
  for (const auto& [why, n] : import->dropped)
    fmt::print("{}\n", say("import.dropped", lang, say("import.plan." + why, lang), n));
  fmt::print("{}\n", say("import.plan", lang, o.out));
  return kDone;
}

}  // namespace

void add_import_layout(CLI::App& import, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = import.add_subcommand(
      "layout", "A drawing (DXF, GeoJSON, GeoPackage, Shapefile): a plan that scenarios include");
  sub->add_option("drawing", o->in, "The file")->required();
  sub->add_option("--mapping", o->mapping, "Which layer is what of a site")->required();
  sub->add_option("-o,--out", o->out, "The plan to write: a .geojson file")->required();
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = layout(*o); });
}

}  // namespace vedette::cli
