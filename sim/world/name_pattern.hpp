// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace vedette {

/// Whether a name fits a pattern in which * stands for any letters, also none.
bool fits(std::string_view pattern, std::string_view name);

}  // namespace vedette
