// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace vedette {

/// Numbers words in order of first use. A small cache by address makes the constant words of a run
/// cheap to look up; the bytes are compared too, so an address that is used again does no harm.
class Words {
 public:
  struct Found {
    std::uint32_t id;
    bool is_new;
  };
  Found find_or_add(std::string_view word) {
    Slot& slot =
        slots_[(reinterpret_cast<std::uintptr_t>(word.data()) >> 2 ^ word.size()) % kSlots];
    if (slot.id != kNoWord && slot.word == word) return {slot.id, false};
    const auto [at, is_new] =
        ids_.try_emplace(std::string(word), static_cast<std::uint32_t>(ids_.size()));
    slot = {at->first, at->second};
    return {at->second, is_new};
  }

 private:
  static constexpr std::size_t kSlots = 256;
  static constexpr std::uint32_t kNoWord = 0xffffffffu;
  struct Slot {
    std::string_view word;  // into ids_
    std::uint32_t id = kNoWord;
  };
  std::map<std::string, std::uint32_t, std::less<>> ids_;
  std::array<Slot, kSlots> slots_{};
};

}  // namespace vedette
