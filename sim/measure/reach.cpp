// SPDX-License-Identifier: Apache-2.0
#include "measure/reach.hpp"

#include <cstring>

#include "base/diagnostics.hpp"

namespace vedette {

void ReachCounts::count(std::size_t hour, std::span<const std::int64_t> us_by_area) {
  ++moments_[hour];
  std::uint32_t* cell = &within_[hour * areas_ * marks_us_.size()];
  for (const std::int64_t us : us_by_area)
    for (const std::int64_t mark : marks_us_) *cell++ += us <= mark;
}

void ReachCounts::add(const ReachCounts& other) {
  if (areas_ == 0) {
    *this = other;
    return;
  }
  for (std::size_t h = 0; h < moments_.size(); ++h) moments_[h] += other.moments_[h];
  for (std::size_t i = 0; i < within_.size(); ++i) within_[i] += other.within_[i];
}

std::string ReachCounts::to_bytes() const {
  std::string out;
  const auto put = [&](const void* data, std::size_t n) {
    if (n > 0) out.append(static_cast<const char*>(data), n);
  };
  const std::uint64_t sizes[] = {areas_, marks_us_.size(), moments_.size()};
  put(sizes, sizeof sizes);
  put(marks_us_.data(), marks_us_.size() * sizeof marks_us_[0]);
  put(moments_.data(), moments_.size() * sizeof moments_[0]);
  put(within_.data(), within_.size() * sizeof within_[0]);
  return out;
}

ReachCounts ReachCounts::from_bytes(std::string_view bytes) {
  const auto take = [&](void* to, std::size_t n) {
    if (n > bytes.size())
      throw InputError{{{}, Severity::kError, "counts of reach are cut short", ""}};
    if (n > 0) std::memcpy(to, bytes.data(), n);
    bytes.remove_prefix(n);
  };
  std::uint64_t sizes[3];
  take(sizes, sizeof sizes);
  constexpr std::uint64_t kMost = 1u << 28;
  if (sizes[0] > kMost || sizes[1] > 1000 || sizes[2] > 24 || sizes[1] * 8 > bytes.size() ||
      sizes[0] * sizes[1] * sizes[2] * 4 > bytes.size())
    throw InputError{{{}, Severity::kError, "counts of reach are cut short", ""}};
  ReachCounts out(sizes[0], std::vector<std::int64_t>(sizes[1]), sizes[2]);
  take(out.marks_us_.data(), sizes[1] * 8);
  take(out.moments_.data(), sizes[2] * sizeof out.moments_[0]);
  take(out.within_.data(), out.within_.size() * sizeof out.within_[0]);
  return out;
}

Reach::Reach(const World& world, Duration every)
    : every_(every),
      start_us_(world.start_second_of_day * kSecond.us),
      counts_(world.city.areas.size(), world.marks_us) {}

Reach::Reach(const World& world, Duration every, const ReachQuestion& question,
             std::vector<std::int64_t> marks_us)
    : every_(every),
      start_us_(world.start_second_of_day * kSecond.us),
      question_(&question),
      counts_(world.city.areas.size(), std::move(marks_us), 1) {}

void Reach::reach(Time at, std::span<const std::int64_t> us_by_area) {
  const auto hour = static_cast<std::size_t>((at.us + start_us_) % kDay.us / kHour.us);
  counts_.count(question_ ? 0 : hour, us_by_area);
}

}  // namespace vedette
