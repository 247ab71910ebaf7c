// SPDX-License-Identifier: Apache-2.0
#include "space/elimination.hpp"

#include <algorithm>
#include <numeric>

#include "space/ticks_sum.hpp"

namespace vedette {

namespace {

constexpr std::uint32_t kGone = 0xffffffffu;
constexpr std::size_t kBlock = 1 << 16;
// Up to so many neighbours a list is searched, beyond that it is spread out first.
constexpr std::uint32_t kFew = 8;

}  // namespace

Elimination::Link* Elimination::memory(std::size_t size) {
  if (size > left_) {
    left_ = std::max(size, kBlock);
    blocks_.push_back(std::make_unique_for_overwrite<Link[]>(left_));
    total_ = left_;
  }
  Link* const begin = blocks_.back().get() + (total_ - left_);
  left_ -= size;
  return begin;
}

void Elimination::add(Links& links, const Link& link) {
  if (links.size == links.room) {
    const std::uint32_t room = std::max(6u, 2 * links.room);
    Link* const bigger = memory(room);
    std::copy(links.begin(), links.end(), bigger);
    links.data = bigger;
    links.room = room;
  }
  links.data[links.size++] = link;
}

void Elimination::link(Links& links, const Link& link) {
  for (Link& known : links)
    if (known.node == link.node) {
      known.to = std::min(known.to, link.to);
      known.from = std::min(known.from, link.from);
      return;
    }
  add(links, link);
}

Elimination::Elimination(const RoadGraph& graph, Hierarchy& out)
    : out_(out),
      links_(graph.node_count()),
      left_out_(graph.node_count(), false),
      level_(graph.node_count(), 0),
      key_(graph.node_count(), kGone),
      place_(graph.node_count(), kGone) {
  // Of parallel arcs the quickest counts; loops lead nowhere.
  for (std::uint32_t n = 0; n < links_.size(); ++n) {
    for (const RoadGraph::Step& step : graph.out(NodeId(n)))
      if (step.node.value != n) link(links_[n], {step.ticks, kUnreachableTicks, step.node.value});
    for (const RoadGraph::Step& step : graph.in(NodeId(n)))
      if (step.node.value != n) link(links_[n], {kUnreachableTicks, step.ticks, step.node.value});
  }
}

// Few neighbours first; weighed against depth, so that chains are taken apart in rounds.
void Elimination::queue(std::uint32_t node) {
  const std::uint32_t key = 2 * links_[node].size + level_[node];
  if (key_[node] == key) return;
  key_[node] = key;
  if (key >= bucket_.size()) bucket_.resize(key + 1);
  bucket_[key].push_back(node);
}

// Bends, crossings with one street and dead ends, most nodes of a town: the link by way of the node
// takes the place of the one to it.
void Elimination::take_out_of_street(std::uint32_t node) {
  const Links around = links_[node];
  for (std::uint32_t side = 0; side < around.size; ++side) {
    const Link& near = around.data[side];
    Links& links = links_[near.node];
    const auto with = [&](std::uint32_t other) {
      return std::find_if(links.begin(), links.end(),
                          [&](const Link& l) { return l.node == other; });
    };
    Link* const gone = with(node);
    if (around.size == 1) {
      *gone = links.data[--links.size];
    } else {
      const Link& far = around.data[1 - side];
      const Link way{sum(near.from, far.to), sum(far.from, near.to), far.node};
      Link* const known = with(far.node);
      if (known == links.end()) {
        *gone = way;
      } else {
        known->to = std::min(known->to, way.to);
        known->from = std::min(known->from, way.from);
        *gone = links.data[--links.size];
      }
    }
    level_[near.node] = std::max(level_[near.node], level_[node] + 1);
  }
}

// In rounds, no two neighbours in one, so that levels grow with the logarithm of a street's length.
void Elimination::take_out_streets() {
  std::vector<std::uint32_t> rest(links_.size()), later, touched_in(links_.size(), 0);
  std::iota(rest.begin(), rest.end(), 0u);
  for (std::uint32_t round = 1;; ++round) {
    later.clear();
    for (const std::uint32_t node : rest) {
      if (touched_in[node] == round || links_[node].size > 2) {
        later.push_back(node);
        continue;
      }
      left_out_[node] = true;
      take_out_of_street(node);
      for (const Link& near : links_[node]) touched_in[near.node] = round;
    }
    // Rounds that find little are left to the queue.
    const std::size_t gone = rest.size() - later.size();
    rest.swap(later);
    if (gone * 100 <= rest.size()) break;
  }
  for (const std::uint32_t node : rest) queue(node);
}

void Elimination::take_out(std::uint32_t node) {
  const Links around = links_[node];
  for (const Link& near : around) {
    Links& links = links_[near.node];
    // The node's place goes to the last link; then those by way of the node.
    Link* const gone =
        std::find_if(links.begin(), links.end(), [&](const Link& l) { return l.node == node; });
    *gone = links.data[--links.size];
    const auto round = [&](const Link& far) {
      return Link{sum(near.from, far.to), sum(far.from, near.to), far.node};
    };
    if (links.size <= kFew) {
      for (const Link& far : around)
        if (far.node != near.node) link(links, round(far));
    } else {
      for (std::uint32_t i = 0; i < links.size; ++i) place_[links.data[i].node] = i;
      const std::uint32_t before = links.size;
      for (const Link& far : around) {
        if (far.node == near.node) continue;
        const Link way = round(far);
        const std::uint32_t place = place_[far.node];
        if (place == kGone) {
          add(links, way);
          continue;
        }
        Link& known = links.data[place];
        known.to = std::min(known.to, way.to);
        known.from = std::min(known.from, way.from);
      }
      for (std::uint32_t i = 0; i < before; ++i) place_[links.data[i].node] = kGone;
    }
    level_[near.node] = std::max(level_[near.node], level_[node] + 1);
    queue(near.node);
  }
}

void Elimination::eliminate(std::uint32_t most_neighbours) {
  if (most_neighbours >= 2) {
    take_out_streets();
  } else {
    for (std::uint32_t n = 0; n < links_.size(); ++n) queue(n);
  }
  for (std::size_t key = 0; key < bucket_.size();) {
    if (bucket_[key].empty()) {
      ++key;
      continue;
    }
    const std::uint32_t node = bucket_[key].back();
    bucket_[key].pop_back();
    if (key_[node] != key) continue;
    key_[node] = kGone;
    if (links_[node].size > most_neighbours) continue;  // queued again when it has lost some
    left_out_[node] = true;
    take_out(node);
    // A neighbour that lost a link may come before.
    for (const Link& near : links_[node]) key = std::min<std::size_t>(key, key_[near.node]);
  }
}

void Elimination::finish() {
  const std::uint32_t top = level_.empty() ? 0 : *std::max_element(level_.begin(), level_.end());
  for (std::size_t n = 0; n < links_.size(); ++n)
    if (!left_out_[n]) {
      level_[n] = top + 1;
      ++out_.core_size_;
    }
  out_.number(level_);
  write(out_.up_, out_.down_, out_.core_size_, links_.size());
  write(out_.core_out_, out_.core_in_, 0, out_.core_size_);
  // What a link consists of is not told; HierarchySearch asks all the same.
  if (out_.core_size_ > 0) return;
  out_.up_.piece.assign(out_.up_.far.size(), 0);
  out_.down_.piece.assign(out_.down_.far.size(), 0);
}

// Of the nodes at these positions; those before have none.
void Elimination::write(Hierarchy::Links& out, Hierarchy::Links& in, std::size_t from,
                        std::size_t to) const {
  std::size_t all = 0;
  for (std::size_t p = from; p < to; ++p) all += links_[out_.node_[p]].size;
  for (Hierarchy::Links* side : {&out, &in}) {
    side->begin.reserve(to + 1);
    side->begin.assign(from + 1, 0);
    side->far.reserve(all);
    side->ticks.reserve(all);
  }
  const auto add = [](Hierarchy::Links& links, std::uint32_t far, Ticks ticks) {
    if (ticks == kUnreachableTicks) return;
    links.far.push_back(far);
    links.ticks.push_back(ticks);
  };
  for (std::size_t p = from; p < to; ++p) {
    for (const Link& link : links_[out_.node_[p]]) {
      const std::uint32_t far = out_.position_[link.node];
      add(out, far, link.to);
      add(in, far, link.from);
    }
    out.begin.push_back(static_cast<std::uint32_t>(out.far.size()));
    in.begin.push_back(static_cast<std::uint32_t>(in.far.size()));
  }
}

}  // namespace vedette
