// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_calls_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vedette {

namespace {

constexpr std::size_t kLeastRows = 30;  // of a type of its own, where the mapping does not say

void label_from(const Json& label, CallTypes::Type& type) {
  if (label.is_string()) {
    type.label = label.get<std::string>();
  } else {
    type.label = label["en"].get<std::string>();
    if (label.contains("zh")) type.label_zh = label["zh"].get<std::string>();
  }
}

class TypeFinder {
 public:
  TypeFinder(const OpenedLog& opened, Diagnostics& diagnostics)
      : log_(opened.log), root_(opened.mapping.root), diagnostics_(diagnostics) {}

  CallTypes find() {
    read_priorities();
    group();
    pool_rare();
    std::stable_sort(out_.types.begin(), out_.types.end(),
                     [](const auto& a, const auto& b) { return a.rows.size() > b.rows.size(); });
    out_.of_row.resize(log_.kept().size());
    for (std::size_t t = 0; t < out_.types.size(); ++t) {
      for (const std::size_t row : out_.types[t].rows) out_.of_row[row] = t;
      find_priority(out_.types[t]);
    }
    return std::move(out_);
  }

 private:
  void read_priorities() {
    out_.priority_of_row.resize(log_.kept().size());
    if (!log_.has("priority")) return;
    const Json words = root_.value("priorities", Json());
    const Json other = root_.value("other_priority", Json());
    std::map<std::string, std::size_t> unknown;  // word → first row
    for (std::size_t i = 0; i < log_.kept().size(); ++i) {
      const std::string text = log_.text(log_.kept()[i], "priority");
      auto& priority = out_.priority_of_row[i];
      if (words.is_object() && words.contains(text))
        priority = words[text].get<int>();
      else if (text.size() == 1 && text[0] >= '1' && text[0] <= '9' && words.is_null())
        priority = text[0] - '0';
      else if (other.is_number())
        priority = other.get<int>();
      else if (!text.empty())
        unknown.emplace(text, i);
    }
    for (const auto& [word, row] : unknown)
      diagnostics_.error(log_.place(log_.kept()[row], "priority"),
                         fmt::format("what priority is '{}'?", word.substr(0, 60)),
                         "give 'priorities' (word: 1 to 9) or 'other_priority' in the mapping");
  }

  // By name; the mapping's first where cells share one.
  void group() {
    const Json said = root_.value("types", Json::object());
    std::map<std::string, std::size_t> by_cell, by_name;
    for (std::size_t i = 0; i < log_.kept().size(); ++i) {
      const std::string cell = log_.has("type") ? log_.text(log_.kept()[i], "type") : "call";
      auto found = by_cell.find(cell);
      if (found == by_cell.end()) {
        const Json own = said.value(cell, Json::object());
        std::string name = own.value("as", model_name(cell));
        if (name.empty())
          name = cell.empty() ? "untyped" : fmt::format("type-{}", by_cell.size() + 1);
        const auto [at, is_new] = by_name.emplace(name, out_.types.size());
        if (is_new) {
          out_.types.push_back({name, cell.empty() ? name : cell, "", {}, 2, ""});
          kept_apart_.push_back(!own.empty());
        }
        CallTypes::Type& type = out_.types[at->second];
        if (own.contains("label")) label_from(own["label"], type);
        if (own.contains("priority")) {
          type.priority = own["priority"].get<int>();
          type.priority_source = "assumption: said by the mapping of the import";
        }
        found = by_cell.emplace(cell, at->second).first;
      }
      out_.types[found->second].rows.push_back(i);
    }
  }

  // Types of few rows, unless the mapping names them, are one type.
  void pool_rare() {
    const std::size_t least = root_.value("least_rows", kLeastRows);
    std::vector<CallTypes::Type> kept;
    CallTypes::Type other{"other", "Other", "其他", {}, 2, ""};
    for (std::size_t t = 0; t < out_.types.size(); ++t) {
      CallTypes::Type& type = out_.types[t];
      if (kept_apart_[t] || type.rows.size() >= least)
        kept.push_back(std::move(type));
      else
        other.rows.insert(other.rows.end(), type.rows.begin(), type.rows.end());
    }
    if (!other.rows.empty()) {
      const bool alone = kept.empty();
      if (alone) other = {"call", "Call", "警情", std::move(other.rows), 2, ""};
      for (CallTypes::Type& type : kept)
        if (type.name == other.name) {
          type.rows.insert(type.rows.end(), other.rows.begin(), other.rows.end());
          std::sort(type.rows.begin(), type.rows.end());
          other.rows.clear();
        }
      std::sort(other.rows.begin(), other.rows.end());
      if (!other.rows.empty()) kept.push_back(std::move(other));
    }
    out_.types = std::move(kept);
  }

  // The most frequent among its calls; the more urgent of equals.
  void find_priority(CallTypes::Type& type) {
    if (!type.priority_source.empty()) return;
    std::array<std::size_t, 10> counts{};
    std::size_t known = 0;
    for (const std::size_t row : type.rows)
      if (const auto p = out_.priority_of_row[row]) {
        ++counts[static_cast<std::size_t>(*p)];
        ++known;
      }
    const auto most = std::max_element(counts.begin(), counts.end());
    if (known == 0) {
      type.priority_source = "assumption: the log gives none";
      return;
    }
    type.priority = static_cast<int>(most - counts.begin());
    type.priority_source = fmt::format("{}: the most frequent priority of the type, {} of {} calls",
                                       root_["source"].get<std::string>(), *most, known);
  }

  const LogTable& log_;
  const Json& root_;
  Diagnostics& diagnostics_;
  CallTypes out_;
  std::vector<bool> kept_apart_;  // named by the mapping
};

}  // namespace

CallTypes find_call_types(const OpenedLog& opened, Diagnostics& diagnostics) {
  return TypeFinder(opened, diagnostics).find();
}

}  // namespace vedette
