// SPDX-License-Identifier: Apache-2.0
// Dots with intervals, one row a design; drawn as SVG, so that they need no library.
const NARROW = window.innerWidth < 600;
/** Units of spans, which come in seconds. */
const SPANS = {s: 1, min: 60, h: 3600, days: 86400};
/** One unit for all of a figure, by its largest: as the command line tells spans. */
const spanUnit = (largest) => (largest < 599.95 ? "s" : largest < 7197 ? "min" : largest < 172620 ? "h" : "days");
const spanDecimals = (v, unit) => (unit !== "s" && v !== 0 && Math.abs(v) < 0.0995 ? 3 : Math.abs(v) < 10 ? 2 : 1);
/** Decimals of per cent: one, or up to four where the interval is so narrow that one would hide it. */
const fineness = (r, low = "low", high = "high") => {
  const half = r && known(r[low]) && known(r[high]) ? 50 * (r[high] - r[low]) : 0;
  return half > 0 ? Math.min(4, Math.max(1, Math.ceil(-Math.log10(half) - 1e-9))) : 1;
};
/** Decimals that tell marks of an axis apart. */
const finenessOf = (marks, unit) => {
  const step = marks.length > 1 ? marks[1] - marks[0] : 1;
  return unit === "" ? Math.min(4, Math.max(2, Math.ceil(-Math.log10(step) - 1e-9))) : fineness({low: 0, high: 2 * step});
};
/** A mark of an axis: times and counts with the decimals that tell it from the next. */
const markOf = (x, marks, unit, sign, fine) => {
  if (unit === "share" && sign) return (x > 0 ? "+" : "") + number(100 * x, fine);
  if ((!SPANS[unit] && unit !== "count") || marks.length < 2) return shown(x, unit, sign, fine);
  const k = SPANS[unit] || 1;
  const n = (sign && x > 0 ? "+" : "") + number(x / k, Math.min(4, Math.max(0, Math.ceil(-Math.log10((marks[1] - marks[0]) / k) - 1e-9))));
  return SPANS[unit] ? word("unit." + unit, {n}) : n;
};
const shown = (x, unit, sign = false, fine = 1) => {
  if (!known(x)) return DASH;
  const plus = sign && x > 0 ? "+" : "";
  if (unit === "share" && sign) return plus + word("unit.points", {n: number(100 * x, fine)});
  if (unit === "share") return plus + word("unit.percent", {n: decimals(Math.round(1e12 * x) / 1e10, fine)});
  const k = SPANS[unit];
  if (k) return plus + word("unit." + unit, {n: number(x / k, spanDecimals(x / k, unit))});
  if (unit === "count") return plus + number(x, Number.isInteger(x) ? 0 : 1);
  return plus + number(x, fine === 1 ? 3 : fine);
};
/** How large a change is, whichever way: of shares in points. */
const sizeOf = (x, unit) => shown(x, unit, true).replace(/^\+/, "");
/** Two ends: "1.5 to 2.9", since a dash beside a minus is hard to read. */
const fromTo = (low, high) => word("interval.to", {low, high});
/** An interval of a difference of shares, or null. */
const pointsBetween = (r) => (known(r.low) && known(r.high) ?
    word("unit.points", {n: fromTo(number(100 * r.low, fineness(r)), number(100 * r.high, fineness(r)))}) : null);
/** An interval, its unit named once, or null. */
const between = (r, unit, low = "low", high = "high") => {
  if (!r || !known(r[low]) || !known(r[high])) return null;
  const fine = fineness(r, low, high), end = shown(r[high], unit, false, fine);
  if (unit === "share") return fromTo(shown(r[low], unit, false, fine).replace(/\s*%$/, ""), end);
  const k = SPANS[unit];
  if (!k) return fromTo(shown(r[low], unit, false, fine), end);
  const d = spanDecimals(Math.max(Math.abs(r[low]), Math.abs(r[high])) / k, unit);
  return word("unit." + unit, {n: fromTo(number(r[low] / k, d), number(r[high] / k, d))});
};
/** The mean alone, as fine as its interval. */
const meanOf = (r, unit, sign = false) => shown(r.mean, unit, sign, fineness(r));

/** Round steps that cover [low, high]. */
function ticks(low, high, unit = "") {
  const k = SPANS[unit] || 1;
  if (k > 1) return ticks(low / k, high / k).map((v) => v * k);
  const rough = (high - low) / 5, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * power).find((s) => s >= rough) || power;
  const out = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; ++k) out.push(k * step);
  return out;
}

/**
 * rows: [{name, mean, low, high, low_all?, high_all?, strong?, text}]; lines: [{at, text}] are drawn
 * through all rows. scale: {range: [low, high] at least; zero: begins there; mark: what marks of
 * the axis are called}.
 */
function dots(rows, unit, lines, label, sign = false, scale = {}) {
  const values = rows.flatMap((r) => [r.mean, r.low, r.high, r.low_all, r.high_all])
                     .concat(lines.map((l) => l.at)).filter(known);
  if (!values.length) return null;
  values.push(...(scale.range || []));
  let low = Math.min(...values), high = Math.max(...values);
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  low -= room;
  high += room;
  if (scale.zero || (unit !== "" && !sign && low < 0)) low = 0;
  if (unit === "share" && !sign && high > 1) high = 1;
  // Long names, and all names on a narrow screen, stand above their bars.
  const widest = Math.max(...rows.map((r) => [...r.name].reduce((sum, c) => sum + (c > "\u2e7f" ? 14.2 : 7.8), 0)));
  const stacked = NARROW || widest > 210;
  const width = NARROW ? 420 : 760, left = stacked ? 6 : Math.max(190, Math.ceil(widest) + 18), right = width - (NARROW ? 84 : 120), line = stacked ? 42 : 24, top = lines.length ? 26 : 8;
  const height = top + rows.length * line + 26;
  const x = (v) => left + (right - left) * (v - low) / (high - low || 1);
  const text = (content, at) => {
    const t = svg("text", at);
    t.textContent = content;
    return t;
  };
  const picture = svg("svg", {viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label});
  const marks = ticks(low, high, unit), fine = finenessOf(marks, unit);
  marks.forEach((v) => picture.append(
      svg("line", {x1: x(v), x2: x(v), y1: top - 6, y2: height - 22, stroke: "var(--rule)"}),
      text(scale.mark ? scale.mark(v, marks) : markOf(v, marks, unit, sign, fine), {x: x(v), y: height - 6, "text-anchor": "middle", class: "tick", "font-size": 12})));
  lines.forEach((l) => picture.append(
      svg("line", {x1: x(l.at), x2: x(l.at), y1: top - 8, y2: height - 22, stroke: "var(--warn)", "stroke-dasharray": l.solid ? "none" : "5 3"}),
      text(l.text, {x: x(l.at), y: 12, "text-anchor": x(l.at) < 60 ? "start" : "middle", "font-size": 12})));
  rows.forEach((r, i) => {
    const y = top + i * line + (stacked ? 28 : 10), colour = r.strong ? "var(--accent)" : "var(--soft)";
    picture.append(text(r.name, {x: stacked ? left : left - 12, y: stacked ? y - 11 : y + 5, "text-anchor": stacked ? "start" : "end",
                                 "font-size": stacked ? 12 : 13, "font-weight": r.strong ? 700 : 400,
                                 stroke: "var(--paper)", "stroke-width": stacked ? 4 : 0, "paint-order": "stroke"}));
    if (known(r.low_all) && known(r.high_all))
      picture.append(svg("line", {x1: x(r.low_all), x2: x(r.high_all), y1: y, y2: y, stroke: colour, "stroke-width": 1}));
    if (known(r.low) && known(r.high))
      picture.append(svg("line", {x1: x(r.low), x2: x(r.high), y1: y, y2: y, stroke: colour, "stroke-width": 4}));
    if (known(r.mean)) picture.append(svg("circle", {cx: x(r.mean), cy: y, r: 5, fill: "var(--paper)", stroke: colour, "stroke-width": 3}));
    picture.append(text(r.text || meanOf(r, unit, sign), {x: right + 12, y: y + 5, "font-size": 13}));
  });
  return h("div", {class: "strip dots"}, picture);
}

function simpleTable(caption, heads, rows) {
  return h("table", {class: "cards"}, caption ? h("caption", {}, caption) : null,
           h("thead", {}, h("tr", {}, heads.map((head, i) => h("th", {scope: "col", class: i ? "n" : null}, head)))),
           h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, i) => i ?
               h("td", {class: "n", "data-label": heads[i]}, cell) : h("th", {scope: "row"}, cell))))));
}

/**
 * Cost across, a figure upward: every design with its interval, those of the frontier joined.
 * rows: [{name, cost, mean, low, high, best, strong}]; lines: [{at, text}] are drawn across.
 */
function moneyChart(rows, unit, lines, label) {
  const priced = rows.filter((r) => known(r.cost) && known(r.mean));
  if (!priced.length) return null;
  const width = NARROW ? 420 : 760, height = 340, left = 66, right = width - 24, top = 12, bottom = height - 46;
  const range = (values, zero) => {
    let low = Math.min(...values), high = Math.max(...values);
    const room = (high - low || Math.abs(high) || 1) * 0.08;
    return [zero && low - room < 0 ? 0 : low - room, high + room];
  };
  const [c0, c1] = range(priced.map((r) => r.cost), true);
  let [v0, v1] = range(priced.flatMap((r) => [r.mean, r.low, r.high]).concat(lines.map((l) => l.at)).filter(known), unit !== "");
  if (unit === "share") v1 = Math.min(v1, 1.02);
  const x = (c) => left + (right - left) * (c - c0) / (c1 - c0 || 1), y = (v) => bottom - (bottom - top) * (v - v0) / (v1 - v0 || 1);
  const text = (content, at) => {
    const t = svg("text", at);
    t.textContent = content;
    return t;
  };
  const picture = svg("svg", {viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label});
  const marks = ticks(v0, v1, unit), fine = finenessOf(marks, unit);
  marks.forEach((v) => picture.append(svg("line", {x1: left, x2: right, y1: y(v), y2: y(v), stroke: "var(--rule)"}),
      text(markOf(v, marks, unit, false, fine), {x: left - 8, y: y(v) + 4, "text-anchor": "end", class: "tick", "font-size": 12})));
  ticks(c0, c1).forEach((c) => picture.append(text(number(c, c1 < 10 ? 1 : 0), {x: x(c), y: height - 24, "text-anchor": "middle", class: "tick", "font-size": 12})));
  picture.append(text(word("col.cost"), {x: right, y: height - 6, "text-anchor": "end", class: "tick", "font-size": 12}));
  lines.forEach((l) => picture.append(svg("line", {x1: left, x2: right, y1: y(l.at), y2: y(l.at), stroke: "var(--warn)", "stroke-dasharray": "5 3"})));
  const best = priced.filter((r) => r.best).sort((a, b) => a.cost - b.cost);
  if (best.length > 1)
    picture.append(svg("path", {d: "M" + best.map((r) => x(r.cost) + "," + y(r.mean)).join("L"), fill: "none", stroke: "var(--accent)", "stroke-width": 2}));
  priced.sort((a, b) => (a.best ? 1 : 0) - (b.best ? 1 : 0)).forEach((r) => {
    const colour = r.best || r.strong ? "var(--accent)" : "var(--faint)";
    if (known(r.low) && known(r.high))
      picture.append(svg("line", {x1: x(r.cost), x2: x(r.cost), y1: y(r.low), y2: y(r.high), stroke: colour, "stroke-width": 2}));
    const dot = svg("circle", {cx: x(r.cost), cy: y(r.mean), r: r.strong ? 7 : 4.5, fill: r.strong ? colour : "var(--paper)", stroke: colour, "stroke-width": 2.5});
    const title = svg("title");
    title.textContent = r.name + ": " + meanOf(r, unit);
    dot.append(title);
    picture.append(dot);
  });
  // What lines are called, last: over bars, on the paper's colour.
  lines.forEach((l) => picture.append(text(l.text, {x: right, y: y(l.at) - 5, "text-anchor": "end", "font-size": 12,
    stroke: "var(--paper)", "stroke-width": 4, "paint-order": "stroke"})));
  return h("div", {class: "strip"}, picture);
}
