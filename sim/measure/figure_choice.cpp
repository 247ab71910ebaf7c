// SPDX-License-Identifier: Apache-2.0
#include "measure/figure_choice.hpp"

#include <algorithm>

namespace vedette {

bool FigureChoice::wants(std::string_view id) const {
  return all() || std::find(ids_.begin(), ids_.end(), id) != ids_.end();
}

bool FigureChoice::wants_any(std::string_view path) const {
  const auto within = [&](std::string_view id) {
    return id.starts_with(path) && (id.size() == path.size() || id[path.size()] == '.');
  };
  return all() || std::any_of(ids_.begin(), ids_.end(), within);
}

}  // namespace vedette
