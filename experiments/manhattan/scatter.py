# SPDX-License-Identifier: Apache-2.0
"""The picture: simulated against real, one panel for medians and one for 90th percentiles (SVG)."""
SIZE, LEFT, TOP, GAP = 480, 64, 118, 92
INK, MUTED, GRID, POINT, OTHER = "#1d2733", "#5b6775", "#e3e8ee", "#0b5cad", "#c2571a"
# Figure, title, both axes from, to, step: minutes.
PANELS = [("median", "Median", 1.5, 5.0, 0.5), ("p90", "90th percentile", 2, 16, 2)]


def text(x, y, words, size=13, fill=INK, anchor="start", more=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" '
            f'text-anchor="{anchor}"{more}>{words}</text>')


def line(x1, y1, x2, y2, stroke, width=1.0, more=""):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" '
            f'stroke-width="{width}"{more}/>')


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def place_labels(points):
    """Beside each point, at the first of several places that hits no label or point yet."""
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y, _ in points]
    out = []
    for x, y, name in sorted(points, key=lambda p: (p[0], p[1])):
        width = 7.2 * len(name)
        best = None
        for reach in (9, 16, 24, 34, 46, 60):
            for dx, dy in ((1, 0), (0.7, -0.7), (0.7, 0.7), (-1, 0), (-0.7, -0.7), (-0.7, 0.7),
                           (0, -1.2), (0, 1.2)):
                cx = x + dx * (reach + (width / 2 if dx else 0))
                cy = y + dy * (reach + 3)
                box = (cx - width / 2, cy - 6.5, cx + width / 2, cy + 6.5)
                if not any(overlap(box, other) for other in taken):
                    best = (cx, cy, reach, box)
                    break
            if best:
                break
        if not best:
            best = (x + 9 + width / 2, y, 9, (x, y, x, y))
        taken.append(best[3])
        out.append((x, y, best[0], best[1], best[2], name))
    return out


def panel(index, key, title, low, high, step, rows, other_rows, figures):
    x0, y0 = LEFT + index * (SIZE + GAP), TOP

    def px(v):
        return x0 + (v - low) / (high - low) * SIZE

    def py(v):
        return y0 + SIZE - (v - low) / (high - low) * SIZE

    out = [text(x0, y0 - 32, title, 17, more=' font-weight="600"'),
           text(x0, y0 - 12, f"as is: mean absolute error {figures['mae']:.2f} min, "
                f"Spearman {figures['spearman']:+.2f}".replace("-", "−"), 13, MUTED)]
    value = low
    while value <= high:
        out += [line(px(value), y0, px(value), y0 + SIZE, GRID),
                line(x0, py(value), x0 + SIZE, py(value), GRID),
                text(px(value), y0 + SIZE + 20, f"{value}", 12, MUTED, "middle"),
                text(x0 - 9, py(value) + 4, f"{value}", 12, MUTED, "end")]
        value += step
    middle_x, middle_y = x0 + 0.85 * SIZE - 7, y0 + 0.15 * SIZE - 7
    out += [line(x0, y0 + SIZE, x0 + SIZE, y0, MUTED, 1.2,
                 ' stroke-dasharray="5 4"'),
            text(middle_x, middle_y, "simulated = real", 12, MUTED, "middle",
                 f' transform="rotate(-45 {middle_x:.1f} {middle_y:.1f})"'),
            text(x0 + SIZE / 2, y0 + SIZE + 42, f"real {title.lower()}, minutes", 13, INK,
                 "middle"),
            text(x0 - 40, y0 + SIZE / 2, f"simulated {title.lower()}, minutes", 13, INK, "middle",
                 f' transform="rotate(-90 {x0 - 40} {y0 + SIZE / 2})"')]
    names = {r["precinct"] for r in rows}
    for row in other_rows or []:
        if row["precinct"] in names:
            x, y = px(row["real_" + key]), py(row["sim_" + key])
            out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6" fill="none" '
                       f'stroke="{OTHER}" stroke-width="1.4"/>')
    points = []
    for row in rows:
        x, y, half = px(row["real_" + key]), py(row["sim_" + key]), row["half_" + key]
        if half is not None:
            long = half / (high - low) * SIZE
            out.append(line(x, y - long, x, y + long, POINT, 1.4, ' stroke-opacity="0.55"'))
        points.append((x, y, row["precinct"]))
    taken_as_other = [(px(r["real_" + key]), py(r["sim_" + key]), "") for r in other_rows or []
                      if r["precinct"] in names]
    for x, y, cx, cy, reach, name in place_labels(points + taken_as_other):
        if not name:
            continue
        if reach > 16:
            out.append(line(x, y, cx, cy, MUTED, 0.6))
        out.append(text(cx, cy + 4, name, 12, INK, "middle",
                        ' paint-order="stroke" stroke="#ffffff" stroke-width="3"'))
    out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.2" fill="{POINT}"/>' for x, y, _ in points]
    return out


def draw(rows, other_rows, figures):
    """SVG of the rows (dots with intervals) and, as rings, of a second model's rows or None."""
    width, height = LEFT + 2 * SIZE + GAP + 28, TOP + SIZE + 62
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
           f'viewBox="0 0 {width} {height}" font-family="Helvetica, Arial, sans-serif">',
           "<title>Manhattan: response times to critical calls, simulated against real</title>",
           f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
           text(LEFT, 32, "Manhattan: response times to critical calls, simulated against real", 20,
                more=' font-weight="600"'),
           f'<circle cx="{LEFT + 5}" cy="51" r="4.2" fill="{POINT}"/>',
           text(LEFT + 16, 56, "a precinct, as is, with the 95 % interval over replications", 13)]
    if other_rows:
        out += [f'<circle cx="{LEFT + 400}" cy="51" r="3.6" fill="none" stroke="{OTHER}" '
                'stroke-width="1.4"/>',
                text(LEFT + 411, 56, "the same at half the speed (sensitivity)", 13)]
    for index, (key, title, low, high, step) in enumerate(PANELS):
        out += panel(index, key, title, low, high, step, rows, other_rows, figures[key])
    return "\n".join(out + ["</svg>"]) + "\n"
