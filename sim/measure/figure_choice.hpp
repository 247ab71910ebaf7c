// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vedette {

/// Which figures are asked for: all, or some by their ids. What takes figures may skip the work for
/// those that nobody wants; it may also hand out more than is wanted.
class FigureChoice {
 public:
  FigureChoice() = default;
  /// No ids: all.
  explicit FigureChoice(std::vector<std::string> ids) : ids_(std::move(ids)) {}
  bool all() const { return ids_.empty(); }
  /// The figure `id`.
  bool wants(std::string_view id) const;
  /// Any figure whose id is `path` or goes on from it ("calls.hour": "calls.hour.07.n" and so on).
  bool wants_any(std::string_view path) const;

 private:
  std::vector<std::string> ids_;
};

}  // namespace vedette
