// SPDX-License-Identifier: Apache-2.0
#include "world/parametric.hpp"

#include <string>
#include <string_view>

namespace vedette {

std::optional<Distribution> parametric_distribution(const Located& at) {
  if (at.value().is_number()) return Distribution::constant(at.value().get<double>());
  const std::string kind = at.key(0);
  const Located body = at.at(0);
  const auto p = [&](std::string_view key) { return body.find(key)->value().get<double>(); };
  if (kind == "constant") return Distribution::constant(body.value().get<double>());
  if (kind == "exponential") return Distribution::exponential(p("mean"));
  if (kind == "uniform") return Distribution::uniform(p("low"), p("high"));
  if (kind == "triangular") return Distribution::triangular(p("low"), p("mode"), p("high"));
  if (kind == "normal") return Distribution::normal(p("mean"), p("sd"));
  if (kind == "lognormal") return Distribution::lognormal(p("mean"), p("cv"));
  if (kind == "gamma") return Distribution::gamma(p("mean"), p("cv"));
  if (kind == "erlang") return Distribution::erlang(static_cast<int>(p("k")), p("mean"));
  if (kind == "weibull") return Distribution::weibull(p("shape"), p("scale"));
  return std::nullopt;
}

}  // namespace vedette
