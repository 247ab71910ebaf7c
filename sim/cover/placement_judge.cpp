// SPDX-License-Identifier: Apache-2.0
#include "cover/placement_judge.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <queue>

#include "cover/site_coverage.hpp"

namespace vedette {

std::size_t PlacementVerdict::parts_met() const {
  return static_cast<std::size_t>(std::count(met.begin(), met.end(), true));
}

// What each candidate sees of the cells that count.
class PlacementJudge::Sight {
 public:
  Sight(const CameraPlan& plan, const PlacementField& field, bool night)
      : search_(field),
        with_failures_(plan.placement->with_failures),
        night_(night),
        maker_(plan),
        cells_(placement_parts(
            plan, std::min(coverage_frame(plan).grid.cell_m, plan.placement->sample_m))) {
    stay_.assign(cells_.part_of_cell.size() + cells_.asset_cells.size(), 0);
    for (const std::uint32_t i : cells_.stay) {
      const CameraPose& camera = plan.cameras[i];
      if (camera.plane != plan.plane || camera.tours()) continue;
      each_cell_seen(cells_, maker_.spans(camera, cells_.grid, night_),
                     [&](std::uint32_t cell) { stay_[cell] += stay_[cell] < UINT8_MAX; });
    }
    std::vector<std::uint8_t> reach(stay_);
    for (const PlacementCandidate& candidate : field.candidates) {
      each_cell_seen(cells_, maker_.spans(candidate.pose, cells_.grid, night_),
                     [&](std::uint32_t cell) { reach[cell] += reach[cell] < UINT8_MAX; });
    }
    for (std::size_t cell = 0; cell < stay_.size(); ++cell) {
      const std::uint32_t k = part_of(static_cast<std::uint32_t>(cell));
      if (k == PlacementField::kNoRow) continue;
      PlacementPart& part = cells_.parts[k];
      part.kept += stay_[cell] >= part.need;
      part.out_of_reach += reach[cell] < part.need;
    }
  }

  const PlacementField& cells() const { return cells_; }
  const PlacementField& search() const { return search_; }
  bool with_failures() const { return with_failures_; }
  const std::vector<std::uint8_t>& stay() const { return stay_; }

  /// Assets are numbered after the cells.
  std::uint32_t part_of(std::uint32_t cell) const {
    const std::size_t cells = cells_.part_of_cell.size();
    if (cell < cells) return cells_.part_of_cell[cell];
    const std::size_t first = cells_.parts.size() - cells_.asset_cells.size();
    return static_cast<std::uint32_t>(first + cell - cells);
  }
  template <class Visit>
  void each_seen_by(std::uint32_t candidate, const Visit& visit) {
    each_cell_seen(
        cells_, maker_.spans(search_.candidates[candidate].pose, cells_.grid, night_), visit);
  }
  /// The same of a candidate that was chosen, kept: it is asked for again and again.
  const std::vector<std::uint32_t>& kept_view(std::uint32_t candidate) {
    const auto [at, fresh] = views_.try_emplace(candidate);
    if (fresh)
      each_seen_by(candidate, [&](std::uint32_t cell) { at->second.push_back(cell); });
    return at->second;
  }

 private:
  const PlacementField& search_;
  const bool with_failures_, night_;
  CameraSpanMaker maker_;
  PlacementField cells_;
  std::vector<std::uint8_t> stay_;  // cameras that stay and see the cell
  std::map<std::uint32_t, std::vector<std::uint32_t>> views_;
};

namespace {

// What is seen, and what is expected to be, while cameras are added one by one.
template <class Sight>
class Watch {
 public:
  // `failures`: what is expected is counted even where it decides nothing.
  explicit Watch(Sight& sight, bool failures = false)
      : s_(sight),
        failures_(failures || sight.with_failures()),
        f_(sight.search().failures),
        count_(sight.stay()),
        of_cause_(f_.cause_down.size()),
        seen_(sight.cells().parts.size(), 0),
        expected_(seen_) {
    if (failures_) dark_.assign(count_.size(), 1.0f);
    for (std::size_t k = 0; k < seen_.size(); ++k)
      seen_[k] = expected_[k] = static_cast<double>(s_.cells().parts[k].kept);
  }

  void add(std::uint32_t candidate) {
    for (const std::uint32_t cell : s_.kept_view(candidate)) {
      const std::uint32_t k = s_.part_of(cell);
      const bool kept = s_.stay()[cell] >= part(k).need;
      if (!kept && failures_ && !part(k).asset) {
        const double factor = f_.factor(candidate, of_cause_, cell);
        expected_[k] += static_cast<double>(dark_[cell]) * (1 - factor);
        const std::uint32_t g = f_.cause[candidate];
        if (g != FailureModel::kNoCause) {
          if (of_cause_[g].empty()) of_cause_[g].assign(count_.size(), 1.0f);
          of_cause_[g][cell] *= static_cast<float>(f_.down[candidate]);
        }
        dark_[cell] *= static_cast<float>(factor);
      }
      if (count_[cell] == UINT8_MAX) continue;
      if (++count_[cell] == part(k).need && !kept) seen_[k] += 1;
    }
  }

  // Cells, or cameras at an asset, that a part still lacks.
  double lacks(std::uint32_t k) const {
    if (part(k).asset) {
      const std::size_t first = seen_.size() - s_.cells().asset_cells.size();
      const std::uint8_t have = count_[s_.cells().part_of_cell.size() + k - first];
      return std::max(0, part(k).need - have);
    }
    const auto cells = static_cast<double>(part(k).cells);
    if (s_.with_failures()) {
      const double left = part(k).share * cells - expected_[k];
      return left > 1e-6 ? left : 0;
    }
    const double may_miss = std::floor((1 - part(k).share) * cells + 1e-9);
    return std::max(0.0, cells - may_miss - seen_[k]);
  }
  bool anything_lacks() const {
    for (std::uint32_t k = 0; k < seen_.size(); ++k)
      if (lacks(k) > 0) return true;
    return false;
  }
  // What a candidate adds to what is lacking.
  double gain(std::uint32_t candidate) {
    gain_.assign(seen_.size(), 0);
    lacks_.clear();
    for (std::uint32_t k = 0; k < seen_.size(); ++k) lacks_.push_back(lacks(k));
    s_.each_seen_by(candidate, [&](std::uint32_t cell) {
      const std::uint32_t k = s_.part_of(cell);
      if (lacks_[k] == 0 || s_.stay()[cell] >= part(k).need) return;
      if (s_.with_failures() && !part(k).asset)
        gain_[k] += static_cast<double>(dark_[cell]) * (1 - f_.factor(candidate, of_cause_, cell));
      else
        gain_[k] += count_[cell] < part(k).need;
    });
    double sum = 0;
    for (std::size_t k = 0; k < gain_.size(); ++k) sum += std::min(gain_[k], lacks_[k]);
    return sum;
  }

  PlacementVerdict verdict() const {
    PlacementVerdict out;
    for (std::uint32_t k = 0; k < seen_.size(); ++k) {
      const auto cells = static_cast<double>(part(k).cells);
      out.share.push_back(part(k).cells ? seen_[k] / cells : 1);
      const bool fails = failures_ && !part(k).asset;
      out.expected.push_back(!part(k).cells ? 1 : fails ? expected_[k] / cells : out.share[k]);
      out.met.push_back(part(k).cells == 0 || lacks(k) == 0);
    }
    return out;
  }
  double seen_share() const {
    double seen = 0, cells = 0;
    for (std::uint32_t k = 0; k < seen_.size(); ++k) {
      seen += seen_[k];
      cells += static_cast<double>(part(k).cells);
    }
    return seen / cells;
  }

 private:
  const PlacementPart& part(std::uint32_t k) const { return s_.cells().parts[k]; }

  Sight& s_;
  const bool failures_;
  const FailureModel& f_;
  std::vector<std::uint8_t> count_;
  std::vector<std::vector<float>> of_cause_;
  std::vector<float> dark_;
  std::vector<double> seen_, expected_, gain_, lacks_;
};

}  // namespace

PlacementJudge::PlacementJudge(const CameraPlan& plan, const PlacementField& field, bool night)
    : sight_(std::make_unique<Sight>(plan, field, night)) {}
PlacementJudge::~PlacementJudge() = default;

const PlacementField& PlacementJudge::cells() const {
  return sight_->cells();
}

PlacementVerdict PlacementJudge::verdict(std::span<const std::uint32_t> chosen) {
  Watch watch(*sight_, true);
  for (const std::uint32_t c : chosen) watch.add(c);
  return watch.verdict();
}

std::vector<double> PlacementJudge::curve(std::span<const std::uint32_t> sequence) {
  Watch watch(*sight_);
  std::vector<double> out{watch.seen_share()};
  for (const std::uint32_t c : sequence) {
    watch.add(c);
    out.push_back(watch.seen_share());
  }
  return out;
}

std::vector<std::uint32_t> PlacementJudge::completed(std::span<const std::uint32_t> chosen) {
  Watch watch(*sight_);
  std::vector<std::uint32_t> out(chosen.begin(), chosen.end());
  const auto& candidates = sight_->search().candidates;
  std::vector<bool> taken(candidates.size(), false);
  for (const std::uint32_t c : chosen) {
    watch.add(c);
    taken[c] = true;
  }
  if (!watch.anything_lacks()) return out;
  const auto rate = [&](std::uint32_t c) {
    return watch.gain(c) / static_cast<double>(candidates[c].price);
  };
  std::priority_queue<RatedColumn> queue;
  for (std::uint32_t c = 0; c < candidates.size(); ++c) {
    if (taken[c]) continue;
    const double worth = rate(c);
    if (worth > 1e-12) queue.push({worth, c});
  }
  while (!queue.empty() && watch.anything_lacks()) {
    const RatedColumn top = queue.top();
    queue.pop();
    const double now = rate(top.column);
    if (now <= 1e-12) continue;
    if (!queue.empty() && RatedColumn{now, top.column} < queue.top()) {
      queue.push({now, top.column});
      continue;
    }
    watch.add(top.column);
    out.push_back(top.column);
  }
  return out;
}

namespace {

// So often at most.
constexpr std::size_t kSearches = 4;

bool better(const PlacementVerdict& mine, std::int64_t price, const PlacementVerdict& theirs,
            std::int64_t their_price) {
  if (mine.parts_met() != theirs.parts_met()) return mine.parts_met() > theirs.parts_met();
  return price < their_price;
}

}  // namespace

JudgedPlacement place_and_judge(const CameraPlan& plan, const PlacementField& field,
                                PlacementJudge& judge, const PlacementOptions& options) {
  const Placement& wanted = *plan.placement;
  const PlacementProblem& problem = field.problem;
  JudgedPlacement out;
  CameraPlacement& p = out.placement;
  p = place_cameras(wanted, field, options);
  PlacementAnswer& a = p.answer;
  out.verdict = judge.verdict(a.chosen);
  out.greedy_cameras = wanted.budget > 0 ? a.greedy.steps.size()
                                         : std::min(a.greedy.enough, a.greedy.steps.size());
  if (wanted.budget == 0) {
    std::vector<std::uint32_t> greedy, best = judge.completed(a.chosen);
    for (std::size_t i = 0; i < out.greedy_cameras; ++i) greedy.push_back(a.greedy.steps[i].column);
    greedy = judge.completed(greedy);
    out.greedy_cameras = greedy.size();
    a.greedy_price = problem.price_of(greedy);
    PlacementVerdict found = out.verdict, has = judge.verdict(best);
    const auto consider = [&](const std::vector<std::uint32_t>& other) {
      const PlacementVerdict of_other = judge.verdict(other);
      if (!better(of_other, problem.price_of(other), has, problem.price_of(best))) return;
      best = other;
      has = of_other;
    };
    consider(greedy);
    // So many rows more as the judge found too few of, until he is content as it is.
    std::vector<std::uint64_t> more(field.parts.size(), 0);
    PlacementOptions again = options;
    again.bound_work = 0;
    while (!found.all() && out.searches < kSearches) {
      bool any = false;
      for (std::size_t k = 0; k < more.size(); ++k) {
        const PlacementPart& part = field.parts[k];
        if (found.met[k] || part.asset) continue;
        const double have = wanted.with_failures ? found.expected[k] : found.share[k];
        const double short_of = (part.share - have) * static_cast<double>(part.cells);
        more[k] += static_cast<std::uint64_t>(std::max(1.0, std::ceil(short_of)));
        any = true;
      }
      if (!any) break;
      ++out.searches;
      const CameraPlacement next = place_cameras(wanted, field, again, more);
      found = judge.verdict(next.answer.chosen);
      consider(judge.completed(next.answer.chosen));
    }
    std::sort(best.begin(), best.end());
    out.verdict = has;
    a.chosen = best;
    a.price = problem.price_of(best);
    a.missed = problem.missed(best);
    a.proven = a.proven && a.bound == static_cast<double>(a.price);
    a.gap = a.price > 0 ? (static_cast<double>(a.price) - a.bound) / static_cast<double>(a.price)
                        : 0;
    p.chosen = in_order(problem, best);
  }
  p.share = out.verdict.share;
  p.expected_share = out.verdict.expected;
  p.met = out.verdict.all();
  return out;
}

}  // namespace vedette
