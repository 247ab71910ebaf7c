// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "viz/core/session.hpp"

namespace vedette::view {

/// Something the user can do. Menus, palette, help and keys all come from this one table.
struct Command {
  std::string id;    ///< "time.play"; its title is "command.time.play" in the table of words
  std::string menu;  ///< key of the menu it stands in
  std::string key;   ///< "Space", "Shift+Left", "Ctrl+K"; "" for none
  std::function<bool(const Session&)> enabled;
  std::function<void(Session&)> run;
  std::function<bool(const Session&)> checked;  ///< null: not a switch
};

class Commands {
 public:
  Commands();
  const std::vector<Command>& all() const { return all_; }
  const Command* find(std::string_view id) const;
  /// Runs the enabled command of that key; false if there is none.
  bool press(std::string_view key, Session& session) const;
  bool run(std::string_view id, Session& session) const;
  /// Gives commands other keys than those of the table: id → key, "" for none. A key does one
  /// thing: who had it by the table loses it. Unknown ids are passed over.
  void bind(const std::map<std::string, std::string>& keys);

 private:
  std::vector<Command> all_;
  std::vector<std::string> keys_;  ///< of the table, parallel to all_
};

}  // namespace vedette::view
