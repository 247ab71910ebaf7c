// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/weather.hpp"

namespace vedette {

class Run;

/// Sets the weather of time 0 and puts its changes on the calendar. Before everything else.
void start_weather(Run& run);
/// What the weather does here; all factors 1 in a scenario without weather.
const WeatherEffects& weather_effects(const Run& run);

}  // namespace vedette
