// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/lang.hpp"
#include "measure/summary.hpp"
#include "world/world.hpp"

namespace vedette::cli {

/// The answer first, in plain sentences: how soon calls are reached, what became of the intruder.
std::string headline(const World& world, std::uint64_t seed, const Summary& summary, Lang lang);

/// "3 min 05 s" / "3 分 05 秒"; under a minute "42.5 s".
std::string plain_time(double seconds, Lang lang);

}  // namespace vedette::cli
