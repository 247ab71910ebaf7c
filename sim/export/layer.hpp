// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "space/polygon_join.hpp"

namespace vedette::gis {

/// A cell of a layer's table: nothing, a whole number, a number, a text, or a moment.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Time>;

enum class FieldKind : std::uint8_t { kInteger, kReal, kText, kMoment };

/// A column; the name is ASCII and ends in the unit, if there is one.
struct Field {
  std::string name;
  FieldKind kind = FieldKind::kText;
};

using vedette::Rings;

enum class ShapeKind : std::uint8_t { kPoint, kLine, kPolygons };

/// One row of a layer and its place on the plane.
struct Feature {
  std::vector<Value> values;    ///< one per field
  std::vector<PointMm> points;  ///< a point, or the line's corners
  std::vector<Rings> polygons;  ///< of a layer of polygons; none: no shape
};

/// A map layer. Features are made when they are asked for, one after another, so that the year of a
/// city need not be held in memory; asked twice, the same come again.
struct Layer {
  std::string name;         ///< ASCII
  std::string description;  ///< one sentence of what it shows
  ShapeKind shape = ShapeKind::kPoint;
  std::vector<Field> fields;
  std::function<void(const std::function<void(const Feature&)>& take)> each;
};

}  // namespace vedette::gis
