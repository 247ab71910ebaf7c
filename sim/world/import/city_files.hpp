// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "world/import/city_tables.hpp"

namespace vedette {

/// The tables of a scenario, as compile_city reads them.
std::string junctions_csv(const CityTables& city);
std::string roads_csv(const CityTables& city);
std::string stations_csv(const CityTables& city);
std::string districts_csv(const CityTables& city);

}  // namespace vedette
