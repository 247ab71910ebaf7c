# SPDX-License-Identifier: Apache-2.0
"""The frontier of the longest gap against an observer's chance: picture.py RESULTS.json > frontier.svg"""
import json
import sys

X, Y = "patrol.longest_s", "patrol.exposure.1800.after_visit"
results = json.load(open(sys.argv[1]))
order = [m["id"] for m in results["measures"]]
points = []
for design in results["designs"]:
    x, y = (design["results"][order.index(i)] for i in (X, Y))
    if x["mean"] is not None and y["mean"] is not None:
        points.append((design["name"].replace("tour=", ""), x, y))
# The baseline is one of the rules too.
points = [p for p in points if p[0] != "baseline"]
# On the frontier: nobody else is at least as good in both.
best = [p for p in points if not any(q is not p and q[1]["mean"] <= p[1]["mean"] and q[2]["mean"] <= p[2]["mean"]
                                     for q in points)]
W, H, L, B = 860, 520, 80, 60
most_x = max(p[1]["mean"] for p in points) * 1.1
LOW, HIGH = int(10 * min(p[2]["mean"] for p in points)) / 10, 1.02


def at(x, y):
    return L + x / most_x * (W - L - 150), H - B - (y - LOW) / (HIGH - LOW) * (H - B - 50)


print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" font-family="sans-serif" font-size="13">')
print(f'<rect width="{W}" height="{H}" fill="white"/>')
step = 3600 * max(1, round(most_x / 3600 / 6))
x = 0
while x <= most_x:
    px, py = at(x, LOW)
    print(f'<line x1="{px:.1f}" y1="50" x2="{px:.1f}" y2="{py:.1f}" stroke="#e4e4e4"/>'
          f'<text x="{px:.1f}" y="{py + 18:.1f}" text-anchor="middle" fill="#444">{x // 3600} h</text>')
    x += step
for k in range(round(100 * LOW), 101, 10):
    y = k / 100
    px, py = at(0, y)
    print(f'<line x1="{px:.1f}" y1="{py:.1f}" x2="{W - 150}" y2="{py:.1f}" stroke="#e4e4e4"/>'
          f'<text x="{px - 8:.1f}" y="{py + 4:.1f}" text-anchor="end" fill="#444">{100 * y:.0f} %</text>')
best.sort(key=lambda p: p[1]["mean"])
way = " ".join(f"{a:.1f},{b:.1f}" for a, b in (at(p[1]["mean"], p[2]["mean"]) for p in best))
print(f'<polyline points="{way}" fill="none" stroke="#0072b2" stroke-width="2"/>')
taken = []
for name, x, y in sorted(points, key=lambda p: p[2]["mean"]):
    px, py = at(x["mean"], y["mean"])
    on = any(p[0] == name for p in best)
    colour = "#0072b2" if on else "#999"
    for figure, horizontal in ((x, True), (y, False)):
        if figure["low"] is None:
            continue
        a = at(figure["low"], y["mean"]) if horizontal else at(x["mean"], figure["low"])
        b = at(figure["high"], y["mean"]) if horizontal else at(x["mean"], figure["high"])
        print(f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}" stroke="{colour}"/>')
    label = py - 8
    while any(abs(label - t) < 14 and abs(px - s) < 60 for s, t in taken):
        label -= 14
    taken.append((px, label))
    print(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="5" fill="{colour}"/>'
          f'<text x="{px + 9:.1f}" y="{label:.1f}" fill="{"#111" if on else "#666"}" '
          f'stroke="white" stroke-width="4" paint-order="stroke">{name}</text>')
print(f'<text x="{L}" y="24" font-size="15">Nobody comes within 30 min of the car that has just passed</text>')
print(f'<text x="{(L + W - 150) / 2:.0f}" y="{H - 14}" text-anchor="middle">longest time that any place was left alone</text>')
print("</svg>")
