// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace vedette {

/// Stands for "none" where plain indexes are kept.
inline constexpr std::uint32_t kNoIndex = 0xffffffffu;

}  // namespace vedette
