// SPDX-License-Identifier: Apache-2.0
#include "world/import/log_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "world/document/schema_manual.hpp"
#include "world/document/text_file.hpp"
#include "world/load.hpp"

VEDETTE_EMBEDDED(log_mapping_schema);

namespace vedette {

namespace fs = std::filesystem;

namespace {

Schema build_schema(const char* kind) {
  const Json own = Json::parse(embedded::log_mapping_schema());
  const Json theirs = Json::parse(scenario_schema_text());
  Json root = own["definitions"][kind];
  root["properties"]["models"] = theirs["properties"]["models"];
  root["definitions"] = own["definitions"];
  for (const auto& [name, definition] : theirs["definitions"].items())
    root["definitions"][name] = definition;
  root["definitions"].erase("calls");
  root["definitions"].erase("alarms");
  return Schema(root.dump());
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

const Schema& log_mapping_schema(std::string_view kind) {
  static const Schema calls = build_schema("calls");
  static const Schema alarms = build_schema("alarms");
  return kind == "calls" ? calls : alarms;
}

bool may_import_log_to(const std::string& out, std::string_view kind, Diagnostics& diagnostics) {
  if (!may_import_to(out, diagnostics)) return false;
  const fs::path report = fs::path(out) / kImportReportFile;
  std::error_code ignored;
  if (!fs::is_regular_file(report, ignored)) return true;
  Json found;
  try {
    found = Json::parse(read_text_file(report.string(), {}), nullptr, false);
  } catch (const InputError&) {
    // Unreadable: no import of this kind.
  }
  if (found.is_object() && found.value("import", Json()) == Json(kind)) return true;
  diagnostics.error({out, 0, 0}, fmt::format("this folder holds another import than of {}", kind),
                    "nothing was written; name another folder with -o");
  return false;
}

std::optional<OpenedLog> open_log(const std::string& in, const std::string& mapping,
                                  std::string_view kind, const LogWords& words,
                                  Diagnostics& diagnostics) {
  OpenedLog out;
  out.mapping = load_document(mapping, log_mapping_schema(kind), {}, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  const Located root = out.mapping.located(), section = *root.find("log");
  const auto separator = section.find("separator");
  const std::string mark = separator ? separator->value().get<std::string>() : ",";
  if (mark.size() != 1 || mark == "\"" || mark == "\n" || mark == "\r") {
    diagnostics.error(separator->place(), "the separator is one plain character",
                      "for example \",\", \";\" or \"\\t\"");
    return std::nullopt;
  }
  CsvTable table;
  try {
    const std::string bytes = read_text_file(in, {in, 0, 0});
    out.sha256 = sha256_hex(bytes);
    table = CsvTable::parse(std::string(checked_text(bytes, in)), in, mark[0]);
  } catch (const InputError& e) {
    diagnostics.error(e.diagnostic.place, e.diagnostic.message, e.diagnostic.hint);
    return std::nullopt;
  }
  out.file = fs::path(in).filename().string();
  out.log = LogTable::read(std::move(table), words, section, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  const auto exposure =
      find_exposure(out.log, root.find("exposure"), kind == "alarms", diagnostics);
  if (!exposure) return std::nullopt;
  out.exposure = *exposure;
  return out;
}

LogModels::LogModels(const Document& mapping) {
  const Json& root = mapping.root;
  if (root.contains("models")) models_ = root["models"];
  log_ = one_line(root["source"].get<std::string>());
  best_ = root.contains("when_none_fits") && root["when_none_fits"] == "best";
}

bool LogModels::has(const char* kind, const std::string& name) const {
  return models_.contains(kind) && models_[kind].contains(name);
}

Json& LogModels::type(const char* kind, const std::string& name) {
  Json& at = models_[kind][name];
  if (!at.is_object()) at = Json::object();
  if (!at.contains("sources")) at["sources"] = Json::object();
  return at;
}

void LogModels::set(const char* kind, const std::string& name, const char* key, Json value,
                    const std::string& source) {
  Json& at = type(kind, name);
  const Json sources = at["sources"];
  at.erase("sources");  // stands last
  at[key] = std::move(value);
  at["sources"] = sources;
  at["sources"][key] = source;
}

void LogModels::assume(const char* kind, const std::string& name, const char* key, Json value,
                       const std::string& why) {
  if (has(kind, name) && models_[kind][name].contains(key)) return;
  set(kind, name, key, std::move(value), "assumption: " + why);
}

void LogModels::set(const char* kind, const std::string& name, const char* key,
                    const SampleFit& fit, const std::string& file, const std::string& what) {
  bool uses_file = false;
  const Json value = duration_of(fit, best_, file + ".csv", uses_file);
  if (uses_file) samples_.emplace_back(file + ".csv", sample_csv(fit));
  set(kind, name, key, value, source_of(fit, log_, what, best_));
}

void LogModels::write_to(LogImport& import) const {
  auto& files = import.folder.files;
  for (const auto& [name, bytes] : samples_)
    if (std::none_of(files.begin(), files.end(), [&](const auto& f) { return f.first == name; }))
      files.emplace_back(name, bytes);
  files.emplace_back("models.yaml",
                     fmt::format("# yaml-language-server: $schema=scenario.schema.json\n"
                                 "# Fitted to a log: a new import overwrites it.\n# Source: {}\n{}",
                                 log_, yaml_text(Json{{"models", models_}})));
}

Json report_head(const OpenedLog& opened, std::string_view kind, const std::string& mapping) {
  Json dropped = Json::array();
  for (const DroppedLogRows& d : opened.log.dropped())
    dropped.push_back(
        {{"why", d.why}, {"rows", d.rows}, {"example", d.example}, {"lines", d.lines}});
  const std::size_t taken = opened.log.kept().size();
  return {{"import", kind},
          {"mapping", fs::path(mapping).filename().string()},
          {"mapping_sha256", sha256_hex(read_text_file(mapping, {mapping, 0, 0}))},
          {"source", opened.mapping.root["source"]},
          {"tables",
           {{{"table", "log"},
             {"file", opened.file},
             {"sha256", opened.sha256},
             {"rows", opened.log.rows()},
             {"taken", taken},
             {"dropped", opened.log.rows() - taken},
             {"dropped_because", std::move(dropped)}}}},
          {"exposure", to_json(opened.exposure)}};
}

void finish(LogImport& import, OpenedLog opened) {
  import.folder.mapping = std::move(opened.mapping);
  import.folder.main_file = "models.yaml";
  import.folder.files.emplace_back("scenario.schema.json", std::string(scenario_schema_text()));
  import.folder.files.emplace_back(kImportReportFile, import.report.dump(2) + "\n");
}

std::string model_name(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || upper;
    if (plain)
      out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.substr(0, 60);
}

std::string given_name(const Document& mapping, const char* key, const char* otherwise) {
  const Json& root = mapping.root;
  return root.contains("names") && root["names"].contains(key)
             ? root["names"][key].get<std::string>()
             : otherwise;
}

}  // namespace vedette
