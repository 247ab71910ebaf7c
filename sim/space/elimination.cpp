// SPDX-License-Identifier: Apache-2.0
#include "space/elimination.hpp"

#include <algorithm>

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

void Elimination::eliminate(std::uint32_t node) {
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

void Elimination::eliminate_all() {
  for (std::uint32_t n = 0; n < links_.size(); ++n) queue(n);
  for (std::size_t key = 0; key < bucket_.size();) {
    if (bucket_[key].empty()) {
      ++key;
      continue;
    }
    const std::uint32_t node = bucket_[key].back();
    bucket_[key].pop_back();
    if (key_[node] != key) continue;
    key_[node] = kGone;
    eliminate(node);
    // A neighbour that lost a link may come before.
    for (const Link& near : links_[node]) key = std::min<std::size_t>(key, key_[near.node]);
  }
}

void Elimination::finish() {
  out_.number(level_);
  std::size_t all = 0;
  for (const Links& links : links_) all += links.size;
  for (Hierarchy::Links* side : {&out_.up_, &out_.down_}) {
    side->begin.reserve(links_.size() + 1);
    side->begin.assign(1, 0);
    side->far.reserve(all);
    side->ticks.reserve(all);
  }
  const auto write = [](Hierarchy::Links& links, std::uint32_t far, Ticks ticks) {
    if (ticks == kUnreachableTicks) return;
    links.far.push_back(far);
    links.ticks.push_back(ticks);
  };
  for (std::size_t p = 0; p < links_.size(); ++p) {
    for (const Link& link : links_[out_.node_[p]]) {
      const std::uint32_t far = out_.position_[link.node];
      write(out_.up_, far, link.to);
      write(out_.down_, far, link.from);
    }
    out_.up_.begin.push_back(static_cast<std::uint32_t>(out_.up_.far.size()));
    out_.down_.begin.push_back(static_cast<std::uint32_t>(out_.down_.far.size()));
  }
  // What a link consists of is not told.
  out_.up_.piece.assign(out_.up_.far.size(), 0);
  out_.down_.piece.assign(out_.down_.far.size(), 0);
}

}  // namespace vedette
