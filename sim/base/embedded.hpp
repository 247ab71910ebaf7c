// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Declares a file that CMake's vedette_embed() put into the program.
#define VEDETTE_EMBEDDED(symbol) \
  namespace vedette::embedded {  \
  std::string_view symbol();     \
  }                              \
  static_assert(true)
