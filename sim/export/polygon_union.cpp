// SPDX-License-Identifier: Apache-2.0
#include "export/polygon_union.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "base/gdal_library.hpp"

namespace vedette::gis {

namespace {

struct Free {
  void operator()(void* geometry) const { gdal().OGR_G_DestroyGeometry(geometry); }
};
using Geometry = std::unique_ptr<void, Free>;

// What GEOS complains of is looked at here, not on the terminal.
struct Quiet {
  Quiet() { gdal().CPLPushErrorHandler(gdal().CPLQuietErrorHandler); }
  ~Quiet() { gdal().CPLPopErrorHandler(); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
};

Geometry ring_of(const Polygon& corners) {
  Geometry ring(gdal().OGR_G_CreateGeometry(wkbLinearRing));
  const auto add = [&](PointMm p) {
    gdal().OGR_G_AddPoint_2D(ring.get(), static_cast<double>(p.x), static_cast<double>(p.y));
  };
  for (const PointMm p : corners) add(p);
  if (!corners.empty()) add(corners.front());
  return ring;
}

Geometry polygon_of(const Rings& rings) {
  Geometry polygon(gdal().OGR_G_CreateGeometry(wkbPolygon));
  for (const Polygon& ring : rings)
    gdal().OGR_G_AddGeometryDirectly(polygon.get(), ring_of(ring).release());
  return polygon;
}

Geometry multi_of(const std::vector<Rings>& polygons) {
  Geometry multi(gdal().OGR_G_CreateGeometry(wkbMultiPolygon));
  for (const Rings& rings : polygons)
    gdal().OGR_G_AddGeometryDirectly(multi.get(), polygon_of(rings).release());
  return multi;
}

// In whole millimetres, the smallest corner first; empty where nothing is left of it.
Polygon rounded(OGRGeometryH ring) {
  Polygon out;
  for (int i = 0; i + 1 < gdal().OGR_G_GetPointCount(ring); ++i) {
    const PointMm p{std::llround(gdal().OGR_G_GetX(ring, i)),
                    std::llround(gdal().OGR_G_GetY(ring, i))};
    if (out.empty() || p != out.back()) out.push_back(p);
  }
  while (out.size() > 1 && out.front() == out.back()) out.pop_back();
  if (out.size() < 3 || twice_area_mm2(out) == 0) return {};
  std::rotate(out.begin(), std::min_element(out.begin(), out.end()), out.end());
  return out;
}

void take(OGRGeometryH geometry, std::vector<Rings>& out) {
  if (gdal().OGR_GT_Flatten(gdal().OGR_G_GetGeometryType(geometry)) != wkbPolygon) {
    for (int i = 0; i < gdal().OGR_G_GetGeometryCount(geometry); ++i)
      take(gdal().OGR_G_GetGeometryRef(geometry, i), out);
    return;
  }
  Rings rings;
  for (int i = 0; i < gdal().OGR_G_GetGeometryCount(geometry); ++i) {
    Polygon ring = rounded(gdal().OGR_G_GetGeometryRef(geometry, i));
    if (i == 0 && ring.empty()) return;
    if (i > 0 && (ring.empty() || area_m2(ring) < 1)) continue;
    rings.push_back(std::move(ring));
  }
  if (rings.empty()) return;
  std::sort(rings.begin() + 1, rings.end());
  out.push_back(std::move(rings));
}

}  // namespace

struct PolygonUnion::Impl {
  Geometry shape{gdal().OGR_G_CreateGeometry(wkbMultiPolygon)};
};

PolygonUnion::PolygonUnion() : impl_(std::make_unique<Impl>()) {}
PolygonUnion::~PolygonUnion() = default;

void PolygonUnion::add(const std::vector<Polygon>& polygons) {
  if (polygons.empty()) return;
  const Quiet quiet;
  std::vector<Rings> simple;
  for (const Polygon& p : polygons) simple.push_back({p});
  const Geometry more = multi_of(simple);
  Geometry united(gdal().OGR_G_UnionCascaded(more.get()));
  if (united) united.reset(gdal().OGR_G_Union(impl_->shape.get(), united.get()));
  if (!united) throw std::runtime_error("the polygons of a response circle cannot be united");
  impl_->shape = std::move(united);
}

std::vector<Rings> PolygonUnion::polygons() const {
  const Quiet quiet;
  std::vector<Rings> out;
  take(impl_->shape.get(), out);
  // Rounding may fold a corner over a near edge.
  for (int attempt = 0; attempt < 3; ++attempt) {
    const Geometry multi = multi_of(out);
    if (gdal().OGR_G_IsValid(multi.get())) break;
    const Geometry valid(gdal().OGR_G_MakeValid(multi.get()));
    if (!valid) break;
    out.clear();
    take(valid.get(), out);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace vedette::gis
