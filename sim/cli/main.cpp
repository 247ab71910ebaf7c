// SPDX-License-Identifier: Apache-2.0
// vedette: parses arguments, calls the layers below, prints.
#include <fmt/format.h>

#include <exception>

#include "base/diagnostics.hpp"
#include "cli/command.hpp"
#include "cli/findings.hpp"

int main(int argc, char** argv) {
  using namespace vedette;
  using namespace vedette::cli;
  CLI::App app("Simulates security and patrol: from the broken beam to the police car.", "vedette");
  app.set_version_flag("--version", version());
  app.require_subcommand(1);
  int exit_code = kDone;
  add_check(app, exit_code);
  add_run(app, exit_code);
  add_study(app, exit_code);
  add_merge(app, exit_code);
  add_circles(app, exit_code);
  add_sites(app, exit_code);
  add_cover(app, exit_code);
  add_place(app, exit_code);
  add_staff(app, exit_code);
  add_paths(app, exit_code);
  add_monkey(app, exit_code);
  add_import(app, exit_code);
  add_report(app, exit_code);
  add_limits(app, exit_code);
  add_export(app, exit_code);
  add_validate(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? kDone : kBadInput;
  } catch (const InputError& e) {
    fmt::print(stderr, "{}\n", finding_text(e.diagnostic));
    return kBadInput;
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "vedette: out of memory\n");
    return kIncomplete;
  } catch (const std::exception& e) {
    fmt::print(stderr, "vedette: {}\n", e.what());
    return kIncomplete;
  }
  return exit_code;
}
