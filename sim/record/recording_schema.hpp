// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace vedette::recording {

/// "VDT1" in the file's header (SQLite's application_id).
inline constexpr std::uint32_t kApplicationId = 0x56445431;
/// Version of the tables (SQLite's user_version).
inline constexpr std::uint32_t kSchemaVersion = 5;
inline constexpr int kPageSize = 8192;

/// A table, view or index with the statement that makes it. A recording holds exactly these, letter
/// by letter; a reader refuses a file with anything else.
struct Item {
  std::string_view name;
  std::string_view sql;
};

/// Times are whole microseconds since the scenario's start (`…_us`), lengths of geometry and
/// movement whole millimetres (`…_mm`), entities and incidents their numbers (NULL: none), words
/// numbers into `words`.
std::span<const Item> tables();
/// Made when the run is over: a live index costs five times the speed.
std::span<const Item> indexes();

}  // namespace vedette::recording
