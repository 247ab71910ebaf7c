// SPDX-License-Identifier: Apache-2.0
#include "world/document/tree_builder.hpp"

#include <fmt/format.h>

#include <utility>

namespace vedette {

TreeBuilder::TreeBuilder(std::uint32_t file, std::string file_name, ReadBudget& budget,
                         Diagnostics& diagnostics)
    : file_(file), file_name_(std::move(file_name)), budget_(budget), diagnostics_(diagnostics) {}

void TreeBuilder::fail(Mark mark, std::string message, std::string hint) const {
  const Place place{file_name_, static_cast<int>(mark.line), static_cast<int>(mark.column)};
  throw InputError{{place, Severity::kError, std::move(message), std::move(hint)}};
}

void TreeBuilder::spend(std::size_t nodes, Mark mark) {
  if (nodes > budget_.nodes_left)
    fail(mark, fmt::format("too many values: at most {} in a document with all that it includes",
                           ReadBudget{}.nodes_left));
  budget_.nodes_left -= nodes;
}

PlaceNode TreeBuilder::node_at(Mark mark) const {
  PlaceNode node;
  node.file = file_;
  node.line = mark.line;
  node.column = mark.column;
  return node;
}

Mark TreeBuilder::open_mark() const {
  if (open_.empty()) return {};
  const PlaceNode& places = open_.back().tree.places;
  return {places.line, places.column};
}

void TreeBuilder::begin(Json container, Mark mark) {
  if (open_.size() >= kMaxDepth)
    fail(mark, fmt::format("nested deeper than {} maps and lists", kMaxDepth));
  spend(1, mark);
  Frame frame;
  frame.is_map = container.is_object();
  frame.tree = {std::move(container), node_at(mark)};
  open_.push_back(std::move(frame));
}

const Tree& TreeBuilder::end() {
  Tree tree = std::move(open_.back().tree);
  open_.pop_back();
  return add(std::move(tree));
}

void TreeBuilder::key(std::string text, Mark mark) {
  Frame& frame = open_.back();
  const auto [first, is_new] = frame.keys.emplace(text, mark);
  frame.repeated = !is_new;
  if (frame.repeated) {
    const Place place{file_name_, static_cast<int>(mark.line), static_cast<int>(mark.column)};
    diagnostics_.error(place, fmt::format("key '{}' comes twice in this map", text),
                       fmt::format("the first one is at line {}, column {}", first->second.line,
                                   first->second.column));
  }
  frame.key = std::move(text);
  frame.key_mark = mark;
  frame.has_key = true;
}

const Tree& TreeBuilder::scalar(Json value, Mark mark) {
  spend(1, mark);
  return add({std::move(value), node_at(mark)});
}

void TreeBuilder::copy(const Tree& tree, std::size_t nodes, std::size_t depth, Mark mark) {
  if (open_.size() + depth > kMaxDepth)
    fail(mark, fmt::format("nested deeper than {} maps and lists", kMaxDepth));
  spend(nodes, mark);
  Tree copied = tree;
  copied.places.line = mark.line;
  copied.places.column = mark.column;
  add(std::move(copied));
}

const Tree& TreeBuilder::add(Tree tree) {
  if (open_.empty()) return root_ = std::move(tree);
  Frame& frame = open_.back();
  Tree& parent = frame.tree;
  tree.places.key_line = tree.places.key_column = 0;
  if (frame.is_map) {
    frame.has_key = false;
    tree.places.key_line = frame.key_mark.line;
    tree.places.key_column = frame.key_mark.column;
    if (frame.repeated) return dropped_ = std::move(tree);
    // emplace_back, not operator[]: the latter searches the whole map for each key.
    entries(parent.value).emplace_back(std::move(frame.key), std::move(tree.value));
  } else {
    parent.value.push_back(std::move(tree.value));
  }
  parent.places.children.push_back(std::move(tree.places));
  return dropped_;
}

}  // namespace vedette
