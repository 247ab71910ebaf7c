// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/lang.hpp"

namespace vedette {

/// A unit in which spans of about one size are read: 38.2 µs, 4.13 ms, 41.3 s, 16.9 h, 3.25 d.
struct SpanUnit {
  double seconds = 1;  ///< of one
  int decimals = 1;
  std::string_view en, zh;

  std::string_view name(Lang lang) const { return lang == Lang::kZh ? zh : en; }
  /// The number alone.
  std::string number(double seconds) const;
};
/// The unit for spans as large as this one (its sign does not matter).
SpanUnit span_unit(double seconds);

/// "4.13 ms", "41.3 s"; "0 s" is exactly 0.
std::string plain_span(double seconds, Lang lang);

/// "87.1 %"; as many decimals as it takes that only 1 reads 100 % and only 0 reads 0 %: "99.998 %".
std::string plain_percent(double share);
/// The same without the sign of per cent, of so many decimals or more.
std::string plain_percent_number(double share, int decimals = 1);

}  // namespace vedette
