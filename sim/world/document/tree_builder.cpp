// SPDX-License-Identifier: Apache-2.0
#include "world/document/tree_builder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vedette {

TreeBuilder::TreeBuilder(std::uint32_t file, std::string file_name, ReadBudget& budget,
                         Diagnostics& diagnostics)
    : file_(file), file_name_(std::move(file_name)), budget_(budget), diagnostics_(diagnostics) {}

Place TreeBuilder::place_at(Mark mark) const {
  return {file_name_, static_cast<int>(mark.line), static_cast<int>(mark.column)};
}

PlaceNode TreeBuilder::node_at(Mark mark) const {
  PlaceNode node;
  node.file = file_;
  node.line = mark.line;
  node.column = mark.column;
  return node;
}

void TreeBuilder::fail(Mark mark, std::string message, std::string hint) const {
  throw InputError{{place_at(mark), Severity::kError, std::move(message), std::move(hint)}};
}

void TreeBuilder::spend(std::size_t nodes, Mark mark) {
  if (nodes > budget_.nodes_left)
    fail(mark, fmt::format("too many values: at most {} in a document with all that it includes",
                           ReadBudget{}.nodes_left));
  budget_.nodes_left -= nodes;
}

Mark TreeBuilder::key_mark() const {
  return open_.empty() || !open_.back().has_key ? Mark{} : open_.back().key_mark;
}

Mark TreeBuilder::open_mark() const {
  if (open_.empty()) return {};
  const PlaceNode& places = open_.back().content.tree.places;
  return {places.line, places.column};
}

void TreeBuilder::begin(Json container, Mark mark, std::size_t anchor) {
  if (open_.size() >= kMaxDepth)
    fail(mark, fmt::format("nested deeper than {} maps and lists", kMaxDepth));
  spend(1, mark);
  Frame frame;
  frame.anchor = anchor;
  frame.is_map = container.is_object();
  frame.content = {{std::move(container), node_at(mark)}, 1, 1};
  open_.push_back(std::move(frame));
}

void TreeBuilder::end() {
  Frame frame = std::move(open_.back());
  open_.pop_back();
  add(std::move(frame.content), frame.anchor);
}

void TreeBuilder::key(std::string text, Mark mark) {
  Frame& frame = open_.back();
  const auto [first, is_new] = frame.keys.emplace(text, mark);
  frame.repeated = !is_new;
  if (frame.repeated)
    diagnostics_.error(place_at(mark), fmt::format("key '{}' comes twice in this map", text),
                       fmt::format("the first one is at line {}, column {}", first->second.line,
                                   first->second.column));
  frame.key = std::move(text);
  frame.key_mark = mark;
  frame.has_key = true;
}

void TreeBuilder::scalar(Json value, Mark mark, std::size_t anchor) {
  spend(1, mark);
  add({{std::move(value), node_at(mark)}, 1, 0}, anchor);
}

void TreeBuilder::alias(std::size_t anchor, Mark mark) {
  const auto found = anchored_.find(anchor);
  if (found == anchored_.end()) fail(mark, "this alias stands inside the value that it repeats");
  if (open_.size() + found->second.height > kMaxDepth)
    fail(mark, fmt::format("nested deeper than {} maps and lists", kMaxDepth));
  spend(found->second.nodes, mark);
  Finished copy = found->second;
  copy.tree.places.line = mark.line;
  copy.tree.places.column = mark.column;
  add(std::move(copy), 0);
}

void TreeBuilder::add(Finished finished, std::size_t anchor) {
  PlaceNode& places = finished.tree.places;
  places.key_line = places.key_column = 0;
  if (anchor != 0) {
    spend(finished.nodes, {places.line, places.column});  // the copy kept for aliases counts too
    anchored_.insert_or_assign(anchor, finished);
  }
  if (open_.empty()) {
    root_ = std::move(finished.tree);
    return;
  }
  Frame& frame = open_.back();
  Finished& parent = frame.content;
  if (frame.is_map) {
    frame.has_key = false;
    places.key_line = frame.key_mark.line;
    places.key_column = frame.key_mark.column;
    if (frame.repeated) return;
    // emplace_back, not operator[]: the latter searches the whole map for each key.
    entries(parent.tree.value).emplace_back(std::move(frame.key), std::move(finished.tree.value));
  } else {
    parent.tree.value.push_back(std::move(finished.tree.value));
  }
  parent.nodes += finished.nodes;
  parent.height = std::max(parent.height, finished.height + 1);
  parent.tree.places.children.push_back(std::move(places));
}

}  // namespace vedette
