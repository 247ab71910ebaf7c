// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vedette::portable {

/// An unevaluated sum of two doubles, |low| <= ulp(high) / 2 (Dekker, Numer. Math. 18, 1971).
struct DoubleDouble {
  double high, low;
};

/// a + b without error, where |a| >= |b| or a = 0.
constexpr DoubleDouble fast_two_sum(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

/// a + b without error (Knuth).
constexpr DoubleDouble two_sum(double a, double b) {
  const double sum = a + b;
  const double b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// a * b without error, for |a|, |b| below 2^996 and no underflow (Veltkamp's splitting; no FMA).
constexpr DoubleDouble two_product(double a, double b) {
  const auto top = [](double x) {
    const double c = 134217729.0 * x;
    return c - (c - x);
  };
  const double product = a * b;
  const double ah = top(a), bh = top(b);
  const double al = a - ah, bl = b - bh;
  return {product, ((ah * bh - product) + ah * bl + al * bh) + al * bl};
}

}  // namespace vedette::portable
