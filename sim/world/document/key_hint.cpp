// SPDX-License-Identifier: Apache-2.0
#include "world/document/key_hint.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/diagnostics.hpp"

namespace vedette {
namespace {

struct Unit {
  std::string_view suffix;
  std::string_view spoken;
};
constexpr Unit kUnits[] = {
    {"us", "microseconds"},
    {"ms", "milliseconds"},
    {"s", "seconds"},
    {"sec", "seconds"},
    {"secs", "seconds"},
    {"seconds", "seconds"},
    {"min", "minutes"},
    {"mins", "minutes"},
    {"minutes", "minutes"},
    {"h", "hours"},
    {"hours", "hours"},
    {"d", "days"},
    {"days", "days"},
    {"mm", "millimetres"},
    {"cm", "centimetres"},
    {"m", "metres"},
    {"metres", "metres"},
    {"meters", "metres"},
    {"km", "kilometres"},
    {"ft", "feet"},
    {"deg", "degrees"},
    {"degrees", "degrees"},
    {"rad", "radians"},
    {"mps", "metres a second"},
    {"kmh", "kilometres an hour"},
    {"kph", "kilometres an hour"},
    {"mph", "miles an hour"},
    {"m2", "square metres"},
    {"km2", "square kilometres"},
    {"ha", "hectares"},
    {"bps", "bits a second"},
    {"kbps", "kilobits a second"},
    {"mbps", "megabits a second"},
    {"gbps", "gigabits a second"},
    {"bytes", "bytes"},
    {"kb", "kilobytes"},
    {"mb", "megabytes"},
    {"gb", "gigabytes"},
    {"tb", "terabytes"},
    {"w", "watts"},
    {"kw", "kilowatts"},
    {"wh", "watt-hours"},
    {"kwh", "kilowatt-hours"},
    {"lux", "lux"},
    {"hz", "hertz"},
    {"fps", "frames a second"},
    {"px", "pixels"},
    {"pct", "per cent"},
    {"percent", "per cent"},
    {"share", "a share from 0 to 1"},
    {"per_s", "a second"},
    {"per_min", "a minute"},
    {"per_h", "an hour"},
    {"per_hour", "an hour"},
    {"per_day", "a day"},
    {"per_year", "a year"},
};

struct Split {
  std::string_view stem;
  std::string_view spoken_unit;  // empty = the key names no unit
};

// The longest unit that the key ends with: "calls_per_day" has the unit "per_day".
Split split(std::string_view key) {
  Split best{key, {}};
  for (const Unit& unit : kUnits) {
    if (key.size() < unit.suffix.size() + 2 || !key.ends_with(unit.suffix)) continue;
    const std::size_t stem = key.size() - unit.suffix.size() - 1;
    if (key[stem] == '_' && stem < best.stem.size()) best = {key.substr(0, stem), unit.spoken};
  }
  return best;
}

}  // namespace

KeyHint key_hint(std::string_view unknown, const std::vector<std::string>& known) {
  const Split meant = split(unknown);
  for (const std::string& key : known) {
    const Split candidate = split(key);
    if (candidate.stem != meant.stem || candidate.spoken_unit.empty()) continue;
    if (meant.spoken_unit.empty() || meant.spoken_unit == candidate.spoken_unit)
      return {key, fmt::format("did you mean '{}' ({})?", key, candidate.spoken_unit)};
    return {key, fmt::format("did you mean '{}'? it is in {}, not in {}", key,
                             candidate.spoken_unit, meant.spoken_unit)};
  }
  const std::string guess = nearest(unknown, known);
  if (!guess.empty()) return {guess, fmt::format("did you mean '{}'?", guess)};
  constexpr std::size_t kFew = 20;
  if (known.empty() || known.size() > kFew) return {};
  return {{}, fmt::format("keys here: {}", fmt::join(known, ", "))};
}

}  // namespace vedette
