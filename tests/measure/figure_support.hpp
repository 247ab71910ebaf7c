// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "measure/figures.hpp"

namespace vedette::test {

inline const Figure& figure(const RepFigures& figures, const std::string& id) {
  const auto at = std::find_if(figures.figures.begin(), figures.figures.end(),
                               [&](const Figure& f) { return f.id == id; });
  INFO(id);
  REQUIRE(at != figures.figures.end());
  return *at;
}

inline double value(const RepFigures& figures, const std::string& id) {
  return figure(figures, id).value;
}

/// Bit for bit.
inline bool same(const RepFigures& a, const RepFigures& b) {
  const auto same_figure = [](const Figure& x, const Figure& y) {
    return x.id == y.id && x.n == y.n &&
           std::bit_cast<std::uint64_t>(x.value) == std::bit_cast<std::uint64_t>(y.value);
  };
  return a.replication == b.replication && a.response_histogram == b.response_histogram &&
         std::equal(a.figures.begin(), a.figures.end(), b.figures.begin(), b.figures.end(),
                    same_figure);
}

inline Incident call(std::uint32_t id, std::uint16_t type, double called_s, double dispatched_s,
                     double arrived_s) {
  Incident n;
  n.id = IncidentId(id);
  n.type = type;
  n.priority = type == 0 ? 1 : 3;
  n[Stage::kOccurred] = Time{0} + seconds(called_s);
  n[Stage::kPoliceCalled] = Time{0} + seconds(called_s);
  if (dispatched_s >= 0) n[Stage::kPoliceDispatched] = Time{0} + seconds(dispatched_s);
  if (arrived_s >= 0) n[Stage::kPoliceArrived] = Time{0} + seconds(arrived_s);
  n.closed = arrived_s >= 0;
  return n;
}

}  // namespace vedette::test
