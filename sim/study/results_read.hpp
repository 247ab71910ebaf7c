// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace vedette::vds {

/// InputError at a file of results.
[[noreturn]] void refuse(const std::string& path, std::string message, std::string hint = {});

}  // namespace vedette::vds
