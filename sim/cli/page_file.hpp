// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace vedette::cli {

/// Whether a page may be written there: only what is not there yet, is empty, or is a page; never a
/// recording, a scenario or a table.
bool may_be_overwritten(const std::string& path);

}  // namespace vedette::cli
