// SPDX-License-Identifier: Apache-2.0
#include "study/study_map.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "base/statistics.hpp"
#include "study/analysis.hpp"
#include "study/multiple_comparison.hpp"

namespace vedette {

namespace {

using Counts = std::map<std::uint64_t, PlaceCounts>;  // by replication
using List = std::vector<PlaceCount> PlaceCounts::*;

Counts counts_of(const StudyContents& c, std::size_t design) {
  Counts out;
  for (const auto& [rep, run] : c.results.runs(design)) {
    PlaceCounts counts;
    if (run.failure.empty() && from_bytes(run.places, counts)) out[rep] = std::move(counts);
  }
  return out;
}

// Over all runs, by place.
Json sums(const Counts& counts, List list) {
  std::map<std::uint32_t, PlaceCount> by_place;
  for (const auto& [rep, one] : counts)
    for (const PlaceCount& c : one.*list) {
      PlaceCount& sum = by_place[c.place];
      sum.n += c.n;
      sum.reached += c.reached;
      sum.within += c.within;
      sum.sum_ms += c.sum_ms;
    }
  Json out = Json::array();
  for (const auto& [place, c] : by_place)
    out.push_back({place, static_cast<double>(c.n) / static_cast<double>(counts.size()),
                   static_cast<double>(c.within) / static_cast<double>(c.n),
                   c.reached > 0
                       ? Json(static_cast<double>(c.sum_ms) / 1000 / static_cast<double>(c.reached))
                       : Json()});
  return out;
}

struct Pair {
  double n0 = 0, in0 = 0, n1 = 0, in1 = 0;
};

// Where every run gave the same share there is no spread between runs to judge by: Wilson's
// intervals of all that was counted have nothing in common.
bool apart(const Pair& sum, double level) {
  const auto share = [&](double in, double n) {
    return wilson(static_cast<std::uint64_t>(in), static_cast<std::uint64_t>(n), level);
  };
  const Interval a = share(sum.in0, sum.n0), b = share(sum.in1, sum.n1);
  return a.high < b.low || b.high < a.low;
}

// Difference of two ratios of sums over paired runs; its standard error by linearisation (Cochran,
// Sampling Techniques, 3rd ed., 6.2), run by run, so that what both runs share cancels out. Runs
// in which nothing happened there tell nothing: the spread has as many degrees of freedom as there
// are others, less one.
Json change_of(const std::vector<Pair>& pairs, std::uint32_t place, double level) {
  Pair sum;
  for (const Pair& p : pairs) {
    sum.n0 += p.n0;
    sum.in0 += p.in0;
    sum.n1 += p.n1;
    sum.in1 += p.in1;
  }
  if (sum.n0 == 0 || sum.n1 == 0) return {};
  const double r0 = sum.in0 / sum.n0, r1 = sum.in1 / sum.n1;
  const auto runs = static_cast<double>(pairs.size());
  double square = 0, telling = 0;
  for (const Pair& p : pairs) {
    telling += p.n0 + p.n1 > 0;
    const double residual =
        (p.in1 - r1 * p.n1) * runs / sum.n1 - (p.in0 - r0 * p.n0) * runs / sum.n0;
    square += residual * residual;
  }
  bool sure = false;
  constexpr double kRounding = 1e-20;
  if (telling >= 2 && square > kRounding * runs)
    sure = std::fabs(r1 - r0) > student_t(level, telling - 1) *
                                    std::sqrt(square * telling / (telling - 1)) / runs;
  else if (pairs.size() >= 2)
    sure = apart(sum, level);
  return {place, r1 - r0, sure};
}

Json changes(const Counts& before, const Counts& after, List list, double confidence) {
  std::map<std::uint32_t, std::vector<Pair>> by_place;
  std::size_t runs = 0;
  for (const auto& [rep, unused] : before) runs += after.contains(rep) ? 1 : 0;
  std::size_t run = 0;
  for (const auto& [rep, one] : before) {
    const auto other = after.find(rep);
    if (other == after.end()) continue;
    const auto at = [&](std::uint32_t place) -> Pair& {
      std::vector<Pair>& pairs = by_place[place];
      pairs.resize(runs);
      return pairs[run];
    };
    for (const PlaceCount& c : one.*list) {
      at(c.place).n0 = c.n;
      at(c.place).in0 = c.within;
    }
    for (const PlaceCount& c : other->second.*list) {
      at(c.place).n1 = c.n;
      at(c.place).in1 = c.within;
    }
    ++run;
  }
  Json out = Json::array();
  const double level = simultaneous_level(confidence, std::max<std::size_t>(1, by_place.size()));
  for (const auto& [place, pairs] : by_place)
    if (Json one = change_of(pairs, place, level); !one.is_null()) out.push_back(std::move(one));
  return out;
}

class Drawing {
 public:
  Drawing(const StudyContents& c, const Json& analysis) : c_(c), analysis_(analysis) {}

  Json result() {
    const auto shown = designs();
    if (!shown) return nullptr;
    const auto [before, after] = *shown;
    const Counts first = counts_of(c_, before);
    Json out{{"parts", nullptr}, {"before", side(before, first)}, {"after", nullptr}};
    if (after) {
      const Counts second = counts_of(c_, *after);
      out["after"] = side(*after, second);
      const auto same = [&](const char* part) {
        const auto &a = c_.maps.designs[before], &b = c_.maps.designs[*after];
        return a.contains(part) && b.contains(part) && a.at(part) == b.at(part);
      };
      const double level = c_.study.confidence;
      if (same("cells") || same("areas"))
        out["change"] = changes(first, second, &PlaceCounts::calls, level);
      if (same("zones")) out["zone_change"] = changes(first, second, &PlaceCounts::alarms, level);
    }
    out["parts"] = std::move(parts_);
    return out;
  }

 private:
  bool has_map(std::size_t d) const {
    return d < c_.maps.designs.size() && !c_.maps.designs[d].empty();
  }

  // The baseline (or the first one), and the answer beside it, if that is another.
  std::optional<std::pair<std::size_t, std::optional<std::size_t>>> designs() const {
    const std::size_t before = c_.study.baseline.value_or(0);
    if (!has_map(before)) return std::nullopt;
    std::optional<std::size_t> after;
    if (analysis_.contains("answer") && analysis_["answer"]["design"].is_string()) {
      const std::string name = analysis_["answer"]["design"];
      for (std::size_t d = 0; d < c_.study.designs.size(); ++d)
        if (c_.study.designs[d].name == name) after = d;
    }
    if ((!after || *after == before) && c_.study.designs.size() == 2) after = 1 - before;
    if (after && (*after == before || !has_map(*after))) after = std::nullopt;
    return std::pair{before, after};
  }

  Json side(std::size_t d, const Counts& counts) {
    Json out{{"design", c_.study.designs[d].name}, {"runs", counts.size()}};
    for (const auto& [part, name] : c_.maps.designs[d]) {
      const auto [at, fresh] = numbers_.try_emplace(name, parts_.size());
      if (fresh) parts_.push_back(Json::parse(c_.maps.parts.at(name)));
      out[part] = at->second;
    }
    for (const auto& [key, list] :
         {std::pair{"calls", List(&PlaceCounts::calls)}, {"alarms", List(&PlaceCounts::alarms)}})
      if (Json some = sums(counts, list); !some.empty()) out[key] = std::move(some);
    return out;
  }

  const StudyContents& c_;
  const Json& analysis_;
  Json parts_ = Json::array();
  std::map<std::string, std::size_t> numbers_;
};

}  // namespace

Json study_map(const StudyContents& contents, const Json& analysis) {
  return Drawing(contents, analysis).result();
}

}  // namespace vedette
