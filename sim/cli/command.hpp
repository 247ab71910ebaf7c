// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/lang.hpp"

namespace vedette::cli {

/// What scripts rely on.
enum Exit : int {
  kDone = 0,        ///< done
  kNo = 1,          ///< it ran and the answer is no: a failed validation, a limit not met
  kBadInput = 2,    ///< bad input or usage, with every diagnostic printed
  kIncomplete = 3,  ///< a replication crashed, interrupted, disk full; what is finished is kept
};

/// Options that every command takes.
struct Common {
  bool json = false;
  std::string lang = "en";
  Lang language() const { return *lang_from(lang); }
};
void add_common(CLI::App& app, Common& common);

/// Prints every finding, on standard error for people or as one JSON document for machines.
int report_bad_input(const Diagnostics& diagnostics, const Common& common);
/// Warnings do not stop anything but are told.
void report_warnings(const Diagnostics& diagnostics);
/// A sentence on standard error (or {"error": …} with --json); returns `code`.
int fail(int code, const std::string& sentence, const Common& common);
void print_json(const nlohmann::ordered_json& document);

/// The commands. Each adds its sub-command to `app`, and its callback leaves the exit code.
void add_check(CLI::App& app, int& exit_code);
void add_run(CLI::App& app, int& exit_code);
void add_study(CLI::App& app, int& exit_code);
void add_merge(CLI::App& app, int& exit_code);
void add_circles(CLI::App& app, int& exit_code);
void add_sites(CLI::App& app, int& exit_code);
void add_cover(CLI::App& app, int& exit_code);
void add_place(CLI::App& app, int& exit_code);
void add_staff(CLI::App& app, int& exit_code);
void add_paths(CLI::App& app, int& exit_code);
void add_monkey(CLI::App& app, int& exit_code);
void add_import(CLI::App& app, int& exit_code);
/// `import calls` and `import alarms`, under `import`.
void add_import_logs(CLI::App& import, int& exit_code);
/// `import devices`, under `import`.
void add_import_devices(CLI::App& import, int& exit_code);
void add_import_layout(CLI::App& import, int& exit_code);
void add_report(CLI::App& app, int& exit_code);
void add_limits(CLI::App& app, int& exit_code);
void add_export(CLI::App& app, int& exit_code);
void add_validate(CLI::App& app, int& exit_code);

/// Version of the program: "0.1.0".
std::string version();

}  // namespace vedette::cli
