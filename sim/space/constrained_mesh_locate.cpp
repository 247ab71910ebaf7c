// SPDX-License-Identifier: Apache-2.0
// Where a point lies in the finished mesh, and what walls enclose.
#include <algorithm>
#include <cmath>

#include "space/constrained_mesh.hpp"

namespace vedette {

void ConstrainedMesh::finish() {
  at_corner_ = {}, chain_ = {}, suspects_ = {};
  const double width = high_.x - low_.x, height = high_.y - low_.y;
  const double cells = std::max(1.0, static_cast<double>(triangles_.size()) / 2);
  cell_ = std::max(std::sqrt(width * height / cells), std::max(width, height) / 1024);
  columns_ = static_cast<std::size_t>(width / cell_) + 1;
  rows_ = static_cast<std::size_t>(height / cell_) + 1;
  hint_.resize(columns_ * rows_);
  std::int32_t last = 0;
  for (std::size_t r = 0; r < rows_; ++r)
    for (std::size_t k = 0; k < columns_; ++k) {
      const std::size_t c = r % 2 ? columns_ - 1 - k : k;  // to and fro: each walk is short
      const auto middle = [&](double low, double high, std::size_t i) {
        return std::min(std::round(low + (static_cast<double>(i) + 0.5) * cell_), high - 1);
      };
      last = walk(last, {middle(low_.x, high_.x, c), middle(low_.y, high_.y, r)}).triangle;
      hint_[r * columns_ + c] = last;
    }
}

ConstrainedMesh::Place ConstrainedMesh::locate(LatticePoint p) const {
  const auto index = [&](double v, double low, std::size_t count) {
    return std::min(static_cast<std::size_t>((v - low) / cell_), count - 1);
  };
  return walk(hint_[index(p.y, low_.y, rows_) * columns_ + index(p.x, low_.x, columns_)], p);
}

std::vector<bool> ConstrainedMesh::enclosed() const {
  std::vector<bool> inside(triangles_.size()), seen(triangles_.size());
  std::vector<std::int32_t> stack;
  for (std::size_t t = 0; t < triangles_.size() && stack.empty(); ++t)
    for (int i = 0; i < 3; ++i)
      if (triangles_[t].beyond[i] < 0) stack.assign(1, static_cast<std::int32_t>(t));
  if (!stack.empty()) seen[stack[0]] = true;
  while (!stack.empty()) {
    const std::int32_t t = stack.back();
    stack.pop_back();
    for (int i = 0; i < 3; ++i) {
      const std::int32_t o = triangles_[t].beyond[i];
      if (o < 0 || seen[o]) continue;
      seen[o] = true;
      inside[o] = inside[t] != (triangles_[t].wall[i] != kOpen);
      stack.push_back(o);
    }
  }
  return inside;
}

}  // namespace vedette
