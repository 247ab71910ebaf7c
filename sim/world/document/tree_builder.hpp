// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "world/document/located.hpp"

namespace vedette {

/// How much one document, with all that it includes, may hold. Counts what aliases expand to, so
/// that a few lines cannot grow into gigabytes.
struct ReadBudget {
  std::size_t nodes_left = 2'000'000;
};

/// Maps and lists inside one another, at most.
inline constexpr std::size_t kMaxDepth = 100;

/// Line and column from 1.
struct Mark {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// Builds a located tree from the events of a reader. Keys that come twice are added to the
/// diagnostics (the first one stays); input beyond the limits throws InputError.
class TreeBuilder {
 public:
  TreeBuilder(std::uint32_t file, std::string file_name, ReadBudget& budget,
              Diagnostics& diagnostics);

  void begin_map(Mark mark) { begin(Json::object(), mark); }
  void begin_list(Mark mark) { begin(Json::array(), mark); }
  /// Closes the innermost map or list; the finished tree stands until the next call.
  const Tree& end();
  /// The next value's key, in a map.
  void key(std::string text, Mark mark);
  const Tree& scalar(Json value, Mark mark);
  /// Adds a copy of a finished tree, as an alias does; its inner places stay where they were.
  void copy(const Tree& tree, std::size_t nodes, std::size_t depth, Mark mark);

  /// True if a map is open and its next event must be a key.
  bool wants_key() const { return !open_.empty() && open_.back().is_map && !open_.back().has_key; }
  bool is_open() const { return !open_.empty(); }
  std::size_t depth() const { return open_.size(); }
  /// Where the innermost open map or list began.
  Mark open_mark() const;
  /// Takes `nodes` off the budget; throws InputError where it is used up.
  void spend(std::size_t nodes, Mark mark);
  Tree take() { return std::move(root_); }
  [[noreturn]] void fail(Mark mark, std::string message, std::string hint = {}) const;

 private:
  struct Frame {
    Tree tree;
    bool is_map = false;
    bool has_key = false;
    bool repeated = false;  // the pending key was there before: its value is dropped
    std::string key;
    Mark key_mark;
    std::map<std::string, Mark> keys;
  };

  void begin(Json container, Mark mark);
  const Tree& add(Tree tree);
  PlaceNode node_at(Mark mark) const;

  std::uint32_t file_;
  std::string file_name_;
  ReadBudget& budget_;
  Diagnostics& diagnostics_;
  std::vector<Frame> open_;
  Tree root_;
  Tree dropped_;
};

}  // namespace vedette
