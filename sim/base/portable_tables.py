#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes portable_tables.hpp: the tables of portable_math.cpp, computed to 60 digits (needs mpmath).

    python3 sim/base/portable_tables.py > sim/base/portable_tables.hpp
"""
import struct
import mpmath as mp

mp.mp.dps = 80


def number(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def cut(value, grid_bits):
    """Nearest multiple of 2^-grid_bits."""
    return mp.nint(value * mp.mpf(2) ** grid_bits) / mp.mpf(2) ** grid_bits


def text(value):
    return float(value).hex()


def row(values):
    print("    {" + ", ".join(text(v) for v in values) + "},")


def chebyshev(f, n):
    """Coefficients of the Chebyshev interpolant of f on [-1, 1] in n points."""
    xs = [mp.cos(mp.pi * (k + mp.mpf(1) / 2) / n) for k in range(n)]
    fs = [f(x) for x in xs]
    return [(2 if j else 1) * mp.fsum(fs[k] * mp.cos(mp.pi * j * (k + mp.mpf(1) / 2) / n)
                                      for k in range(n)) / n for j in range(n)]


def erfcx_of_u(u):
    # u = (x - k) / (x + k); the limit at u = 1 (x infinite) of (1 + 2x) exp(x^2) erfc x
    k = mp.mpf("3.75")
    if u >= 1:
        return 2 / mp.sqrt(mp.pi)
    x = k * (1 + u) / (1 - u)
    if x < 100:
        return (1 + 2 * x) * mp.exp(x * x) * mp.erfc(x)
    total, term = mp.mpf(1), mp.mpf(1)
    for n in range(1, 30):
        term *= -(2 * n - 1) / (2 * x * x)
        total += term
    return (1 + 2 * x) / (x * mp.sqrt(mp.pi)) * total


print("""// SPDX-License-Identifier: Apache-2.0
// Written by portable_tables.py; do not edit.
#pragma once

#include <cstdint>

namespace vedette::portable::tables {

// clang-format off
""")

print("// log: the bits of f are kLogOffset + i * 2^45; {1/f, ln f on a grid of 2^-42, the rest of ln f}")
print("inline constexpr std::uint64_t kLogOffset = 0x3fe6000000000000u;")
print("inline constexpr double kLog[128][3] = {")
for i in range(128):
    f = mp.mpf(number(0x3fe6000000000000 + (i << 45)))
    high = cut(mp.log(f), 42)
    row([1 / f, high, mp.log(f) - high])
print("};")
ln2 = mp.log(2)
print(f"inline constexpr double kLn2High = {text(cut(ln2, 42))};")
print(f"inline constexpr double kLn2Low = {text(ln2 - cut(ln2, 42))};\n")

print("// exp: 2^(j/128) as high and low part")
print("inline constexpr double kExp[128][2] = {")
for j in range(128):
    v = mp.mpf(2) ** (mp.mpf(j) / 128)
    high = mp.mpf(float(v))
    row([high, v - high])
print("};")
step = ln2 / 128
print(f"inline constexpr double kExpStepHigh = {text(cut(step, 42))};")
print(f"inline constexpr double kExpStepLow = {text(step - cut(step, 42))};")
print(f"inline constexpr double kExpInverseStep = {text(1 / step)};\n")

half = mp.pi / 2
p1 = cut(half, 32)
p2 = cut(half - p1, 65)
p3 = cut(half - p1 - p2, 98)
print("// pi/2 in parts of 33 bits and the rest")
print("inline constexpr double kHalfPi[4] = {"
      + ", ".join(text(v) for v in (p1, p2, p3, half - p1 - p2 - p3)) + "};")
print("// 2/pi in words of 64 bits after the binary point")
mp.mp.prec = 1600
value = 2 / mp.pi
words = []
for _ in range(20):
    value *= mp.mpf(2) ** 64
    word = int(mp.floor(value))
    value -= word
    words.append(word)
mp.mp.dps = 80
print("inline constexpr std::uint64_t kTwoOverPi[20] = {")
for k in range(0, 20, 4):
    print("    " + ", ".join(f"0x{w:016x}u" for w in words[k:k + 4]) + ",")
print("};\n")

print("// atan(i/16) as high and low part")
print("inline constexpr double kAtan[17][2] = {")
for i in range(17):
    v = mp.atan(mp.mpf(i) / 16)
    high = mp.mpf(float(v))
    row([high, v - high])
print("};\n")

coefficients = chebyshev(erfcx_of_u, 40)
while abs(coefficients[-1]) < mp.mpf(2) ** -60:
    coefficients.pop()
print("// Chebyshev series of (1 + 2x) exp(x^2) erfc(x) in u = (x - 3.75)/(x + 3.75), x >= 0")
print(f"inline constexpr double kErfc[{len(coefficients)}] = {{")
for c in coefficients:
    print(f"    {text(c)},")
print("};\n")
print("// clang-format on\n\n}  // namespace vedette::portable::tables")
