// SPDX-License-Identifier: Apache-2.0
#include "world/limits.hpp"

#include <nlohmann/json.hpp>

namespace vedette {

namespace {

std::string text(const nlohmann::json& of, const char* key) {
  const auto it = of.find(key);
  return it == of.end() || !it->is_string() ? std::string() : it->get<std::string>();
}

}  // namespace

Limits limits_of(const nlohmann::json& standards) {
  Limits limits;
  for (const auto& [name, body] : standards.items()) {
    Limit limit;
    limit.name = name;
    const auto label = body.find("label");
    if (label != body.end() && label->is_object()) {
      limit.label_en = text(*label, "en");
      limit.label_zh = text(*label, "zh");
    } else if (label != body.end()) {
      limit.label_en = limit.label_zh = label->get<std::string>();
    }
    if (limit.label_zh.empty()) limit.label_zh = limit.label_en;
    limit.standard = text(body, "standard");
    limit.edition = text(body, "edition");
    limit.clause = text(body, "clause");
    limit.figure = text(body, "figure");
    limit.statistic = text(body, "statistic");
    limit.at_least = body.contains("at_least");
    limit.limit = body.value(limit.at_least ? "at_least" : "at_most", 0.0);
    limit.unconfirmed = body.value("unconfirmed", false);
    const auto sources = body.find("sources");
    const std::string key = limit.at_least ? "at_least" : "at_most";
    if (sources != body.end())
      limit.source = text(*sources, sources->contains(key) ? key.c_str() : "*");
    limits.all.push_back(std::move(limit));
  }
  return limits;
}

}  // namespace vedette
