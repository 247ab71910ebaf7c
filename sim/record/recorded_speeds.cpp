// SPDX-License-Identifier: Apache-2.0
#include "record/recorded_speeds.hpp"

#include <nlohmann/json.hpp>

namespace vedette {

namespace {

double number_or(const nlohmann::json& value, double low, double high, double otherwise) {
  if (!value.is_number()) return otherwise;
  const double v = value.get<double>();
  return v >= low && v <= high ? v : otherwise;
}

}  // namespace

RecordedSpeeds recorded_speeds(const std::string& world_json) {
  RecordedSpeeds out;
  const auto json = nlohmann::json::parse(world_json, nullptr, false);
  const auto said = [](const nlohmann::json& of, const char* pointer) {
    const nlohmann::json::json_pointer at(pointer);
    return of.is_object() && of.contains(at) ? of[at] : nlohmann::json();
  };
  const auto take = [&](const nlohmann::json& of) {
    const double factor = number_or(said(of, "/siren_factor"), 1e-3, 1e3, 0);
    if (factor > 0 && !out.siren_known) out.siren_factor = factor, out.siren_known = true;
    const auto hours = said(of, "/speed_by_hour");
    if (!hours.is_array() || hours.size() != 24 || !out.even) return;
    for (std::size_t h = 0; h < 24; ++h) {
      out.by_hour[h] = number_or(hours[h], 0.05, 5, 1);
      if (out.by_hour[h] != 1) out.even = false;
    }
  };
  take(said(json, "/city"));
  if (const auto type = said(json, "/city/road_type"); type.is_string()) {
    const auto types = said(json, "/models/roads");
    const auto name = type.get<std::string>();
    if (types.is_object() && types.contains(name)) take(types[name]);
  }
  return out;
}

}  // namespace vedette
