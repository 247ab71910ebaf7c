// SPDX-License-Identifier: Apache-2.0
#include "measure/figures_equipment.hpp"

#include <catch2/catch.hpp>
#include <optional>

using namespace vedette;
using namespace vedette::measure;

namespace {

std::optional<double> of(const std::vector<Figure>& figures, std::string_view id) {
  for (const Figure& figure : figures)
    if (figure.id == id) return figure.value;
  return std::nullopt;
}

}  // namespace

TEST_CASE("a run of some hours tells what it held, a week and more speaks of years") {
  FigureFrame frame;
  frame.entities = {{EntityKind::kCamera, "cam-1"}, {EntityKind::kCamera, "cam-2"}};
  for (const std::int64_t hours : {2, 24 * 7}) {
    CAPTURE(hours);
    EquipmentFigures figures(frame);
    const Time end{hours * 3600 * kSecond.us}, from{600 * kSecond.us};
    figures.add({TallyKind::kDownInject,
                 EntityId(std::size_t{0}),
                 {},
                 from,
                 from + Duration{3600 * kSecond.us}});
    figures.add({TallyKind::kFailed, EntityId(std::size_t{1}), {}, from, from});
    std::vector<Figure> out;
    figures.put(end, out);
    const double per_year = 8760.0 / static_cast<double>(hours);
    const bool year = hours == 24 * 7;
    CHECK(of(out, "equipment.down.inject.hours_per_year") ==
          (year ? std::optional(per_year) : std::nullopt));
    CHECK(of(out, "equipment.failures.per_year") ==
          (year ? std::optional(per_year) : std::nullopt));
    CHECK(of(out, "equipment.down.inject.hours_in_run") ==
          (year ? std::nullopt : std::optional(1.0)));
    CHECK(of(out, "equipment.failures.in_run") == (year ? std::nullopt : std::optional(1.0)));
    CHECK(of(out, "equipment.availability.camera") == 1 - 1.0 / (2 * static_cast<double>(hours)));
  }
}
