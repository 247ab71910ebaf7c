// SPDX-License-Identifier: Apache-2.0
// GeoPackage and GeoJSON through GDAL's C interface.

#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "base/diagnostics.hpp"
#include "export/clock.hpp"
#include "base/gdal_library.hpp"
#include "export/write.hpp"

namespace vedette::gis {

namespace {

namespace fs = std::filesystem;

/// Takes GDAL's complaints from the terminal; the first that matters explains a failure.
class Complaints {
 public:
  Complaints() { gdal().CPLPushErrorHandlerEx(take, this); }
  ~Complaints() { gdal().CPLPopErrorHandler(); }
  Complaints(const Complaints&) = delete;
  Complaints& operator=(const Complaints&) = delete;
  bool any() const { return !first_.empty(); }
  [[noreturn]] void fail(const std::string& path) const {
    throw std::runtime_error("cannot write " + path + (any() ? ": " + first_ : std::string()));
  }

 private:
  static void take(CPLErr level, CPLErrorNum, const char* message) {
    auto* self = static_cast<Complaints*>(gdal().CPLGetErrorHandlerUserData());
    if (level >= CE_Failure && self->first_.empty()) self->first_ = message;
  }
  std::string first_;
};

/// A setting of GDAL, for this thread and as long as this lives.
class Setting {
 public:
  Setting(const char* key, const std::string& value) : key_(key) {
    gdal().CPLSetThreadLocalConfigOption(key, value.c_str());
  }
  ~Setting() { gdal().CPLSetThreadLocalConfigOption(key_, nullptr); }
  Setting(const Setting&) = delete;
  Setting& operator=(const Setting&) = delete;

 private:
  const char* key_;
};

struct CloseDataset {
  void operator()(void* dataset) const { gdal().GDALClose(dataset); }
};
using Dataset = std::unique_ptr<void, CloseDataset>;
struct FreeFeature {
  void operator()(OGRFeatureH feature) const { gdal().OGR_F_Destroy(feature); }
};
using OwnedFeature = std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, FreeFeature>;
struct FreeReference {
  void operator()(void* reference) const { gdal().OSRDestroySpatialReference(reference); }
};
using SpatialReference = std::unique_ptr<void, FreeReference>;

class Options {
 public:
  Options& set(const char* key, const std::string& value) {
    list_ = gdal().CSLSetNameValue(list_, key, value.c_str());
    return *this;
  }
  Options() = default;
  ~Options() { gdal().CSLDestroy(list_); }
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;
  char** get() const { return list_; }

 private:
  char** list_ = nullptr;
};

/// Writes layers into one dataset.
class Writer {
 public:
  Writer(const char* driver, const std::string& path, const Reference& reference)
      : path_(path), clock_(reference.start), json_(std::string_view(driver) == "GeoJSON") {
    if (reference.origin) {
      frame_.emplace(*reference.origin);
      reference_.reset(gdal().OSRNewSpatialReference(nullptr));
      if (gdal().OSRImportFromEPSG(reference_.get(), 4326) != OGRERR_NONE) complaints_.fail(path_);
      gdal().OSRSetAxisMappingStrategy(reference_.get(), OAMS_TRADITIONAL_GIS_ORDER);
    }
    GDALDriverH found = gdal().GDALGetDriverByName(driver);
    if (found == nullptr) throw std::runtime_error(std::string("this GDAL cannot write ") + driver);
    dataset_.reset(gdal().GDALCreate(found, path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset_) complaints_.fail(path_);
  }

  Written write(const Layer& layer) {
    Options options;
    options.set("DESCRIPTION", layer.description);
    if (json_) {
      options.set("RFC7946", frame_ ? "YES" : "NO");
      options.set("COORDINATE_PRECISION", frame_ ? "9" : "3");
      options.set("WRITE_NAME", "NO");
    } else {
      options.set("GEOMETRY_NAME", "geom");
    }
    OGRLayerH out = gdal().GDALDatasetCreateLayer(
        dataset_.get(), layer.name.c_str(), reference_.get(), kind(layer.shape), options.get());
    if (out == nullptr) complaints_.fail(path_);
    for (const Field& f : layer.fields) add_field(out, f);
    Written written{layer.name, 0};
    // One transaction a layer: a file a hundred times sooner.
    const bool transaction =
        gdal().GDALDatasetStartTransaction(dataset_.get(), 0) == OGRERR_NONE && !json_;
    layer.each([&](const Feature& f) {
      add(out, layer, f);
      ++written.features;
    });
    if (transaction && gdal().GDALDatasetCommitTransaction(dataset_.get()) != OGRERR_NONE)
      complaints_.fail(path_);
    return written;
  }

  void close() {
    // What cannot be written at the last moment is a failure too.
    gdal().CPLErrorReset();
    dataset_.reset();
    if (gdal().CPLGetLastErrorType() >= CE_Failure) complaints_.fail(path_);
  }

 private:
  static OGRwkbGeometryType kind(ShapeKind shape) {
    return shape == ShapeKind::kPoint  ? wkbPoint
           : shape == ShapeKind::kLine ? wkbLineString
                                       : wkbMultiPolygon;
  }
  // GDAL writes moments into GeoJSON with slashes; as texts they are ISO 8601.
  bool as_text(FieldKind kind) const { return json_ && kind == FieldKind::kMoment; }

  void add_field(OGRLayerH layer, const Field& f) {
    const OGRFieldType type = f.kind == FieldKind::kInteger                      ? OFTInteger64
                              : f.kind == FieldKind::kReal                       ? OFTReal
                              : f.kind == FieldKind::kMoment && !as_text(f.kind) ? OFTDateTime
                                                                                 : OFTString;
    OGRFieldDefnH field = gdal().OGR_Fld_Create(f.name.c_str(), type);
    const OGRErr error = gdal().OGR_L_CreateField(layer, field, 0);
    gdal().OGR_Fld_Destroy(field);
    if (error != OGRERR_NONE) complaints_.fail(path_);
  }

  void put(OGRFeatureH feature, int field, const Value& value) const {
    if (const auto* n = std::get_if<std::int64_t>(&value)) {
      gdal().OGR_F_SetFieldInteger64(feature, field, *n);
    } else if (const auto* x = std::get_if<double>(&value)) {
      gdal().OGR_F_SetFieldDouble(feature, field, *x);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      gdal().OGR_F_SetFieldString(feature, field, text->c_str());
    } else if (const auto* t = std::get_if<Time>(&value)) {
      if (as_text(FieldKind::kMoment)) {
        gdal().OGR_F_SetFieldString(feature, field, clock_.utc_text(*t).c_str());
      } else {
        const Clock::Parts p = clock_.utc(*t);
        const auto s = static_cast<float>(p.second) + static_cast<float>(p.millisecond) / 1000;
        constexpr int kUtc = 100;
        gdal().OGR_F_SetFieldDateTimeEx(feature, field, p.year, p.month, p.day, p.hour, p.minute, s,
                                        kUtc);
      }
    } else {
      gdal().OGR_F_SetFieldNull(feature, field);
    }
  }

  void add_point(OGRGeometryH geometry, PointMm p) const {
    if (frame_) {
      const LonLat place = frame_->to_lon_lat(p);
      gdal().OGR_G_AddPoint_2D(geometry, place.lon, place.lat);
    } else {
      gdal().OGR_G_AddPoint_2D(geometry, static_cast<double>(p.x) / 1000,
                               static_cast<double>(p.y) / 1000);
    }
  }

  OGRGeometryH shape(const Layer& layer, const Feature& f) const {
    if (layer.shape != ShapeKind::kPolygons) {
      OGRGeometryH g = gdal().OGR_G_CreateGeometry(kind(layer.shape));
      for (const PointMm p : f.points) add_point(g, p);
      return g;
    }
    if (f.polygons.empty()) return nullptr;
    OGRGeometryH multi = gdal().OGR_G_CreateGeometry(wkbMultiPolygon);
    for (const Rings& rings : f.polygons) {
      OGRGeometryH polygon = gdal().OGR_G_CreateGeometry(wkbPolygon);
      for (const Polygon& corners : rings) {
        OGRGeometryH ring = gdal().OGR_G_CreateGeometry(wkbLinearRing);
        for (const PointMm p : corners) add_point(ring, p);
        add_point(ring, corners.front());
        gdal().OGR_G_AddGeometryDirectly(polygon, ring);
      }
      gdal().OGR_G_AddGeometryDirectly(multi, polygon);
    }
    return multi;
  }

  void add(OGRLayerH layer, const Layer& of, const Feature& f) {
    const OwnedFeature feature(gdal().OGR_F_Create(gdal().OGR_L_GetLayerDefn(layer)));
    for (std::size_t i = 0; i < f.values.size(); ++i)
      put(feature.get(), static_cast<int>(i), f.values[i]);
    gdal().OGR_F_SetGeometryDirectly(feature.get(), shape(of, f));
    if (gdal().OGR_L_CreateFeature(layer, feature.get()) != OGRERR_NONE) complaints_.fail(path_);
  }

  Complaints complaints_;
  std::string path_;
  Clock clock_;
  bool json_;
  std::optional<GeoFrame> frame_;
  SpatialReference reference_;
  Dataset dataset_;
};

void check_parent(const std::string& path) {
  const fs::path parent = fs::path(path).parent_path();
  std::error_code error;
  if (parent.empty() || fs::is_directory(parent, error)) return;
  throw InputError{{{path, 0, 0}, Severity::kError, "there is no folder " + parent.string(), {}}};
}

[[noreturn]] void refuse(const std::string& path, const char* why) {
  throw InputError{{{path, 0, 0}, Severity::kError, why, "choose another name"}};
}

// A SQLite file whose application id (bytes 68 to 71) says GPKG, or nothing.
void check_geopackage(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return;
  if (!fs::is_regular_file(path, error)) refuse(path, "something that is no file stands here");
  char head[72] = {};
  std::ifstream(path, std::ios::binary).read(head, sizeof head);
  if (fs::file_size(path, error) != 0 && std::string_view(head + 68, 4) != "GPKG")
    refuse(path, "a file that is no GeoPackage stands here; it is left as it is");
}

// The file is written beside its place and put there when it is whole.
template <class Write>
void write_file(const char* driver, const std::string& path, const Reference& reference,
                Write&& write) {
  const std::string part = part_of(path);
  std::error_code ignored;
  fs::remove(part, ignored);
  try {
    Writer writer(driver, part, reference);
    write(writer);
    writer.close();
  } catch (...) {
    for (const char* more : {"", "-journal", "-wal"}) fs::remove(part + more, ignored);
    throw;
  }
  put_in_place(part, path);
}

}  // namespace

std::vector<Written> write_geopackage(const std::string& path, const std::vector<Layer>& layers,
                                      const Reference& reference) {
  check_parent(path);
  check_geopackage(path);
  // The last change that the file tells of: the scenario's own time, not the wall clock's.
  const Setting change("OGR_CURRENT_DATE", Clock(reference.start).utc_text(Time{0}));
  const Setting no_waiting("OGR_SQLITE_SYNCHRONOUS", "OFF");
  std::vector<Written> out;
  write_file("GPKG", path, reference, [&](Writer& writer) {
    for (const Layer& layer : layers) out.push_back(writer.write(layer));
  });
  return out;
}

std::vector<Written> write_geojson(const std::string& path, const std::vector<Layer>& layers,
                                   const Reference& reference) {
  const std::string extension = fs::path(path).extension().string();
  const bool file = extension == ".geojson" || extension == ".json";
  std::error_code error;
  if (file && layers.size() != 1) refuse(path, "a GeoJSON file holds one layer, a folder all");
  if (file && fs::exists(path, error) && !fs::is_regular_file(path, error))
    refuse(path, "something that is no file stands here");
  file ? check_parent(path) : make_folder(path);
  std::vector<Written> out;
  for (const Layer& layer : layers)
    write_file("GeoJSON", file ? path : (fs::path(path) / (layer.name + ".geojson")).string(),
               reference, [&](Writer& writer) { out.push_back(writer.write(layer)); });
  return out;
}

}  // namespace vedette::gis
