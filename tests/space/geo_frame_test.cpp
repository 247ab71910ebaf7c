// SPDX-License-Identifier: Apache-2.0
#include "space/geo_frame.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <stdexcept>

#include "support/seed.hpp"

using namespace vedette;

namespace {

double apart_m(PointMm a, PointMm b) {
  const double dx = static_cast<double>(a.x - b.x), dy = static_cast<double>(a.y - b.y);
  return std::sqrt(dx * dx + dy * dy) / 1000;
}

// A geodesic by many short steps: an oracle that shares only the radii of curvature.
double stepped_m(LonLat a, LonLat b) {
  double sum = 0;
  constexpr int kSteps = 1000;
  for (int i = 0; i < kSteps; ++i) {
    const auto at = [&](int k) {
      const double f = static_cast<double>(k) / kSteps;
      return LonLat{a.lon + f * (b.lon - a.lon), a.lat + f * (b.lat - a.lat)};
    };
    sum += distance_m(at(i), at(i + 1));
  }
  return sum;
}

}  // namespace

TEST_CASE("distances along the ellipsoid") {
  // A degree of the meridian and of the equator on WGS 84 (NIMA TR8350.2; NGA's length table).
  CHECK(distance_m({0, 0}, {1, 0}) == Approx(111319.491).margin(0.001));
  CHECK(distance_m({0, 44.5}, {0, 45.5}) == Approx(111131.78).margin(0.2));
  CHECK(distance_m({10, -0.5}, {10, 0.5}) == Approx(110574.3).margin(0.4));
  CHECK(distance_m({5, 50}, {5, 50}) == 0);
  // Along a line of latitude and a meridian the steps are the way itself.
  CHECK(distance_m({0, 40}, {0, 40.4}) == Approx(stepped_m({0, 40}, {0, 40.4})).epsilon(1e-6));
}

TEST_CASE("the plane is true to length within its documented error") {
  CAPTURE(testing::seed());
  std::mt19937_64 random(testing::seed());
  std::uniform_real_distribution<double> lon(-179, 179), lat(-70, 70), off(-0.4, 0.4);
  for (int i = 0; i < 300; ++i) {
    const GeoFrame frame({lon(random), lat(random)});
    const LonLat o = frame.origin();
    // At most 45 km from the origin.
    const double stretch = 1 / std::cos(o.lat * 0.017453292519943295);
    const LonLat a{o.lon + off(random) * stretch, o.lat + off(random)};
    const LonLat b{a.lon + 0.002 * off(random) * stretch, a.lat + 0.002 * off(random)};
    REQUIRE(frame.holds(a));
    const double x_m = static_cast<double>(frame.to_plane(a).x) / 1000;
    const double scale = 1 + x_m * x_m / (2 * 6371000.0 * 6371000.0);
    INFO(o.lon << " " << o.lat << " → " << a.lon << " " << a.lat);
    CHECK(apart_m(frame.to_plane(a), frame.to_plane(b)) ==
          Approx(distance_m(a, b) * scale).epsilon(2e-6).margin(0.002));
    CHECK(scale - 1 < 3.1e-5);
  }
}

TEST_CASE("to the plane and back") {
  CAPTURE(testing::seed());
  std::mt19937_64 random(testing::seed());
  std::uniform_real_distribution<double> lat(-79, 79), metres(-60000, 60000);
  for (int i = 0; i < 300; ++i) {
    const GeoFrame frame({20, lat(random)});
    const PointMm point = millimetres(metres(random), metres(random));
    const LonLat place = frame.to_lon_lat(point);
    INFO(frame.origin().lat << " " << point.x << " " << point.y);
    if (frame.holds(place)) CHECK(frame.to_plane(place) == point);
  }
  const GeoFrame frame({-73.9857, 40.7484});
  CHECK(frame.to_plane(frame.origin()) == PointMm{0, 0});
  CHECK(frame.to_plane({-73.9857, 40.7584}).x == 0);
  CHECK(frame.to_plane({-73.9757, 40.7484}).x > 844000);
  CHECK_FALSE(frame.holds({-70, 40}));
  CHECK_THROWS_AS(GeoFrame({0, 81}), std::invalid_argument);
  CHECK_THROWS_AS(GeoFrame({181, 0}), std::invalid_argument);
}

TEST_CASE("Snyder's numerical example of the ellipsoidal transverse Mercator") {
  // PP 1395, p. 269: 40°30' N 73°30' W with the central meridian 75° W and k0 0.9996 lies at
  // x 127106.5 m. That is on Clarke 1866; x grows with the radius across the meridian there.
  const auto radius = [](double a, double e2) {
    const double sine = std::sin(40.5 * 0.017453292519943295);
    return a / std::sqrt(1 - e2 * sine * sine);
  };
  const double clarke = radius(6378206.4, 0.00676866), wgs84 = radius(6378137, 0.00669438);
  const GeoFrame frame({-75, 40});
  const double x_m = static_cast<double>(frame.to_plane({-73.5, 40.5}).x) / 1000;
  CHECK(x_m * 0.9996 * clarke / wgs84 == Approx(127106.5).margin(0.1));
}

TEST_CASE("GCJ-02: the published pairs, and there and back") {
  // The pairs that implementations of the published algorithm are tested with (eviltransform).
  const struct {
    LonLat wgs, gcj;
  } pairs[] = {{{121.5272106, 31.1774276}, {121.531541859215, 31.17530398364597}},
               {{113.912316, 22.543847}, {113.9171764808363, 22.540796131694766}},
               {{116.377817, 39.911954}, {116.38404722455657, 39.91334545536069}}};
  for (const auto& pair : pairs) {
    const LonLat gcj = gcj02_of_wgs84(pair.wgs), wgs = wgs84_of_gcj02(pair.gcj);
    CHECK(gcj.lon == Approx(pair.gcj.lon).margin(1e-9));
    CHECK(gcj.lat == Approx(pair.gcj.lat).margin(1e-9));
    CHECK(distance_m(wgs, pair.wgs) < 0.001);
  }
  const LonLat denver{-104.9903, 39.7392}, brisbane{153.0251, -27.4698};
  CHECK(gcj02_of_wgs84(denver) == denver);
  CHECK(wgs84_of_gcj02(brisbane) == brisbane);
  CAPTURE(testing::seed());
  std::mt19937_64 random(testing::seed());
  std::uniform_real_distribution<double> lon(75, 134), lat(19, 53);
  for (int i = 0; i < 1000; ++i) {
    const LonLat gcj{lon(random), lat(random)}, again = gcj02_of_wgs84(wgs84_of_gcj02(gcj));
    INFO(gcj.lon << " " << gcj.lat);
    CHECK(again.lon == Approx(gcj.lon).margin(1e-9));
    CHECK(again.lat == Approx(gcj.lat).margin(1e-9));
    CHECK(distance_m(gcj, wgs84_of_gcj02(gcj)) < 1500);
  }
}
