// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
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
/// `anchor` numbers a value that `alias` may repeat; 0 = none.
class TreeBuilder {
 public:
  TreeBuilder(std::uint32_t file, std::string file_name, ReadBudget& budget,
              Diagnostics& diagnostics);

  void begin_map(Mark mark, std::size_t anchor = 0) { begin(Json::object(), mark, anchor); }
  void begin_list(Mark mark, std::size_t anchor = 0) { begin(Json::array(), mark, anchor); }
  /// Closes the innermost map or list.
  void end();
  /// The next value's key, in a map.
  void key(std::string text, Mark mark);
  void scalar(Json value, Mark mark, std::size_t anchor = 0);
  /// A copy of an anchored value; its inner places stay where they were written.
  void alias(std::size_t anchor, Mark mark);

  /// True if a map is open and its next event must be a key.
  bool wants_key() const { return !open_.empty() && open_.back().is_map && !open_.back().has_key; }
  /// Where the pending key stands; line 0 if there is none.
  Mark key_mark() const;
  /// Where the innermost open map or list began.
  Mark open_mark() const;
  Tree take() { return std::move(root_); }
  [[noreturn]] void fail(Mark mark, std::string message, std::string hint = {}) const;

 private:
  // A finished value; `nodes` and `height` count what it holds, itself included.
  struct Finished {
    Tree tree;
    std::size_t nodes = 1;
    std::size_t height = 0;
  };
  struct Frame {
    Finished content;
    std::size_t anchor = 0;
    bool is_map = false;
    bool has_key = false;
    bool repeated = false;  // the pending key was there before: its value is dropped
    std::string key;
    Mark key_mark;
    std::map<std::string, Mark> keys;
  };

  void begin(Json container, Mark mark, std::size_t anchor);
  void add(Finished finished, std::size_t anchor);
  void spend(std::size_t nodes, Mark mark);
  PlaceNode node_at(Mark mark) const;
  Place place_at(Mark mark) const;

  std::uint32_t file_;
  std::string file_name_;
  ReadBudget& budget_;
  Diagnostics& diagnostics_;
  std::vector<Frame> open_;
  std::map<std::size_t, Finished> anchored_;
  Tree root_;
};

}  // namespace vedette
