// SPDX-License-Identifier: Apache-2.0
// Before and after: this recording beside another, and formulas beside what was simulated.
const UNITS = {s: span, share: percent, count: amount, ratio: (x) => number(x, 2)};
const signed = (x, text) => (known(x) && x > 0 ? "+" + text : text);

/** A difference with its interval; certain ones (the interval leaves out 0) stand out. */
function differenceCell(figure, unit, label) {
  const points = unit === "share";
  const one = (x) => signed(
      x, points ? word("unit.points", {n: number(x * 100, 1)}) : UNITS[unit](x));
  const sure = known(figure.low) && (figure.low > 0 || figure.high < 0);
  return h(
      "td", {class: "n", "data-label": label},
      sure ? strong(one(figure.value)) : one(figure.value),
      known(figure.low) ? h("small", {}, one(figure.low) + " … " + one(figure.high)) : null);
}

function beforeFigures() {
  const rows = DATA.before.figures;
  if (!rows.length) return null;
  const heads = ["before.then", "before.now", "before.difference"].map((key) => word(key));
  return h(
      "table", {class: "cards"}, h("caption", {}, word("before.figures")),
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, word("before.figure")),
          heads.map((head) => h("th", {scope: "col", class: "n"}, head)))),
      h("tbody", {},
        rows.map(
            (row) =>
                h("tr", {}, h("th", {scope: "row"}, inLanguage(row.label)),
                  figureCell(row.before, UNITS[row.unit], heads[0]),
                  figureCell(row.now, UNITS[row.unit], heads[1]),
                  differenceCell(row.difference, row.unit, heads[2])))));
}

/** By district, hours and priority: the rows that lost or gained most calls within the last mark. */
function beforeRows() {
  const last = MARKS.length - 1;
  if (!DATA.planner || last < 0) return null;
  const pairs = DATA.planner.rows.map((now, i) => ({now, then: DATA.before.rows[i]}))
                    .filter((p) => p.then);
  const change = (p) => p.now.within[last] - p.then.within[last];
  const weight = (p) => Math.abs(change(p)) * Math.max(p.now.n, p.then.n);
  const shown = pairs.filter((p) => weight(p) > 0).sort((a, b) => weight(b) - weight(a)).slice(0, 20);
  if (!shown.length) return h("p", {}, word("before.no_row"));
  const mark = minutes(MARKS[last]);
  const columns = [
    [word("chart.calls"), (p) => number(p.then.n) + " → " + number(p.now.n)],
    [word("table.p90"), (p) => clockSpan(p.then.p90_s) + " → " + clockSpan(p.now.p90_s)],
    [word("band.within", {n: mark}),
     (p) => percent(p.then.within[last]) + " → " + percent(p.now.within[last])],
    [word("before.difference"),
     (p) => signed(change(p), word("unit.points", {n: number(change(p) * 100, 1)}))]
  ];
  return h(
      "table", {class: "cards four"}, h("caption", {}, word("before.rows", {
                                          then: DATA.before.replication,
                                          now: DATA.run.replication
                                        })),
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, word("planner.what")),
          columns.map(([head]) => h("th", {scope: "col", class: "n"}, head)))),
      h("tbody", {},
        shown.map(
            (p) => h(
                "tr", {}, h("th", {scope: "row"}, plannerRowName(p.now, true)),
                columns.map(([head, text]) => h("td", {class: "n", "data-label": head}, text(p)))))));
}

function beforeAndAfter() {
  if (!DATA.before) return null;
  const values = {name: inLanguage(DATA.before.name), n: number(DATA.before.replications)};
  return section("before", [
    h("p", {class: "lead"}, word("before.lead", values)), beforeFigures(),
    h("p", {class: "note"}, word("before.note")), beforeRows()
  ]);
}

function theory() {
  if (!DATA.theory || !DATA.theory.length) return null;
  const heads =
      ["theory.simulated", "theory.formula", "before.difference"].map((key) => word(key));
  // Each doubt once, beneath the table; rows name theirs by number.
  const notes = [];
  const mark = (doubt) => {
    const sentence = inLanguage(doubt);
    if (!notes.includes(sentence)) notes.push(sentence);
    return notes.indexOf(sentence) + 1;
  };
  const doubts = (row) => (row.doubts || []).map(mark).join(", ");
  const table =
    h("table", {class: "cards"},
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, word("before.figure")),
          heads.map((head) => h("th", {scope: "col", class: "n"}, head)))),
      h("tbody", {},
        DATA.theory.map(
            (row) =>
                h("tr", {},
                  h("th", {scope: "row"}, inLanguage(row.label), h("br"),
                    h("small", {class: "note"}, inLanguage(row.model))),
                  figureCell(row.simulated, UNITS[row.unit], heads[0]),
                  h("td", {class: "n", "data-label": heads[1]},
                    row.theory !== null  ? UNITS[row.unit](row.theory) :
                    row.applies === false ? word("theory.not_here") :
                                            word("theory.overloaded"),
                    doubts(row) ? h("small", {}, "(" + doubts(row) + ")") : null),
                  row.theory === null ?
                      h("td", {class: "n", "data-label": heads[2]}, DASH) :
                      differenceCell(
                          {value: row.simulated.value - row.theory}, row.unit, heads[2])))));
  return [
    h("h3", {}, word("theory.title")), h("p", {class: "note"}, word("theory.note")), table,
    notes.length ?
        [
          h("p", {class: "note"}, word("theory.doubts")),
          h("ol", {class: "note"}, notes.map((note) => h("li", {}, note)))
        ] :
        null
  ];
}
