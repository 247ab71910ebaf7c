// SPDX-License-Identifier: Apache-2.0
#include "world/load.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "world/compile/context.hpp"
#include "world/compile/plausible.hpp"
#include "world/compile/site_parts.hpp"
#include "world/document/canonical.hpp"
#include "world/document/document.hpp"
#include "world/references.hpp"

VEDETTE_EMBEDDED(scenario_schema);

namespace vedette {

std::string_view scenario_schema_text() {
  return embedded::scenario_schema();
}

const Schema& scenario_schema() {
  static const Schema schema(scenario_schema_text());
  return schema;
}

std::string scenario_file(const std::string& file_or_folder) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(file_or_folder, ignored)) return file_or_folder;
  return (std::filesystem::path(file_or_folder) / "scenario.yaml").lexically_normal().string();
}

namespace {

// Day of the week by Sakamoto's method, 0 = Monday.
int weekday(int year, int month, int day) {
  static constexpr int kShift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  if (month < 3) --year;
  return (year + year / 4 - year / 100 + year / 400 + kShift[month - 1] + day + 6) % 7;
}

int days_in_month(int year, int month) {
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

void compile_frame(CompileContext& c) {
  World& world = c.world();
  const Located root = c.root();
  c.label(root.find("name"), "", world.name_en, world.name_zh);
  c.label(root.find("description"), "", world.description_en, world.description_zh);
  const Located start = *root.find("start");
  world.start = start.value().get<std::string>();
  const auto part = [&](std::size_t at, std::size_t n) {
    return std::stoi(world.start.substr(at, n));
  };
  const int year = part(0, 4), month = part(5, 2), day = part(8, 2), hour = part(11, 2);
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
    c.error(start.place(), "there is no such day: " + world.start.substr(0, 10));
  } else if (hour > 23) {
    c.error(start.place(), fmt::format("hour {} is not in [0, 23]", hour));
  } else {
    world.start_weekday = weekday(year, month, day);
  }
  const std::size_t offset = world.start.find_first_of("+-", 16);
  if (offset != std::string::npos && part(offset + 1, 2) * 60 + part(offset + 4, 2) > 14 * 60)
    c.error(start.place(),
            fmt::format("the offset {} is not in [-14:00, +14:00]", world.start.substr(offset)));
  const bool has_seconds = world.start.size() > 18 && world.start[16] == ':';
  world.start_second_of_day = hour * 3600 + part(14, 2) * 60 + (has_seconds ? part(17, 2) : 0);
  world.horizon = seconds(c.number(root.find("duration_h"), 24) * 3600);
  if (world.horizon.us <= 0)
    c.error(root.find("duration_h")->place(),
            "this is less than a microsecond: nothing would be simulated");
  if (const auto seed = root.find("seed")) world.seed = seed->value().get<std::uint64_t>();
  if (const auto marks = root.find("marks_min")) {
    for (std::size_t i = 0; i < marks->size(); ++i) {
      world.marks_us.push_back(seconds(marks->at(i).value().get<double>() * 60).us);
      if (i > 0 && world.marks_us[i] <= world.marks_us[i - 1])
        c.error(marks->at(i).place(), fmt::format("mark {} is not greater than the one before it",
                                                  number_text(marks->at(i).value())));
    }
  } else {
    world.marks_us = {kMinute.us, 3 * kMinute.us, 5 * kMinute.us};
  }
}

std::shared_ptr<const World> compile(const Document& document, Diagnostics& diagnostics) {
  if (document.complete) check_references(document.located(), scenario_schema(), diagnostics);
  if (diagnostics.has_errors()) return nullptr;
  auto world = std::make_shared<World>();
  CompileContext context(document.located(), *world, diagnostics);
  try {
    compile_frame(context);
    compile_provenance(context);
    compile_durations(context, scenario_schema());
    compile_shifts(context);
    compile_weather(context);
    compile_city(context);
    compile_units(context);
    compile_anchor(context);
    compile_network(context);
    compile_limits(context);
    compile_site(context);
    compile_equipment(context);
    compile_injects(context);
    tell_implausible(context);
  } catch (const InputError& e) {  // of a layer below, which knows no place
    const bool placed = !e.diagnostic.place.file.empty();
    context.error(placed ? e.diagnostic.place : document.located().place(), e.diagnostic.message,
                  e.diagnostic.hint);
  }
  if (diagnostics.has_errors()) return nullptr;
  world->effective_json = canonical_text(document.root);
  world->scenario_hash = sha256_hex(world->effective_json + context.data_digest());
  return world;
}

}  // namespace

std::shared_ptr<const World> load_world(const std::string& file_or_folder,
                                        const std::vector<std::string>& overrides,
                                        Diagnostics& diagnostics) {
  return compile(
      load_document(scenario_file(file_or_folder), scenario_schema(), overrides, diagnostics),
      diagnostics);
}

namespace {

// The schema of files that only hold models: the scenario's, with nothing required at the top.
const Schema& models_schema() {
  static const Schema schema = [] {
    Json text = Json::parse(scenario_schema_text());
    text.erase("required");
    return Schema(text.dump());
  }();
  return schema;
}

}  // namespace

bool check_file(const std::string& file_or_folder, Diagnostics& diagnostics,
                const std::vector<std::string>& overrides) {
  const std::string file = scenario_file(file_or_folder);
  Diagnostics silent;
  const Document raw = read_document(file, silent);
  const bool models = raw.root.is_object() && raw.root.size() == 1 && raw.root.contains("models");
  if (!models) return load_world(file, overrides, diagnostics) != nullptr;
  const Document document = load_document(file, models_schema(), overrides, diagnostics);
  check_references(document.located(), models_schema(), diagnostics);
  if (diagnostics.has_errors()) return false;
  World world;
  CompileContext context(document.located(), world, diagnostics);
  compile_provenance(context);
  compile_durations(context, models_schema());
  return !diagnostics.has_errors();
}

std::shared_ptr<const World> load_world_text(const std::string& text, const std::string& name,
                                             const std::vector<std::string>& overrides,
                                             Diagnostics& diagnostics) {
  return compile(load_document_text(text, name, scenario_schema(), overrides, diagnostics),
                 diagnostics);
}

}  // namespace vedette
