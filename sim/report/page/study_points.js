// SPDX-License-Identifier: Apache-2.0
// Which input matters: elementary effects (Morris) and shares of the variance (Sobol').

/** Sizes of changes: of shares in points. */
const inPoints = (unit) => unit === "share";
const sizeMark = (unit) => (v, marks) => {
  const k = inPoints(unit) ? 100 : 1, step = marks.length > 1 ? k * (marks[1] - marks[0]) : 1;
  const n = number(k * v, Math.min(4, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))));
  return unit === "s" ? word("unit.s", {n}) : n;
};

/** Mean size across, spread upward; above the dashed line the spread is larger than the size. */
function morrisChart(factors, unit, label) {
  const rows = factors.filter((f) => known(f.mean_absolute) && known(f.sd));
  if (rows.length < 2) return null;
  const width = NARROW ? 420 : 760, height = 330, left = 76, right = width - 24, top = 14, bottom = height - 48;
  const most = (values) => Math.max(...values.filter(known), 0) * 1.08 || 1;
  const x1 = most(rows.flatMap((f) => [f.mean_absolute, f.size_high])), y1 = most(rows.map((f) => f.sd));
  const x = (v) => left + (right - left) * Math.min(1, v / x1), y = (v) => bottom - (bottom - top) * v / y1;
  const text = (content, at) => {
    const t = svg("text", at);
    t.textContent = content;
    return t;
  };
  const picture = svg("svg", {viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label});
  const mark = sizeMark(unit), across = ticks(0, x1), up = ticks(0, y1);
  across.forEach((v) => picture.append(svg("line", {x1: x(v), x2: x(v), y1: top, y2: bottom, stroke: "var(--rule)"}),
      text(mark(v, across), {x: x(v), y: height - 28, "text-anchor": "middle", class: "tick", "font-size": 12})));
  up.forEach((v) => picture.append(svg("line", {x1: left, x2: right, y1: y(v), y2: y(v), stroke: "var(--rule)"}),
      text(mark(v, up), {x: left - 8, y: y(v) + 4, "text-anchor": "end", class: "tick", "font-size": 12})));
  const end = Math.min(x1, y1);
  picture.append(svg("line", {x1: x(0), y1: y(0), x2: x(end), y2: y(end), stroke: "var(--soft)", "stroke-dasharray": "5 3"}),
    text(word("col.size") + (inPoints(unit) ? " (" + word("unit.points", {n: ""}).trim() + ")" : ""), {x: right, y: height - 8, "text-anchor": "end", class: "tick", "font-size": 12}),
    text(word("col.sd"), {x: left + 4, y: top + 4, class: "tick", "font-size": 12}));
  // Names keep off each other: from the top down, each a line below the one before.
  let last = -Infinity;
  [...rows].sort((a, b) => b.sd - a.sd || b.mean_absolute - a.mean_absolute).forEach((f) => {
    if (known(f.size_low) && known(f.size_high))
      picture.append(svg("line", {x1: x(f.size_low), x2: x(f.size_high), y1: y(f.sd), y2: y(f.sd), stroke: "var(--accent)", "stroke-width": 2}));
    picture.append(svg("circle", {cx: x(f.mean_absolute), cy: y(f.sd), r: 5, fill: "var(--paper)", stroke: "var(--accent)", "stroke-width": 3}));
    const at = Math.max(y(f.sd) - 9, last + 15), far = x(f.mean_absolute) > (left + right) / 2;
    last = at;
    picture.append(text(factorName(f.factor), {x: x(f.mean_absolute) + (far ? -8 : 8), y: at, "text-anchor": far ? "end" : "start", "font-size": 12,
      stroke: "var(--paper)", "stroke-width": 4, "paint-order": "stroke"}));
  });
  return h("div", {class: "strip"}, picture);
}

/** Largest first; what is not known last. */
const largestFirst = (list, value) => [...list].sort((a, b) => (known(value(b)) ? value(b) : -1) - (known(value(a)) ? value(a) : -1));

function morrisOf(one) {
  const unit = unitOf(one.measure), name = label(one.measure);
  const list = largestFirst(one.factors, (f) => f.mean_absolute);
  const range = (low, high) => h("small", {}, inPoints(unit) ? pointsBetween({low, high}) : between({low, high}, unit));
  return [
    h("h3", {}, name), h("p", {class: "note"}, word("study.morris_bars", {level: LEVEL, n: Math.max(...one.factors.map((f) => f.effects))})),
    dots(list.map((f) => ({name: factorName(f.factor), mean: f.mean_absolute, low: f.size_low, high: f.size_high,
                           strong: known(f.mean_low) && (f.mean_low > 0 || f.mean_high < 0), text: sizeOf(f.mean_absolute, unit)})),
         unit, [], name, false, {zero: true, mark: sizeMark(unit)}),
    h("p", {class: "note"}, word("study.morris_plane")), morrisChart(list, unit, name),
    simpleTable("", ["factor", "size", "mean", "sd"].map((c) => word("col." + c)),
      list.map((f) => [factorName(f.factor), [sizeOf(f.mean_absolute, unit), range(f.size_low, f.size_high)],
                       [shown(f.mean, unit, true), range(f.mean_low, f.mean_high)], sizeOf(f.sd, unit)]))
  ];
}

function sobolOf(one) {
  const name = label(one.measure), list = largestFirst(one.factors, (f) => f.total.value);
  const row = (kind) => (f) => ({name: factorName(f.factor), mean: f[kind].value, low: f[kind].low, high: f[kind].high,
                                 strong: known(f[kind].low) && f[kind].low > 0, text: number(f[kind].value, 2)});
  // One scale for all: from nothing to all of the variance, and as far as intervals reach beyond.
  const ends = DATA.sobol.flatMap((each) => each.factors.flatMap((f) => [f.first, f.total].flatMap((v) => [v.value, v.low, v.high]))).filter(known);
  const scale = {range: [Math.min(0, ...ends), Math.max(1, ...ends)]};
  return [h("h3", {}, name + (one.few_points ? " *" : "")),
          h("h4", {}, word("col.first")), dots(list.map(row("first")), "", [], name, false, scale),
          h("h4", {}, word("col.total")), dots(list.map(row("total")), "", [], name, false, scale)];
}

function sensitivityPart() {
  const list = DATA.morris || DATA.sobol;
  if (!list) return null;
  // The answer warns of the first measure; the others are marked, and told of once.
  const few = list.some((one) => one.few_points);
  return section("sensitivity", [
    h("p", {class: "note"}, word(DATA.morris ? "study.morris_note" : "study.sobol_note")),
    few ? h("p", {class: "note"}, "* " + word("study.few_points_mark")) : null, ...list.map(DATA.morris ? morrisOf : sobolOf)
  ]);
}

/** Commands that show single runs of the points. */
function watchPoints() {
  const list = DATA.watch || [];
  if (!list.length || !STUDY.file) return null;
  const unit = unitOf(ANSWER.measure);
  return section("watch", [h("p", {class: "note"}, word("study.watch_note")),
    h("dl", {class: "terms"}, list.map((w) => [
      h("dt", {}, word("watch." + w.what, {factor: factorName(ANSWER.factor)}) + " (" + w.design + "): " + shown(w.value, unit)),
      h("dd", {}, h("code", {class: "key"}, `vedette run ${STUDY.file} --design ${w.design} --rep ${w.rep} -o ${w.design}-${w.rep}.vdt`))]))]);
}
