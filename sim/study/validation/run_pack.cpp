// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <stdexcept>

#include "study/validation/judge.hpp"

namespace vedette::validation {

namespace {

// Runs `work`; what it throws about the inputs becomes a finding. False when it threw.
template <class Work>
bool guarded(const Case& of, Diagnostics& diagnostics, Work work) {
  try {
    work();
    return true;
  } catch (const InputError& e) {
    diagnostics.error(e.diagnostic.place, e.diagnostic.message, e.diagnostic.hint);
  } catch (const std::invalid_argument& e) {
    diagnostics.error(of.at.find("inputs")->key_place(),
                      std::string("the inputs do not fit: ") + e.what());
  }
  return false;
}

Wanted wanted_figures(const Case& of) {
  const Located expect = *of.at.find("expect");
  Wanted names;
  for (std::size_t i = 0; i < expect.size(); ++i) names.insert(expect.key(i));
  return names;
}

}  // namespace

Report run_pack(const Pack& pack, const DataFolder& data, Diagnostics& diagnostics,
                const std::function<bool(std::size_t, std::size_t)>& progress) {
  Report report;
  std::vector<Figures> figures(pack.cases.size());
  const auto simulations = static_cast<std::size_t>(std::count_if(
      pack.cases.begin(), pack.cases.end(), [](const Case& c) { return c.simulate.has_value(); }));
  const std::size_t total = pack.cases.size() + simulations;
  std::size_t done = 0;
  const auto go_on = [&] { return !progress || progress(++done, total); };

  bool interrupted = false;
  for (std::size_t i = 0; i < pack.cases.size() && !interrupted; ++i) {
    const Case& of = pack.cases[i];
    CaseResult result;
    result.of = &of;
    guarded(of, diagnostics, [&] {
      try {
        figures[i] = of.model->formula(Inputs(*of.at.find("inputs")), data);
        result.rows = judge_formula(of, figures[i], diagnostics);
      } catch (const DataAbsent& absent) {
        result.verdict = Verdict::kSkipped;
        result.absent = absent.file;
      }
    });
    report.cases.push_back(std::move(result));
    interrupted = !go_on();
  }
  if (diagnostics.has_errors()) return report;

  for (std::size_t i = 0; i < report.cases.size() && !interrupted; ++i) {
    CaseResult& result = report.cases[i];
    const Case& of = *result.of;
    if (!of.simulate || result.verdict == Verdict::kSkipped) continue;
    guarded(of, diagnostics, [&] {
      const SimulatedFigures simulated =
          of.model->simulate(Inputs(*of.at.find("inputs")), *of.simulate, wanted_figures(of));
      std::vector<Row> rows = judge_simulation(of, figures[i], simulated, result.rows);
      if (rows.empty())
        diagnostics.error(of.at.find("simulate")->key_place(),
                          "the simulation gives none of the figures that the case expects");
      result.rows.insert(result.rows.end(), rows.begin(), rows.end());
    });
    interrupted = !go_on();
  }
  for (CaseResult& result : report.cases) {
    const bool failed = std::any_of(result.rows.begin(), result.rows.end(),
                                    [](const Row& row) { return !row.passed; });
    if (failed) result.verdict = Verdict::kFailed;
    report.passed += result.verdict == Verdict::kPassed;
    report.failed += result.verdict == Verdict::kFailed;
    report.skipped += result.verdict == Verdict::kSkipped;
  }
  return report;
}

}  // namespace vedette::validation
