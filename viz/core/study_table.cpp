// SPDX-License-Identifier: Apache-2.0
#include "viz/core/study_table.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/diagnostics.hpp"
#include "measure/labels.hpp"
#include "record/results_schema.hpp"

namespace vedette::view {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using sqlite::Statement;

[[noreturn]] void refuse(const std::string& path, std::string message) {
  throw InputError{{{path, 0, 0}, Severity::kError, std::move(message), ""}};
}

double number(const Json& of, const char* key) {
  if (!of.is_object()) return StudyValue::kUnknown;
  const auto at = of.find(key);
  return at != of.end() && at->is_number() ? at->get<double>() : StudyValue::kUnknown;
}
std::string words(const Json& of, const char* key) {
  if (!of.is_object()) return "";
  const auto at = of.find(key);
  return at != of.end() && at->is_string() ? at->get<std::string>() : "";
}
const Json& part(const Json& of, const char* key) {
  static const Json kNothing = Json::object();
  if (!of.is_object()) return kNothing;
  const auto at = of.find(key);
  return at == of.end() ? kNothing : *at;
}

std::int64_t pragma(sqlite::Database& db, const char* sql) {
  Statement s(db, sql);
  return s.step() ? s.integer(0) : 0;
}

void take_columns(StudyTable& t, const Json& measures) {
  if (!measures.is_array()) return;
  for (const Json& m : measures) {
    StudyColumn c;
    c.id = words(m, "id");
    if (c.id.empty()) continue;
    c.label_en = figure_label(c.id, Lang::kEn), c.label_zh = figure_label(c.id, Lang::kZh);
    c.unit = unit_name(figure_unit(c.id));
    const std::string goal = words(m, "goal");
    c.goal = goal == "largest" ? 1 : goal == "smallest" ? -1 : 0;
    c.at_least = number(m, "at_least"), c.at_most = number(m, "at_most");
    const Json& decides = part(m, "decides");
    c.decides = !decides.is_boolean() || decides.get<bool>();
    t.columns.push_back(std::move(c));
  }
}

std::vector<StudyValue> values_of(const Json& list, std::size_t columns) {
  std::vector<StudyValue> out;
  if (!list.is_array()) return out;
  for (const Json& v : list)
    if (out.size() < columns)
      out.push_back(v.is_object()
                        ? StudyValue{number(v, "mean"), number(v, "low"), number(v, "high")}
                        : StudyValue{});
  out.resize(columns);
  return out;
}

void take_answer(StudyTable& t, const Json& a) {
  const Json &answer = part(a, "answer"), &selection = part(a, "selection");
  StudyAnswer& out = t.answer;
  const auto yes = [&](const char* key) {
    const Json& v = part(answer, key);
    return v.is_boolean() && v.get<bool>();
  };
  out.says_met = part(answer, "met").is_boolean();
  if (const Json& worse = part(answer, "worse"); worse.is_array())
    for (const Json& one : worse)
      if (one.is_string()) out.worse.push_back(one.get<std::string>());
  out.chance = number(selection, "chance");
  out.selection_most = number(selection, "most");
  if (const Json& left = part(selection, "left"); left.is_array()) out.left = left.size();
  if (const Json& dropped = part(selection, "dropped"); dropped.is_array())
    for (const Json& one : dropped)
      if (const double n = number(one, "after"); n >= 0 && n < 1e12)
        out.dropped.emplace_back(words(one, "design"), static_cast<std::uint64_t>(n));
  const Json& cap = part(part(a, "study"), "cap");
  out.cap_most = number(cap, "most"), out.cap_asked = number(cap, "asked");
  out.measure = words(answer, "measure"), out.factor = words(answer, "factor");
  out.next = words(answer, "next");
  out.size = number(answer, "size"), out.next_size = number(answer, "next_size");
  out.few_points = yes("few_points"), out.share = a.contains("sobol");
}

// Of two scenarios, by the intervals of all comparisons together.
void take_two(StudyTable& t, const Json& a) {
  const Json& designs = part(a, "designs");
  if (words(part(a, "study"), "design") != "scenarios" || !designs.is_array() ||
      designs.size() != 2 || t.columns.empty())
    return;
  const Json& list = part(designs[1], "differences");
  if (!list.is_array() || list.size() < t.columns.size()) return;
  const auto wide = [&](std::size_t i) {
    return StudyValue{number(list[i], "mean"), number(list[i], "low_all"),
                      number(list[i], "high_all")};
  };
  const auto sure = [](const StudyValue& d) { return d.low > 0 || d.high < 0; };
  StudyAnswer& out = t.answer;
  const StudyValue first = wide(0);
  const Json& identical = part(list[0], "identical");
  if (sure(first))
    out.first = t.answer_design.empty() ? "differ" : "sure";
  else if (identical.is_boolean() && identical.get<bool>())
    out.first = "same";
  else
    out.first = first.known() ? "unsure" : "unknown";
  const std::string lead = words(part(a, "answer"), "lead");
  for (std::size_t i = 1; i < t.columns.size(); ++i)
    if (t.columns[i].id == lead && sure(wide(i))) {
      out.lead = lead, out.lead_difference = wide(i);
      out.lead_way = t.columns[i].goal * (out.lead_difference.mean > 0 ? 1 : -1);
    }
}

void take_analysis(StudyTable& t, const Json& a) {
  take_columns(t, part(a, "measures"));
  const Json& study = part(a, "study");
  t.rule = words(study, "rule");
  if (const double c = number(study, "confidence"); c > 0 && c < 1) t.confidence = c;
  if (const double s = number(study, "seed"); s >= 0 && s < 1e16)
    t.seed = static_cast<std::uint64_t>(s);
  const Json& answer = part(a, "answer");
  t.answer_kind = words(answer, "kind"), t.answer_design = words(answer, "design");
  const auto yes = [&](const char* key, bool otherwise) {
    const Json& v = part(answer, key);
    return v.is_boolean() ? v.get<bool>() : otherwise;
  };
  t.answer_met = yes("met", true), t.answer_sure = yes("sure", false);
  take_answer(t, a);
  if (t.answer_kind == "best" || t.answer_kind == "comparison") take_two(t, a);
  const Json& designs = part(a, "designs");
  if (!designs.is_array()) return;
  for (const Json& one : designs) {
    const auto at = std::find_if(t.designs.begin(), t.designs.end(), [&](const StudyDesign& d) {
      return d.name == words(one, "name");
    });
    if (at == t.designs.end()) continue;
    const Json& baseline = part(one, "baseline");
    at->baseline = baseline.is_boolean() && baseline.get<bool>();
    at->cost = number(one, "cost");
    at->meets = words(one, "meets");
    at->results = values_of(part(one, "results"), t.columns.size());
    at->differences = values_of(part(one, "differences"), t.columns.size());
    const Json& replay = part(one, "replay");
    const auto which = [&](const char* key) {
      const double r = number(replay, key);
      return r >= 1 && r <= 1e8 ? static_cast<std::uint64_t>(r) : 0;
    };
    at->median = which("median"), at->worst = which("worst");
  }
}

void read_designs(const std::string& path, sqlite::Database& db, StudyTable& t) {
  Statement s(db, "SELECT id, name, levels, overrides, scenario_hash FROM designs ORDER BY id");
  while (s.step()) {
    if (s.integer(0) != static_cast<std::int64_t>(t.designs.size()) || t.designs.size() > 1'000'000)
      refuse(path, "the file is damaged: its designs are not in order");
    StudyDesign d;
    d.name = s.text(1);
    const Json levels = Json::parse(s.text(2), nullptr, false);
    if (levels.is_object())
      for (const auto& [factor, value] : levels.items())
        d.levels += (d.levels.empty() ? "" : ", ") + factor + " " +
                    value.dump(-1, ' ', false, Json::error_handler_t::replace);
    const Json overrides = Json::parse(s.text(3), nullptr, false);
    if (overrides.is_array())
      for (const Json& one : overrides)
        if (one.is_string()) d.overrides.push_back(one.get<std::string>());
    d.hash = s.text(4);
    t.designs.push_back(std::move(d));
  }
}

// The scenarios that it is about, and the seed of all of its runs.
void take_scenarios(StudyTable& t, const Json& study) {
  t.scenario = words(study, "scenario");
  if (const double seed = number(study, "seed"); seed >= 0 && seed < 1e16)
    t.seed = static_cast<std::uint64_t>(seed);
  const Json& of = part(part(study, "design"), "scenarios");
  if (!of.is_object()) return;
  for (StudyDesign& d : t.designs) d.scenario = words(of, d.name.c_str());
}

void read_runs(const std::string& path, sqlite::Database& db, StudyTable& t) {
  const auto damaged = [&] { refuse(path, "the file is damaged: it holds a run of no design"); };
  Statement runs(db, "SELECT design, rep, failure FROM runs ORDER BY design, rep");
  while (runs.step()) {
    const std::int64_t d = runs.integer(0), rep = runs.integer(1);
    if (d < 0 || d >= static_cast<std::int64_t>(t.designs.size()) || rep < 1 || rep > 100'000'000)
      damaged();
    StudyRun run{static_cast<std::uint64_t>(rep), runs.is_null(2) ? "" : runs.text(2), {}};
    run.values.assign(t.columns.size(), StudyValue::kUnknown);
    t.designs[static_cast<std::size_t>(d)].runs.push_back(std::move(run));
  }
  Statement cells(db,
                  "SELECT r.design, r.rep, r.value FROM measures m JOIN results r "
                  "ON r.measure = m.id WHERE m.name = ? ORDER BY r.design, r.rep");
  for (std::size_t c = 0; c < t.columns.size(); ++c) {
    cells.bind(t.columns[c].id);
    while (cells.step()) {
      const std::int64_t d = cells.integer(0);
      if (d < 0 || d >= static_cast<std::int64_t>(t.designs.size())) damaged();
      auto& of = t.designs[static_cast<std::size_t>(d)].runs;
      const auto rep = static_cast<std::uint64_t>(cells.integer(1));
      const auto at = std::lower_bound(
          of.begin(), of.end(), rep, [](const StudyRun& r, std::uint64_t n) { return r.rep < n; });
      if (at != of.end() && at->rep == rep && std::isfinite(cells.real(2)))
        at->values[c] = cells.real(2);
    }
    cells.reset();
  }
}

// Of an unfinished study, and of one whose analysis is about inputs: means without intervals.
void take_means(StudyTable& t) {
  for (StudyDesign& d : t.designs) {
    if (!d.results.empty()) continue;
    d.results.resize(t.columns.size());
    for (std::size_t c = 0; c < t.columns.size(); ++c) {
      double sum = 0;
      std::size_t n = 0;
      for (const StudyRun& r : d.runs)
        if (r.values[c] == r.values[c]) sum += r.values[c], ++n;
      if (n) d.results[c].mean = sum / static_cast<double>(n);
    }
  }
}

}  // namespace

std::uint64_t StudyTable::runs() const {
  std::uint64_t n = 0;
  for (const StudyDesign& d : designs) n += d.runs.size();
  return n;
}

std::uint64_t StudyTable::failures() const {
  std::uint64_t n = 0;
  for (const StudyDesign& d : designs)
    for (const StudyRun& r : d.runs) n += !r.failure.empty();
  return n;
}

std::size_t StudyTable::deciding() const {
  return static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(),
                                                [](const StudyColumn& c) { return c.decides; }));
}

const StudyDesign* StudyTable::find(std::string_view design) const {
  for (const StudyDesign& d : designs)
    if (d.name == design) return &d;
  return nullptr;
}

bool is_study_table(const std::string& path) {
  std::error_code unknown;
  if (!fs::is_regular_file(path, unknown) || fs::file_size(path, unknown) < 100) return false;
  try {
    sqlite::Database db(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
    return pragma(db, "PRAGMA application_id") == vds::kApplicationId;
  } catch (const sqlite::Error&) {
    return false;
  }
}

StudyTable read_study_table(const std::string& path) {
  std::error_code unknown;
  if (!fs::is_regular_file(path, unknown)) refuse(path, "no such file");
  StudyTable t;
  t.path = path;
  try {
    sqlite::Database db(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
    sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_limit(db.handle(), SQLITE_LIMIT_LENGTH, 256 << 20);
    db.exec("PRAGMA cell_size_check=ON");
    if (pragma(db, "PRAGMA application_id") != vds::kApplicationId)
      refuse(path, "holds no results of a study");
    if (pragma(db, "PRAGMA user_version") != vds::kSchemaVersion)
      refuse(path, "was written by another version of the program");
    std::map<std::string, std::string> meta;
    Statement s(db, "SELECT key, value FROM meta");
    while (s.step()) meta[s.text(0)] = s.text(1);
    t.file = meta["file"];
    t.complete = meta["complete"] == "1";
    const Json study = Json::parse(meta["study"], nullptr, false);
    if (!study.is_object()) refuse(path, "the file is damaged: its study cannot be read");
    const auto both = [&](const char* key, std::string& en, std::string& zh) {
      const Json& of = part(study, key);
      if (of.is_string()) en = zh = of.get<std::string>();
      if (!of.is_object()) return;
      en = words(of, "en"), zh = words(of, "zh");
      if (zh.empty()) zh = en;
      if (en.empty()) en = zh;
    };
    both("study", t.name_en, t.name_zh);
    both("question", t.question_en, t.question_zh);
    read_designs(path, db, t);
    take_scenarios(t, study);
    const Json analysis = Json::parse(meta["analysis"], nullptr, false);
    if (analysis.is_object()) take_analysis(t, analysis);
    if (t.columns.empty()) take_columns(t, part(study, "measures"));
    read_runs(path, db, t);
  } catch (const sqlite::Error& error) {
    if (error.primary() == SQLITE_NOTADB) refuse(path, "holds no results of a study");
    refuse(path, "the file is damaged: it cannot be read as results of a study");
  }
  take_means(t);
  return t;
}

}  // namespace vedette::view
