// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

namespace vedette::gis {

// clang-format off
#define VEDETTE_GDAL_FUNCTIONS(X) \
  X(CPLErrorReset) \
  X(CPLGetErrorHandlerUserData) \
  X(CPLGetLastErrorMsg) \
  X(CPLGetLastErrorType) \
  X(CPLPopErrorHandler) \
  X(CPLPushErrorHandler) \
  X(CPLPushErrorHandlerEx) \
  X(CPLQuietErrorHandler) \
  X(CPLSetThreadLocalConfigOption) \
  X(CSLDestroy) \
  X(CSLSetNameValue) \
  X(GDALAllRegister) \
  X(GDALClose) \
  X(GDALCreate) \
  X(GDALDatasetCommitTransaction) \
  X(GDALDatasetCreateLayer) \
  X(GDALDatasetGetLayer) \
  X(GDALDatasetGetLayerCount) \
  X(GDALDatasetStartTransaction) \
  X(GDALGetDriverByName) \
  X(GDALOpenEx) \
  X(OGR_F_Create) \
  X(OGR_F_Destroy) \
  X(OGR_F_GetFID) \
  X(OGR_F_GetFieldAsString) \
  X(OGR_F_GetFieldIndex) \
  X(OGR_F_GetGeometryRef) \
  X(OGR_F_IsFieldSetAndNotNull) \
  X(OGR_F_SetFieldDateTimeEx) \
  X(OGR_F_SetFieldDouble) \
  X(OGR_F_SetFieldInteger64) \
  X(OGR_F_SetFieldNull) \
  X(OGR_F_SetFieldString) \
  X(OGR_F_SetGeometryDirectly) \
  X(OGR_Fld_Create) \
  X(OGR_Fld_Destroy) \
  X(OGR_G_AddGeometryDirectly) \
  X(OGR_G_AddPoint_2D) \
  X(OGR_G_CreateGeometry) \
  X(OGR_G_DestroyGeometry) \
  X(OGR_G_GetGeometryCount) \
  X(OGR_G_GetGeometryRef) \
  X(OGR_G_GetGeometryType) \
  X(OGR_G_GetLinearGeometry) \
  X(OGR_G_GetPointCount) \
  X(OGR_G_GetX) \
  X(OGR_G_GetY) \
  X(OGR_G_IsValid) \
  X(OGR_G_MakeValid) \
  X(OGR_G_Union) \
  X(OGR_G_UnionCascaded) \
  X(OGR_GT_Flatten) \
  X(OGR_L_CreateFeature) \
  X(OGR_L_CreateField) \
  X(OGR_L_GetLayerDefn) \
  X(OGR_L_GetName) \
  X(OGR_L_GetNextFeature) \
  X(OGR_L_ResetReading) \
  X(OSRDestroySpatialReference) \
  X(OSRImportFromEPSG) \
  X(OSRNewSpatialReference) \
  X(OSRSetAxisMappingStrategy)
// clang-format on

/// What is used of GDAL's C interface, loaded at its first use: linked in, GDAL and the hundred
/// libraries that it brings would make every start of the program take 0.1 s longer, also where
/// nothing is exported.
struct Gdal {
#define VEDETTE_GDAL_MEMBER(name) decltype(&::name) name;
  VEDETTE_GDAL_FUNCTIONS(VEDETTE_GDAL_MEMBER)
#undef VEDETTE_GDAL_MEMBER
};

/// Throws std::runtime_error with a sentence where the library is missing. Drivers are registered.
const Gdal& gdal();

}  // namespace vedette::gis
