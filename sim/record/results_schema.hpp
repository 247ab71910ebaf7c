// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "record/sqlite.hpp"

namespace vedette::vds {

inline constexpr std::int64_t kApplicationId = 0x56445354;  // "VDST"
inline constexpr std::int64_t kSchemaVersion = 3;

struct Item {
  std::string_view name, sql;
};
/// Of a file with the results of a study (FILE.vds): here, so that a viewer can read it without
/// linking what runs studies. The tables: what is run, then the rows.
std::span<const Item> tables();
/// Marks a new database as ours; then makes the tables (in one transaction, or a killed study would
/// leave some of them).
void stamp(sqlite::Database& db);
void make_tables(sqlite::Database& db);

}  // namespace vedette::vds
