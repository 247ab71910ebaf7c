// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/findings.hpp"

namespace vedette::cli {

void add_common(CLI::App& app, Common& common) {
  app.add_flag("--json", common.json, "One JSON document on standard output");
  app.add_option("--lang", common.lang, "Language of what people read: en or zh")
      ->check(CLI::IsMember({"en", "zh"}))
      ->each([](const std::string& code) {
        if (const auto lang = lang_from(code)) set_findings_language(*lang);
      })
      ->capture_default_str();
}

namespace {

nlohmann::ordered_json as_json(const Diagnostics& diagnostics) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Diagnostic& d : diagnostics.sorted()) {
    nlohmann::ordered_json one{{"file", d.place.file},
                               {"line", d.place.line},
                               {"column", d.place.column},
                               {"severity", d.severity == Severity::kError ? "error" : "warning"},
                               {"message", d.message}};
    if (!d.hint.empty()) one["hint"] = d.hint;
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

int report_bad_input(const Diagnostics& diagnostics, const Common& common) {
  for (const Diagnostic& d : without_repeats(diagnostics.sorted()))
    fmt::print(stderr, "{}\n", finding_text(d));
  if (common.json) print_json({{"ok", false}, {"diagnostics", as_json(diagnostics)}});
  return kBadInput;
}

void report_warnings(const Diagnostics& diagnostics) {
  for (const Diagnostic& d : without_repeats(diagnostics.sorted()))
    if (d.severity == Severity::kWarning) fmt::print(stderr, "{}\n", finding_text(d));
}

int fail(int code, const std::string& sentence, const Common& common) {
  fmt::print(stderr, "vedette: {}\n", sentence);
  if (common.json) print_json({{"ok", false}, {"error", sentence}});
  return code;
}

void print_json(const nlohmann::ordered_json& document) {
  const std::string text =
      document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fputc('\n', stdout);
}

std::string version() {
  return VEDETTE_VERSION;
}

}  // namespace vedette::cli
