// SPDX-License-Identifier: Apache-2.0
#include "export/opened.hpp"

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <memory>
#include <stdexcept>

namespace vedette::test {

namespace {

using Geometry = std::unique_ptr<void, void (*)(void*)>;

Geometry from_wkt(const std::string& wkt) {
  std::string copy = wkt;
  char* text = copy.data();
  OGRGeometryH made = nullptr;
  if (OGR_G_CreateFromWkt(&text, nullptr, &made) != OGRERR_NONE)
    throw std::runtime_error("no geometry: " + wkt.substr(0, 80));
  return {made, [](void* g) { OGR_G_DestroyGeometry(g); }};
}

OpenedFeature feature_of(OGRFeatureH f) {
  OpenedFeature out;
  for (int i = 0; i < OGR_F_GetFieldCount(f); ++i)
    if (OGR_F_IsFieldSetAndNotNull(f, i))
      out.values[OGR_Fld_GetNameRef(OGR_F_GetFieldDefnRef(f, i))] = OGR_F_GetFieldAsString(f, i);
  if (OGRGeometryH g = OGR_F_GetGeometryRef(f)) {
    char* wkt = nullptr;
    OGR_G_ExportToWkt(g, &wkt);
    out.wkt = wkt;
    CPLFree(wkt);
    out.valid = OGR_G_IsValid(g) != 0;
  }
  return out;
}

}  // namespace

std::vector<OpenedLayer> opened(const std::string& path) {
  GDALAllRegister();
  const Geometry file(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr),
                      [](void* d) { GDALClose(d); });
  if (!file) throw std::runtime_error("GDAL cannot open " + path);
  std::vector<OpenedLayer> out;
  for (int i = 0; i < GDALDatasetGetLayerCount(file.get()); ++i) {
    OGRLayerH layer = GDALDatasetGetLayer(file.get(), i);
    OpenedLayer one;
    one.name = OGR_L_GetName(layer);
    if (OGRSpatialReferenceH reference = OGR_L_GetSpatialRef(layer)) {
      const char* authority = OSRGetAuthorityName(reference, nullptr);
      const char* code = OSRGetAuthorityCode(reference, nullptr);
      if (authority && code) one.authority = std::string(authority) + ":" + code;
    }
    one.geometry = OGRGeometryTypeToName(OGR_L_GetGeomType(layer));
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (int k = 0; k < OGR_FD_GetFieldCount(definition); ++k) {
      OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, k);
      one.fields[OGR_Fld_GetNameRef(field)] = OGR_GetFieldTypeName(OGR_Fld_GetType(field));
    }
    OGR_L_ResetReading(layer);
    while (OGRFeatureH f = OGR_L_GetNextFeature(layer)) {
      one.features.push_back(feature_of(f));
      OGR_F_Destroy(f);
    }
    out.push_back(std::move(one));
  }
  return out;
}

const OpenedLayer& layer_named(const std::vector<OpenedLayer>& layers, const std::string& name) {
  for (const OpenedLayer& l : layers)
    if (l.name == name) return l;
  throw std::out_of_range("no layer " + name);
}

double area(const std::string& a) {
  return OGR_G_Area(from_wkt(a).get());
}

double area_outside(const std::string& a, const std::string& b) {
  const Geometry one = from_wkt(a), two = from_wkt(b);
  const Geometry rest(OGR_G_Difference(one.get(), two.get()),
                      [](void* g) { OGR_G_DestroyGeometry(g); });
  if (!rest) throw std::runtime_error("no difference");
  return OGR_G_Area(rest.get());
}

double distance(const std::string& a, const std::string& b) {
  return OGR_G_Distance(from_wkt(a).get(), from_wkt(b).get());
}

}  // namespace vedette::test
