// SPDX-License-Identifier: Apache-2.0
// CGAL's exact triangular expansion (GPL: for tests and benchmarks only).
#pragma once

#include <CGAL/Arr_naive_point_location.h>
#include <CGAL/Arr_segment_traits_2.h>
#include <CGAL/Arr_walk_along_line_point_location.h>
#include <CGAL/Arrangement_2.h>
#include <CGAL/Exact_predicates_exact_constructions_kernel.h>
#include <CGAL/Triangular_expansion_visibility_2.h>

#include <memory>
#include <stdexcept>
#include <variant>
#include <vector>

#include "space/sight_plan.hpp"

namespace vedette::testing {

class CgalSight {
  using Kernel = CGAL::Exact_predicates_exact_constructions_kernel;
  using Traits = CGAL::Arr_segment_traits_2<Kernel>;
  using Arrangement = CGAL::Arrangement_2<Traits>;
  using Expansion = CGAL::Triangular_expansion_visibility_2<Arrangement, CGAL::Tag_true>;

 public:
  explicit CgalSight(const std::vector<std::vector<Offset>>& rings) {
    std::vector<Kernel::Segment_2> segments;
    for (const auto& ring : rings)
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const Offset &a = ring[i], &b = ring[(i + 1) % ring.size()];
        segments.emplace_back(Kernel::Point_2(a.x, a.y), Kernel::Point_2(b.x, b.y));
      }
    CGAL::insert_non_intersecting_curves(arrangement_, segments.begin(), segments.end());
    where_ = std::make_unique<CGAL::Arr_walk_along_line_point_location<Arrangement>>(arrangement_);
  }
  /// The triangulation, which CGAL makes at its first question otherwise.
  void prepare() { expansion_ = std::make_unique<Expansion>(arrangement_); }

  using Face = Arrangement::Face_const_handle;
  /// The bounded face that the point is in; throws where it is in none.
  Face face(double x, double y) const {
    const auto found = where_->locate(Kernel::Point_2(x, y));
    const Face* face = boost::get<Face>(&found);
    if (!face || (*face)->is_unbounded()) throw std::logic_error("the eye is in no face");
    return *face;
  }
  double area(double x, double y, Face face) const {
    Arrangement out;
    const auto seen = expansion_->compute_visibility(Kernel::Point_2(x, y), face, out);
    double twice = 0;
    auto edge = seen->outer_ccb();
    const auto begin = edge;
    do {
      const double ax = CGAL::to_double(edge->source()->point().x()) - x,
                   ay = CGAL::to_double(edge->source()->point().y()) - y,
                   bx = CGAL::to_double(edge->target()->point().x()) - x,
                   by = CGAL::to_double(edge->target()->point().y()) - y;
      twice += ax * by - bx * ay;
    } while (++edge != begin);
    return twice / 2;
  }

 private:
  Arrangement arrangement_;
  std::unique_ptr<CGAL::Arr_walk_along_line_point_location<Arrangement>> where_;
  std::unique_ptr<Expansion> expansion_;
};

}  // namespace vedette::testing
