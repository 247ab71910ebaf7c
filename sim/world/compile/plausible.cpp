// SPDX-License-Identifier: Apache-2.0
// What is allowed but hardly meant: figures that look like another unit, a city without calls.
#include <fmt/format.h>

#include "world/compile/context.hpp"
#include "world/compile/plausible.hpp"

namespace vedette {

namespace {

struct Suspect {
  const char* collection;
  const char* key;
  double high;  // plausible up to
  const char* what;
  const char* hint;
};

// Assumptions, all: what stands on a site is lower and sees less far; a mast of 60 m is rare.
constexpr Suspect kSuspects[] = {
    {"cameras", "height_m", kHighestCamera_m, "hang higher than",
     "height_m is in metres: are these centimetres or millimetres?"},
    {"cameras", "range_m", 20000, "see further than", "range_m is in metres"},
    {"walls", "height_m", 100, "are higher than",
     "height_m is in metres: are these centimetres or millimetres?"},
    {"fences", "height_m", 20, "are higher than",
     "height_m is in metres: are these centimetres or millimetres?"}};

void tell_units(CompileContext& c, const Located& site) {
  for (const Suspect& suspect : kSuspects) {
    const auto all = site.find(suspect.collection);
    std::optional<Located> first;
    std::size_t many = 0;
    for (std::size_t i = 0; all && i < all->size(); ++i) {
      const auto value = all->at(i).find(suspect.key);
      if (!value || !value->value().is_number()) continue;
      if (value->value().get<double>() <= suspect.high) continue;
      if (many++ == 0) first = value;
    }
    if (many > 0)
      c.diagnostics().warning(
          first->place(),
          fmt::format("{} of {} {} {} {} m, this one {} m", many, all->size(), suspect.collection,
                      suspect.what, number_text(suspect.high),
                      number_text(first->value().get<double>())),
          suspect.hint);
  }
}

// Call types that are listed, and nothing from which calls would come.
void tell_no_calls(CompileContext& c, const Located& city) {
  const auto types = city.find("call_types"), demand = city.find("demand");
  if (!types || types->size() == 0) return;
  // Said so; or a log, which is told of itself where it cannot be read.
  if (demand && (demand->find("calls_per_day") || demand->find("trace"))) return;
  bool share = false;
  for (const CallType& type : c.world().city.call_types) share |= type.share > 0;
  double calls = 0;
  for (const DemandArea& area : c.world().city.areas) calls += area.calls_per_day;
  if (share && !(calls > 0))
    c.diagnostics().warning(
        types->key_place(), "the city has call types but no calls: no junction has calls_per_day",
        "give the junctions a column calls_per_day, or city.demand.calls_per_day with population "
        "or spread: by_road_length, or a trace; calls_per_day: 0 there says that none are meant");
}

}  // namespace

void tell_implausible(CompileContext& c) {
  if (const auto city = c.root().find("city")) tell_no_calls(c, *city);
  if (const auto site = c.root().find("site")) tell_units(c, *site);
}

}  // namespace vedette
