// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>
#include <utility>

namespace vedette {

void Diagnostics::error(Place place, std::string message, std::string hint) {
  found_.push_back({std::move(place), Severity::kError, std::move(message), std::move(hint)});
  ++errors_;
}

void Diagnostics::warning(Place place, std::string message, std::string hint) {
  found_.push_back({std::move(place), Severity::kWarning, std::move(message), std::move(hint)});
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> out = found_;
  const auto key = [](const Diagnostic& d) {
    return std::tie(d.place.file, d.place.line, d.place.column, d.message, d.hint);
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  out.erase(std::unique(out.begin(), out.end(),
                        [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); }),
            out.end());
  return out;
}

namespace {

// What of a sentence does not change from cell to cell: no numbers, nothing between quotes.
std::string kind_of(const Diagnostic& d) {
  std::string kind = d.place.file;
  kind += d.severity == Severity::kError ? '\1' : '\2';
  bool quoted = false, kept = false;
  for (std::size_t i = 0; i < d.message.size(); ++i) {
    const char c = d.message[i];
    const bool digit = c >= '0' && c <= '9';
    // An apostrophe inside a word ("car's") opens no quotation.
    const bool inside = i > 0 && std::isalnum(static_cast<unsigned char>(d.message[i - 1])) != 0;
    if (c == '\'' && (quoted || !inside)) {
      quoted = !quoted;
      kept = quoted && kind.ends_with("column ");  // of each column so many
    }
    if (kept || (!quoted && !digit && c != '.' && c != '-')) kind += c;
  }
  return kind;
}

}  // namespace

std::vector<Diagnostic> without_repeats(const std::vector<Diagnostic>& findings, std::size_t most) {
  std::map<std::string, std::size_t> seen;
  std::vector<std::string> kinds;
  for (const Diagnostic& d : findings) {
    kinds.push_back(kind_of(d));
    ++seen[kinds.back()];
  }
  std::map<std::string, std::size_t> told;
  std::vector<Diagnostic> out;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const std::size_t all = seen[kinds[i]], before = told[kinds[i]]++;
    // One more is told as itself: "1 more like it" would be no shorter.
    if (before < most || all == most + 1) {
      out.push_back(findings[i]);
    } else if (before == most) {
      out.push_back({findings[i].place, findings[i].severity,
                     fmt::format("and {} more like it: {}", all - most, findings[i].message), ""});
    }
  }
  return out;
}

std::string to_text(const Diagnostic& d) {
  std::string text = d.place.file;
  if (d.place.line > 0) text += fmt::format(":{}:{}", d.place.line, d.place.column);
  text += d.severity == Severity::kError ? ": error: " : ": warning: ";
  text += d.message;
  if (!d.hint.empty()) text += "\n  hint: " + d.hint;
  return text;
}

namespace {

// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost 1.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace vedette
