// SPDX-License-Identifier: Apache-2.0
#include "space/geo_frame.hpp"

#include <cmath>

#include "base/portable_math.hpp"
#include "base/require.hpp"

namespace vedette {

namespace {

using portable::cos;
using portable::sin;

constexpr double kRadians = portable::kPi / 180;
// WGS 84: equatorial radius in metres, flattening 1/298.257223563; squares of the eccentricities.
constexpr double kA = 6378137;
constexpr double kF = 1 / 298.257223563;
constexpr double kE2 = kF * (2 - kF);
constexpr double kSecondE2 = kE2 / (1 - kE2);

double prime_vertical_m(double sine) {
  return kA / std::sqrt(1 - kE2 * sine * sine);
}
double meridian_m(double sine) {
  const double w = 1 - kE2 * sine * sine;
  return kA * (1 - kE2) / (w * std::sqrt(w));
}

// Along the meridian from the equator (Snyder 3-21).
double meridian_arc_m(double phi) {
  constexpr double e2 = kE2, e4 = e2 * e2, e6 = e4 * e2;
  return kA * ((1 - e2 / 4 - 3 * e4 / 64 - 5 * e6 / 256) * phi -
               (3 * e2 / 8 + 3 * e4 / 32 + 45 * e6 / 1024) * sin(2 * phi) +
               (15 * e4 / 256 + 45 * e6 / 1024) * sin(4 * phi) - 35 * e6 / 3072 * sin(6 * phi));
}

struct Metres {
  double x, y;
};

// Snyder 8-9 and 8-10 with k0 = 1.
Metres projected(LonLat origin, double origin_arc_m, LonLat place) {
  const double phi = place.lat * kRadians, s = sin(phi), c = cos(phi);
  const double tangent = s / c, t = tangent * tangent, eta = kSecondE2 * c * c;
  const double n = prime_vertical_m(s), a = (place.lon - origin.lon) * kRadians * c;
  const double a2 = a * a;
  const double x = n * a *
                   (1 + a2 / 6 * (1 - t + eta) +
                    a2 * a2 / 120 * (5 - 18 * t + t * t + 72 * eta - 58 * kSecondE2));
  const double y = meridian_arc_m(phi) - origin_arc_m +
                   n * tangent * a2 *
                       (0.5 + a2 / 24 * (5 - t + 9 * eta + 4 * eta * eta) +
                        a2 * a2 / 720 * (61 - 58 * t + t * t + 600 * eta - 330 * kSecondE2));
  return {x, y};
}

}  // namespace

double distance_m(LonLat a, LonLat b) {
  const double middle = (a.lat + b.lat) / 2 * kRadians, s = sin(middle);
  const double north = meridian_m(s) * (b.lat - a.lat) * kRadians;
  const double east = prime_vertical_m(s) * cos(middle) * (b.lon - a.lon) * kRadians;
  return std::sqrt(north * north + east * east);
}

GeoFrame::GeoFrame(LonLat origin) : origin_(origin) {
  require(origin.lon >= -180 && origin.lon <= 180, "longitude", origin.lon, "in [-180, 180]");
  require(origin.lat >= -80 && origin.lat <= 80, "latitude", origin.lat, "in [-80, 80]");
  arc_m_ = meridian_arc_m(origin.lat * kRadians);
}

bool GeoFrame::holds(LonLat place) const {
  return std::abs(place.lon - origin_.lon) <= 3 && std::abs(place.lat - origin_.lat) <= 10 &&
         std::abs(place.lat) <= 85;
}

PointMm GeoFrame::to_plane(LonLat place) const {
  const Metres at = projected(origin_, arc_m_, place);
  return millimetres(at.x, at.y);
}

LonLat GeoFrame::to_lon_lat(PointMm point) const {
  const double x = static_cast<double>(point.x) / 1000, y = static_cast<double>(point.y) / 1000;
  // Newton's method with the radii of curvature as derivative: the error shrinks by a factor of
  // 100 and more in each step.
  LonLat place = origin_;
  for (int i = 0; i < 12; ++i) {
    const Metres at = projected(origin_, arc_m_, place);
    const double phi = place.lat * kRadians, s = sin(phi);
    place.lat += (y - at.y) / meridian_m(s) / kRadians;
    place.lon += (x - at.x) / (prime_vertical_m(s) * cos(phi)) / kRadians;
  }
  return place;
}

namespace {

// The published shift of GCJ-02: a polynomial with sines, scaled by the radii of the Krasovsky
// 1940 ellipsoid.
struct Shift {
  double lon, lat;
};

double waves(double amplitude1, double frequency1, double amplitude2, double frequency2,
             double amplitude3, double frequency3, double v) {
  return (amplitude1 * sin(frequency1 * v * portable::kPi) +
          amplitude2 * sin(frequency2 * v * portable::kPi) +
          amplitude3 * sin(frequency3 * v * portable::kPi)) *
         2 / 3;
}

Shift gcj02_shift(LonLat p) {
  constexpr double a = 6378245.0, e2 = 0.00669342162296594323;
  const double x = p.lon - 105, y = p.lat - 35, root = std::sqrt(std::abs(x));
  const double common = (20 * sin(6 * x * portable::kPi) + 20 * sin(2 * x * portable::kPi)) * 2 / 3;
  const double north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common +
                       waves(20, 1, 40, 1.0 / 3, 160, 1.0 / 12, y) +
                       320.0 * 2 / 3 * sin(y * portable::kPi / 30);
  const double east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common +
                      waves(20, 1, 40, 1.0 / 3, 150, 1.0 / 12, x) +
                      300.0 * 2 / 3 * sin(x * portable::kPi / 30);
  const double phi = p.lat * kRadians, s = sin(phi), w = 1 - e2 * s * s, root_w = std::sqrt(w);
  return {east / (a / root_w * cos(phi) * kRadians),
          north / (a * (1 - e2) / (w * root_w) * kRadians)};
}

bool shifted(LonLat p) {
  return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271;
}

}  // namespace

LonLat gcj02_of_wgs84(LonLat wgs) {
  if (!shifted(wgs)) return wgs;
  const Shift shift = gcj02_shift(wgs);
  return {wgs.lon + shift.lon, wgs.lat + shift.lat};
}

LonLat wgs84_of_gcj02(LonLat gcj) {
  if (!shifted(gcj)) return gcj;
  LonLat wgs = gcj;
  // The shift changes by less than 1 % of the way: each step gains two digits.
  for (int i = 0; i < 8; ++i) {
    const Shift shift = gcj02_shift(wgs);
    wgs = {gcj.lon - shift.lon, gcj.lat - shift.lat};
  }
  return wgs;
}

}  // namespace vedette
