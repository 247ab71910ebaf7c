// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "study/validation/data_folder.hpp"
#include "study/validation/model.hpp"
#include "world/document/document.hpp"

namespace vedette::validation {

/// The schema of case files; also what editors and the manual use.
const Schema& cases_schema();
std::string_view cases_schema_text();

/// One case: what must come out of which model.
struct Case {
  std::string id, source;
  const Model* model = nullptr;
  Located at;  ///< in the pack's document
  std::optional<SimulateOptions> simulate;
};

/// A file of cases, read and checked. The document stays, since cases refer to it.
struct Pack {
  std::shared_ptr<const Document> document;
  std::string name;
  std::vector<Case> cases;
};

/// Findings go into the diagnostics, all at once; with errors the pack must not be used.
Pack load_pack(const std::string& path, Diagnostics& diagnostics);
Pack load_pack_text(std::string_view text, const std::string& name, Diagnostics& diagnostics);
/// The pack that ships with the program.
Pack built_in_pack(Diagnostics& diagnostics);

enum class Verdict { kPassed, kFailed, kSkipped };

/// One figure against its expectation.
struct Row {
  std::string figure;  ///< "workload[2]", "p_interruption[fence>gate]"
  bool simulated = false;
  double expected = 0, ours = 0;
  double low = 0, high = 0;  ///< of the simulation
  double tolerance = 0;      ///< largest deviation, or largest half-width of the simulation
  std::string expected_text, ours_text;  ///< of figures that are names
  bool passed = false;
};

struct CaseResult {
  const Case* of = nullptr;
  Verdict verdict = Verdict::kPassed;
  std::string absent;  ///< the data file that a skipped case wants
  std::vector<Row> rows;
};

struct Report {
  std::vector<CaseResult> cases;
  std::size_t passed = 0, failed = 0, skipped = 0;
};

/// Runs the cases in order: first every formula, so that inputs which make no sense are told before
/// long simulations begin; then the simulations, unless there are errors. `progress(done, total)`
/// after each case and each simulation; when it returns false the rest is left out.
///
/// A figure of the formula passes within the tolerance. A simulated one passes when the exact value
/// (the formula's, once that has passed; else the expected one) lies in the simulation's 99.9 %
/// interval and the half-width of that is at most what is asked: 0.005 for probabilities, 1 % of
/// the value for others, unless the case says.
Report run_pack(const Pack& pack, const DataFolder& data, Diagnostics& diagnostics,
                const std::function<bool(std::size_t, std::size_t)>& progress = {});

}  // namespace vedette::validation
