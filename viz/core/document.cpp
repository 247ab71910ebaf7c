// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/diagnostics.hpp"
#include "viz/core/notes.hpp"
#include "viz/core/session.hpp"
#include "world/load.hpp"

namespace vedette::view {

namespace {

// A recording says so by its name or by being a SQLite file; anything else is taken for a scenario.
bool is_recording(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return false;
  const std::string ending = std::filesystem::path(path).extension().string();
  return ending != ".yaml" && ending != ".yml" && ending != ".json";
}

// The study's file where the path names one (its folder, which is no scenario): it has the key
// `study` at the left margin, or at the top of JSON.
std::string study_of(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::string file = path;
  if (fs::is_directory(path, error)) {
    if (fs::exists(fs::path(path) / "scenario.yaml", error)) return "";
    file = (fs::path(path) / "study.yaml").string();
  }
  const auto text = read_file(file);
  if (!text) return "";
  const bool yaml = text->starts_with("study:") || text->find("\nstudy:") != std::string::npos;
  const auto json = yaml ? nlohmann::json() : nlohmann::json::parse(*text, nullptr, false);
  return yaml || (json.is_object() && json.contains("study")) ? file : "";
}

}  // namespace

std::unique_ptr<Document> Document::open(const std::string& path) {
  auto d = std::make_unique<Document>();
  d->path = path;
  if (is_recording(path)) {
    d->store = std::make_unique<Store>(path);
    d->effective_json = d->store->world_json();
    d->scene = scene_of(d->store->geometry(), d->store->entities(), d->effective_json);
    d->scene.name_en = d->store->info().name_en;
    d->scene.name_zh = d->store->info().name_zh;
    d->scene.marks_us = d->store->info().marks_us;
    d->clock = Clock(d->store->info().start);
    d->derive();
    return d;
  }
  if (const std::string study = study_of(path); !study.empty())
    throw InputError{
        {{path, 0, 0},
         Severity::kError,
         "is a study, not a scenario",
         fmt::format("run it: `vedette study {} -o results.vds`, then open results.vds", study)}};
  Diagnostics found;
  d->world = load_world(path, {}, found);
  if (!d->world) {
    std::string text;
    for (const Diagnostic& one : found.sorted()) text += (text.empty() ? "" : "\n") + to_text(one);
    throw InputError{{{path, 0, 0}, Severity::kError, "is no scenario that can be shown", text}};
  }
  d->effective_json = d->world->effective_json;
  d->scene = scene_of(*d->world);
  d->clock = Clock(d->world->start);
  for (const RecordedEntity& e : d->scene.entities)
    d->now.who.push_back({e.x_m, e.y_m, 0, false, {}, e.floor});
  return d;
}

std::unique_ptr<Document> Document::empty(const std::string& path, const std::string& name_en,
                                          const std::string& name_zh) {
  auto d = std::make_unique<Document>();
  d->path = path;
  d->scene.name_en = name_en, d->scene.name_zh = name_zh;
  return d;
}

const Series* Document::measure(const std::string& id) {
  if (!store) return nullptr;
  if (!measures)
    measures = std::make_unique<MeasureSeries>(
        store->reader(), MeasureSeries::window_for(store->info().end - Time{0}));
  return measures->find(id);
}

void Document::derive() {
  if (!store) return;
  measures.reset();
  lanes = lanes_of(*store);
  series = series_of(*store);
  heat = std::make_unique<HeatSource>(scene, *store);
}

}  // namespace vedette::view
