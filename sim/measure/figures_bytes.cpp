// SPDX-License-Identifier: Apache-2.0
// Figures through a pipe: one machine, one program, so numbers go as they are in memory.
#include <cstring>

#include "base/diagnostics.hpp"
#include "measure/figures.hpp"

namespace vedette {

namespace {

constexpr char kMagic[8] = {'v', 'd', 't', 'f', 'i', 'g', '0', '1'};

template <class T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}
  std::string_view take(std::uint64_t n) {
    if (n > left_.size()) throw InputError{{{}, Severity::kError, "figures are cut short", ""}};
    const std::string_view part = left_.substr(0, n);
    left_.remove_prefix(n);
    return part;
  }
  template <class T>
  T get() {
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::uint64_t count(std::size_t least_bytes) {
    const auto n = get<std::uint64_t>();
    if (n > left_.size() / least_bytes)
      throw InputError{{{}, Severity::kError, "figures are cut short", ""}};
    return n;
  }
  bool at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
};

}  // namespace

std::string RepFigures::to_bytes() const {
  std::string out(kMagic, sizeof kMagic);
  put(out, replication);
  put(out, static_cast<std::uint64_t>(figures.size()));
  for (const Figure& f : figures) {
    put(out, static_cast<std::uint64_t>(f.id.size()));
    out += f.id;
    put(out, f.value);
    put(out, f.n);
  }
  put(out, static_cast<std::uint64_t>(response_histogram.size()));
  for (const std::uint32_t n : response_histogram) put(out, n);
  return out;
}

RepFigures RepFigures::from_bytes(std::string_view bytes) {
  Reader in(bytes);
  if (in.take(sizeof kMagic) != std::string_view(kMagic, sizeof kMagic))
    throw InputError{{{}, Severity::kError, "these are no figures", ""}};
  RepFigures out;
  out.replication = in.get<std::uint64_t>();
  out.figures.resize(in.count(24));
  for (Figure& f : out.figures) {
    f.id = in.take(in.count(1));
    f.value = in.get<double>();
    f.n = in.get<std::uint64_t>();
  }
  out.response_histogram.resize(in.count(4));
  for (std::uint32_t& n : out.response_histogram) n = in.get<std::uint32_t>();
  if (!in.at_end()) throw InputError{{{}, Severity::kError, "figures are too long", ""}};
  return out;
}

}  // namespace vedette
