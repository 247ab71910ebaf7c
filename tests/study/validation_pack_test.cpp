// SPDX-License-Identifier: Apache-2.0
// The pack that ships with the program, simulations included.
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <set>
#include <string>

#include "study/validation/pack.hpp"

using namespace vedette;
using namespace vedette::validation;

TEST_CASE("the built-in pack passes") {
  Diagnostics found;
  const Pack pack = built_in_pack(found);
  for (const Diagnostic& d : found.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE_FALSE(found.has_errors());
  REQUIRE(pack.cases.size() > 40);

  const DataFolder data = DataFolder::usual(std::string(VEDETTE_SOURCE_DIR) + "/../shared/data");
  const Report report = run_pack(pack, data, found);
  for (const Diagnostic& d : found.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE_FALSE(found.has_errors());
  for (const CaseResult& result : report.cases) {
    if (result.verdict == Verdict::kSkipped)
      std::printf("skipped: %s needs %s (set VEDETTE_DATA)\n", result.of->id.c_str(),
                  result.absent.c_str());
    for (const Row& row : result.rows) {
      INFO(result.of->id << " " << row.figure << (row.simulated ? " simulated" : "") << ": "
                         << row.ours << " [" << row.low << ", " << row.high << "] for "
                         << row.expected << ", tolerance " << row.tolerance);
      CHECK(row.passed);
    }
  }
  CHECK(report.passed + report.skipped == pack.cases.size());
}

// docs/validation.md promises that its examples work: every YAML block there is a file of cases.
TEST_CASE("the examples of the manual pass") {
  std::ifstream in(std::string(VEDETTE_SOURCE_DIR) + "/docs/validation.md");
  REQUIRE(in.good());
  std::string line, block;
  std::set<std::string> models_shown;
  bool inside = false;
  const DataFolder data = DataFolder::usual(std::string(VEDETTE_SOURCE_DIR) + "/../shared/data");
  for (int number = 1; std::getline(in, line); ++number) {
    if (line == "```yaml") {
      inside = true;
      block.assign(static_cast<std::size_t>(number), '\n');
    } else if (line == "```" && inside) {
      inside = false;
      Diagnostics found;
      const Pack pack = load_pack_text(block, "docs/validation.md", found);
      const Report report = found.has_errors() ? Report{} : run_pack(pack, data, found);
      for (const Diagnostic& d : found.sorted()) UNSCOPED_INFO(to_text(d));
      CHECK_FALSE(found.has_errors());
      for (const CaseResult& result : report.cases) {
        models_shown.insert(std::string(result.of->model->name));
        for (const Row& row : result.rows) {
          INFO(result.of->id << " " << row.figure << ": " << row.ours << " for " << row.expected);
          CHECK(row.passed);
        }
      }
    } else if (inside) {
      block += line + "\n";
    }
  }
  CHECK(models_shown.size() == models().size());
}
