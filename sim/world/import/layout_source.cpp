// SPDX-License-Identifier: Apache-2.0
#include "world/import/layout_source.hpp"

#include <cstdint>
#include <memory>
#include <stdexcept>

#include "base/gdal_library.hpp"

namespace vedette {

namespace {

using gis::gdal;
using Part = DrawnFeature::Part;

// Complaints go into the sentence of an error, not to the terminal.
struct Quiet {
  Quiet() {
    gdal().CPLErrorReset();
    gdal().CPLPushErrorHandler(gdal().CPLQuietErrorHandler);
  }
  ~Quiet() { gdal().CPLPopErrorHandler(); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
};

struct CloseDataset {
  void operator()(void* dataset) const { gdal().GDALClose(dataset); }
};
struct FreeFeature {
  void operator()(OGRFeatureH feature) const { gdal().OGR_F_Destroy(feature); }
};
struct FreeGeometry {
  void operator()(OGRGeometryH geometry) const { gdal().OGR_G_DestroyGeometry(geometry); }
};

std::vector<std::pair<double, double>> points(OGRGeometryH geometry) {
  std::vector<std::pair<double, double>> out;
  const int n = gdal().OGR_G_GetPointCount(geometry);
  for (int i = 0; i < n; ++i)
    out.push_back({gdal().OGR_G_GetX(geometry, i), gdal().OGR_G_GetY(geometry, i)});
  return out;
}

void add_parts(OGRGeometryH geometry, std::vector<Part>& out) {
  switch (gdal().OGR_GT_Flatten(gdal().OGR_G_GetGeometryType(geometry))) {
    case wkbPoint:
      out.push_back({Part::Kind::kPoint, points(geometry), false});
      return;
    case wkbLineString: {
      Part part{Part::Kind::kLine, points(geometry), false};
      if (part.points.size() > 3 && part.points.front() == part.points.back()) {
        part.kind = Part::Kind::kRing;
        part.points.pop_back();
      }
      out.push_back(std::move(part));
      return;
    }
    case wkbPolygon: {
      const int rings = gdal().OGR_G_GetGeometryCount(geometry);
      for (int i = 0; i < rings; ++i) {
        Part part{Part::Kind::kRing, points(gdal().OGR_G_GetGeometryRef(geometry, i)), i > 0};
        if (part.points.size() > 1 && part.points.front() == part.points.back())
          part.points.pop_back();
        out.push_back(std::move(part));
      }
      return;
    }
    default: {
      const int n = gdal().OGR_G_GetGeometryCount(geometry);
      for (int i = 0; i < n; ++i) add_parts(gdal().OGR_G_GetGeometryRef(geometry, i), out);
    }
  }
}

void take_feature(OGRLayerH layer, OGRFeatureH feature,
                  const std::function<void(const DrawnFeature&)>& take) {
  DrawnFeature drawn;
  drawn.layer = gdal().OGR_L_GetName(layer);
  drawn.id = gdal().OGR_F_GetFID(feature);
  if (OGRGeometryH geometry = gdal().OGR_F_GetGeometryRef(feature)) {
    const std::unique_ptr<void, FreeGeometry> straight(
        gdal().OGR_G_GetLinearGeometry(geometry, 0, nullptr));
    if (straight) add_parts(straight.get(), drawn.parts);
  }
  drawn.field = [feature](const std::string& name) -> std::optional<std::string> {
    const int index = gdal().OGR_F_GetFieldIndex(feature, name.c_str());
    if (index < 0 || !gdal().OGR_F_IsFieldSetAndNotNull(feature, index)) return std::nullopt;
    return std::string(gdal().OGR_F_GetFieldAsString(feature, index));
  };
  take(drawn);
}

}  // namespace

void each_drawn_feature(const std::string& path,
                        const std::function<void(const DrawnFeature&)>& take) {
  const Quiet quiet;
  // Only drivers of plain files: a name must not reach a network or a database.
  const char* const drivers[] = {"DXF", "GeoJSON", "GPKG", "ESRI Shapefile", nullptr};
  const std::unique_ptr<void, CloseDataset> file(gdal().GDALOpenEx(
      path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, nullptr, nullptr));
  if (!file) {
    const std::string why = gdal().CPLGetLastErrorMsg();
    throw std::runtime_error("cannot be read as DXF, GeoJSON, GeoPackage or Shapefile" +
                             (why.empty() ? std::string() : ": " + why));
  }
  const int layers = gdal().GDALDatasetGetLayerCount(file.get());
  for (int i = 0; i < layers; ++i) {
    OGRLayerH layer = gdal().GDALDatasetGetLayer(file.get(), i);
    gdal().OGR_L_ResetReading(layer);
    while (const std::unique_ptr<void, FreeFeature> feature{gdal().OGR_L_GetNextFeature(layer)})
      take_feature(layer, feature.get(), take);
  }
}

}  // namespace vedette
