// SPDX-License-Identifier: Apache-2.0
#include "viz/core/search.hpp"

#include <algorithm>

namespace vedette::view {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

double match(std::string_view query, std::string_view text) {
  if (query.empty()) return 1;
  if (query == text) return 4;
  if (text.starts_with(query)) return 3;
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80);
  };
  double best = 0;
  for (std::size_t at = text.find(query); at != std::string_view::npos;
       at = text.find(query, at + 1))
    best = std::max(best, at > 0 && !letter(text[at - 1]) ? 2.0 : 1.0);
  if (best > 0) return best;
  std::size_t found = 0;
  for (const char c : text)
    if (found < query.size() && c == query[found]) ++found;
  return found == query.size() && query.size() >= 2 ? 0.5 : 0;
}

void SearchIndex::add(std::string label, int kind, std::uint32_t id) {
  std::string lowered = lower(label);
  items_.push_back({std::move(label), std::move(lowered), kind, id});
}

std::vector<std::uint32_t> SearchIndex::find(std::string_view query, std::size_t most) const {
  std::vector<std::string> words(1);
  for (const char c : lower(query)) {
    if (c == ' ') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  if (words.size() > 1 && words.back().empty()) words.pop_back();
  std::vector<std::pair<double, std::uint32_t>> found;
  for (std::uint32_t i = 0; i < items_.size(); ++i) {
    double sum = 0;
    for (const std::string& w : words) {
      const double m = match(w, items_[i].lowered);
      sum = m == 0 ? -1e9 : sum + m;
    }
    if (sum > 0) found.emplace_back(-sum, i);
  }
  const std::size_t n = std::min(most, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(n), found.end());
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < n; ++i) out.push_back(found[i].second);
  return out;
}

}  // namespace vedette::view
