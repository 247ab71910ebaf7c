// SPDX-License-Identifier: Apache-2.0
// Single points of failure: what the failure of each element by itself costs the alarm chain.
const singleName = (row) => [row.name, " ", h("small", {class: "note"}, word("kind." + row.kind))];

/** One ranking: bars as long as their number. */
function singleBars(key, value, format) {
  const s = DATA.single;
  const rows = s.by[key].map((k) => s.rows[k]);
  const most = Math.max(...rows.map(value), 0);
  return h(
      "div", {},
      h("table", {class: "busy rank"}, h("caption", {}, word("single.by_" + key)),
        h("tbody", {},
          rows.length ?
              rows.map(
                  (r) => h("tr", {}, h("th", {scope: "row"}, singleName(r)),
                           h("td", {class: "barcell"},
                             h("div", {},
                               h("span", {class: "bar", style: {width: 100 * value(r) / most + "%"}}))),
                           h("td", {class: "n"}, format(value(r))))) :
              h("tr", {}, h("td", {colspan: 3}, word("single.none"))))));
}

const lostShare = (x) => (x > 0 ? percent(x) : DASH);

function singleTable(all) {
  const s = DATA.single;
  const columns = ["lost", "coverage", "later", "along"];
  const cell = (key, text, small) => h("td", {class: "n", "data-label": word("single." + key)}, text,
                                       small ? h("small", {}, small) : null);
  return h(
      "table", {class: "cards four"},
      h("caption", {}, word("single.worst"), " ",
        h("span", {class: "note"}, word("single.worst_note", {n: s.rows.length}))),
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, word("single.element")),
          columns.map((c) => h("th", {scope: "col", class: "n"}, word("single." + c))))),
      h("tbody", {},
        s.rows.map(
            (r) => h(
                "tr", {}, h("th", {scope: "row"}, singleName(r)),
                cell("lost", r.lost ? number(r.lost) : DASH,
                     r.lost ? word("single.lost_at", {n: number(all), stage: word("stage." + r.lost_stage)}) : null),
                cell("coverage", lostShare(r.coverage_lost)),
                cell("later", r.later_s > 0 ? brief(r.later_s) : DASH,
                     r.later_s > 0 ? word("single.later_at", {stage: word("stage." + r.later_stage)}) : null),
                cell("along", r.takes_along ? number(r.takes_along) : DASH)))));
}

/** A scale of tens from the shortest median of the chain to its longest span. */
function tens(rows) {
  const spans = rows.filter((r) => r.since).flatMap((r) => [r.since.p50, r.since.p99]).filter((x) => x > 0);
  const first = Math.max(-6, Math.floor(Math.log10(Math.min(1, ...spans)) + 1e-9));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(1, ...spans)) - 1e-9));
  const place = (x) =>
      100 * Math.min(1, Math.max(0, (Math.log10(Math.max(x, 1e-9)) - first) / (last - first)));
  const ticks = [];
  for (let k = first; k <= last; ++k) ticks.push(k);
  return {place, ticks};
}
const tenName = (k) => k < -3 ? word("unit.us", {n: 10 ** (k + 6)}) :
    k < 0                     ? word("unit.ms", {n: 10 ** (k + 3)}) :
                                word("unit.s", {n: number(10 ** k)});

function chainRows(row) {
  const before = new Map(DATA.single.without.stages.map((s) => [s.stage, s]));
  const scale = tens([...row.stages, ...before.values()]);
  const mark = (t, kind) => t ? h("div", {class: kind},
      h("s", {style: {left: scale.place(t.p50) + "%", width: scale.place(t.p99) - scale.place(t.p50) + "%"}}),
      h("i", {style: {left: scale.place(t.p50) + "%"}})) : h("div", {class: kind});
  const lines = () => scale.ticks.map((k) => h("u", {style: {left: scale.place(10 ** k) + "%"}}));
  const value = (s, was, p) => {
    const now = s.since ? brief(s.since[p]) : DASH, then = was ? brief(was.since[p]) : DASH;
    return h("td", {class: "n", "data-label": word("single." + p)}, now,
             now !== then ? h("small", {}, word("single.was", {value: then})) : null);
  };
  const rows = row.stages.map((s) => {
    const was = before.get(s.stage);
    return h(
        "tr", {class: s.lost ? "reached" : null}, h("th", {scope: "row"}, word("stage." + s.stage)),
        h("td", {class: "n", "data-label": word("single.n")},
          s.n === (was ? was.n : 0) && !s.lost ? number(s.n) :
                         word("single.of", {n: number(s.n), all: number(was ? was.n : 0)})),
        ["p50", "p95", "p99"].map((p) => value(s, was, p)),
        h("td", {class: "track"}, h("div", {class: "lines"}, lines()),
          mark(was ? was.since : null, "in-order"), mark(s.since, "without")));
  });
  // Every second ten has its name; the outer ones stay inside the table.
  const side = (k) => k === scale.ticks[0] ? "none" :
      k === scale.ticks.at(-1)             ? "translateX(-100%)" :
                                             "";
  const named = scale.ticks.filter((k, i) => i % 2 === 0);
  return {
    rows,
    head: h("div", {},
            named.map((k) => h("b", {style: {left: scale.place(10 ** k) + "%", transform: side(k)}}, tenName(k))))
  };
}

function singleChain(row) {
  const {rows, head} = chainRows(row);
  return h(
      "table", {class: "tens cards four"}, h("caption", {}, word("single.chain")),
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, word("single.stage")),
          ["n", "p50", "p95", "p99"].map((c) => h("th", {scope: "col", class: "n"}, word("single." + c))),
          h("th", {scope: "col", class: "track"}, word("single.clock"), head))),
      h("tbody", {}, rows));
}

function single() {
  const s = DATA.single;
  if (!s) return null;
  const holder = h("div");
  const show = (k) => holder.replaceChildren(singleChain(s.rows[k]));
  const pick =
      h("select", {id: "pick-single", onchange: (e) => show(Number(e.target.value))},
        s.rows.map((r, k) => h("option", {value: k}, r.name + " · " + word("kind." + r.kind))));
  if (s.rows.length) show(0);
  const other = s.seed !== DATA.scenario.seed || s.replication !== DATA.run.replication;
  return section("single", [
    h("p", {class: "lead"},
      word("single.lead", {
        n: number(s.finished), losing: number(s.losing), blinding: number(s.blinding),
        delaying: number(s.delaying), harmless: number(s.harmless)
      })),
    s.crashed ? h("p", {class: "note"}, word("single.crashed", {n: number(s.crashed)})) : null,
    other ? h("p", {class: "note"}, word("single.other_run", {seed: s.seed, replication: s.replication})) : null,
    h("div", {class: "ranks"},
      singleBars("lost", (r) => r.lost, (x) => number(x)),
      singleBars("coverage", (r) => r.coverage_lost, percent),
      singleBars("latency", (r) => r.later_s, brief)),
    s.rows.length ? [
      singleTable(s.without.alarms),
      h("div", {class: "controls"}, h("label", {class: "pick"}, word("single.pick"), pick)), holder
    ] : null,
    h("p", {class: "note"}, word("single.note"))
  ]);
}
