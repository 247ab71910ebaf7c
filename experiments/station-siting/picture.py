# SPDX-License-Identifier: Apache-2.0
"""The curve of stations against calls covered, and the sites as simulated: picture.py FOLDER > siting.svg"""
import json
import os
import sys

folder = sys.argv[1]
curve = json.load(open(os.path.join(folder, "curve.json")))["answers"]
results = json.load(open(os.path.join(folder, "siting.json")))
first = results["measures"][0]["id"]
bars = [(d["name"].replace("sites=", ""), d["results"][0]) for d in results["designs"]]
bars.sort(key=lambda b: -b[1]["mean"])
W, H = 980, 430
print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" font-family="sans-serif" font-size="13">')
print(f'<rect width="{W}" height="{H}" fill="white"/>')
print('<text x="60" y="26" font-size="15">Calls within 3 min of a station, everybody free</text>')
for k in range(0, 11, 2):
    y = 370 - 32 * k
    print(f'<line x1="60" y1="{y}" x2="400" y2="{y}" stroke="#e4e4e4"/>'
          f'<text x="52" y="{y + 4}" text-anchor="end" fill="#444">{10 * k} %</text>')
points = []
for a in curve:
    x, y = 60 + 40 * a["p"], 370 - 320 * a["covered_share"]
    points.append(f"{x:.0f},{y:.1f}")
    print(f'<circle cx="{x:.0f}" cy="{y:.1f}" r="4" fill="#0072b2"/><text x="{x:.0f}" y="390" text-anchor="middle">{a["p"]}</text>'
          f'<text x="{x:.0f}" y="{y - 9:.1f}" text-anchor="middle" fill="#0072b2">{100 * a["covered_share"]:.0f}</text>')
print(f'<polyline points="{" ".join(points)}" fill="none" stroke="#0072b2" stroke-width="2"/>')
print('<text x="230" y="412" text-anchor="middle">stations</text>')
print('<text x="470" y="26" font-size="15">Twelve cars, simulated: calls reached within 3 min of the call</text>')
scale = 300 / max(b[1]["high"] or b[1]["mean"] for b in bars)
for k, (name, f) in enumerate(bars):
    y = 50 + k * 44
    colour = "#d55e00" if name in ("baseline", "as it stands") or "base" in name else "#0072b2"
    low, high = f["low"] or f["mean"], f["high"] or f["mean"]
    print(f'<text x="590" y="{y + 18}" text-anchor="end">{name}</text>'
          f'<rect x="600" y="{y}" width="{f["mean"] * scale:.1f}" height="26" fill="{colour}" opacity="0.75"/>'
          f'<line x1="{600 + low * scale:.1f}" y1="{y + 13}" x2="{600 + high * scale:.1f}" y2="{y + 13}" stroke="black" stroke-width="2"/>'
          f'<text x="{612 + high * scale:.1f}" y="{y + 18}">{100 * f["mean"]:.1f} %</text>')
print("</svg>")
