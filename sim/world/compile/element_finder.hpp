// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "world/compile/context.hpp"
#include "world/equipment.hpp"
#include "world/name_pattern.hpp"

namespace vedette {

/// Finds elements as scenarios name them. What names nothing is an error with the nearest name.
class ElementFinder {
 public:
  ElementFinder(CompileContext& c, const Equipment& equipment) : c_(c), equipment_(equipment) {}

  /// `of: [{kind, names}, …]`: in the order written, each once.
  std::vector<std::uint32_t> of(const Located& list) const;
  /// `names: [pattern, …]` of one kind.
  std::vector<std::uint32_t> named(std::string_view kind, const Located& names) const;
  /// "name" or "kind/name"; kNoIndex after an error.
  std::uint32_t one(const Located& name) const;
  /// What stands in a room.
  std::vector<std::uint32_t> contents(std::uint32_t room_element) const;
  /// The same elements, rooms replaced by what stands in them.
  std::vector<std::uint32_t> opened(const std::vector<std::uint32_t>& elements) const;
  const std::string& name(std::uint32_t element) const;

 private:
  std::vector<std::uint32_t> all_of(std::string_view kind) const;
  std::vector<std::uint32_t> named(std::string_view kind, const Located& names,
                                   const std::vector<std::uint32_t>& among) const;
  bool fits_further_uplink(const std::string& pattern, std::uint32_t element) const;
  bool is_of(std::uint32_t element, const Located& types) const;
  CompileContext& c_;
  const Equipment& equipment_;
};

/// Parts of compile_equipment().
void compile_failures(CompileContext& c, Equipment& out);
void compile_power(CompileContext& c, Equipment& out);

}  // namespace vedette
