// SPDX-License-Identifier: Apache-2.0
#include "export/layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vedette::gis {

Value real(double x) {
  if (!std::isfinite(x)) return {};
  return x;
}
Value whole(std::uint64_t n) {
  return static_cast<std::int64_t>(n);
}
Value named(const std::string& name) {
  if (name.empty()) return {};
  return name;
}
Value moment(Time t) {
  if (t == kUnset || t == kNever) return {};
  return t;
}
Value seconds_of(Time t) {
  if (t == kUnset || t == kNever) return {};
  return t.seconds();
}
Value index_of(bool known, std::uint32_t n) {
  if (!known) return {};
  return static_cast<std::int64_t>(n);
}

std::string number_name(double number) {
  std::string text = fmt::format("{:.10g}", number);
  std::replace(text.begin(), text.end(), '.', '_');
  return text;
}

std::vector<Layer> layers_of(const Material& material, RecordingReader* recording,
                             double buffer_m) {
  std::vector<Layer> out;
  add_city_layers(material, buffer_m, out);
  if (recording != nullptr) add_event_layers(material, *recording, out);
  add_site_layers(material, out);
  return out;
}

}  // namespace vedette::gis
