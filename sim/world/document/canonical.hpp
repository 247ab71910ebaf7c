// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "world/document/located.hpp"

namespace vedette {

/// One text for one meaning, to be hashed: compact JSON, keys sorted by bytes, numbers in their
/// shortest form with whole ones written as such (8.0 and 8 are "8", -0.0 is "0"), text in UTF-8
/// with only the escapes that JSON demands.
std::string canonical_text(const Json& value);

}  // namespace vedette
