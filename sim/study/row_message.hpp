// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "study/results.hpp"

namespace vedette {

/// A row as bytes for a message between processes of this program, and back.
std::string row_to_bytes(const StudyRow& row);
StudyRow row_from_bytes(std::string_view bytes);
/// Of which run such bytes are.
StudyTask task_of_row(std::string_view bytes);

}  // namespace vedette
