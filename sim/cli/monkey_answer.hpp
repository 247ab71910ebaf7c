// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/lang.hpp"
#include "study/monkey.hpp"

namespace vedette::cli {

/// "camera/cam-03".
std::string element_name(const World& world, std::uint32_t element);

/// What `vedette monkey --json` prints and `vedette report --single` reads.
nlohmann::ordered_json monkey_json(const World& world, const MonkeyPlan& plan,
                                   const MonkeyResult& result);

/// The worst `show` trials in a table; of single points of failure then the alarm chain stage by
/// stage, with and without each: the stages that change, or `all_stages`.
std::string monkey_text(const World& world, const MonkeyResult& result, std::size_t show,
                        bool all_stages, Lang lang);

}  // namespace vedette::cli
