// SPDX-License-Identifier: Apache-2.0
// For the engineer: which stage of an alarm eats the time, the network's figures, limits of standards.

const PEOPLE = new Set(["acknowledged", "assessed", "guard_arrived", "police_called", "police_answered",
  "police_dispatched", "police_en_route", "police_arrived", "police_at_spot", "reported", "all_arrived"]);

/** Each bar begins where the one that it waited for ends and is as long as the median of its
    stage; the thin line goes to its p95. Guards and police are on the way at the same time. */
function fallRows(rows) {
  const ends = new Map();
  for (const r of rows) {
    const from = ends.has(r.after) ? ends.get(r.after).to : 0;
    ends.set(r.stage, {from, to: from + r.step.p50, late: from + r.step.p95});
  }
  const length = Math.max(...[...ends.values()].map((e) => e.late), 1e-6);
  const place = (x) => 100 * x / length + "%";
  return rows.map((r) => {
    const end = ends.get(r.stage);
    return h(
        "tr", {}, h("th", {scope: "row"}, word("stage." + r.stage)),
        h("td", {class: "n", "data-label": word("network.n")}, number(r.n)),
        ["p50", "p95", "p99"].map(
            (p) => h("td", {class: "n", "data-label": word("network." + p)}, brief(r.step[p]))),
        h("td", {class: "n", "data-label": word("network.since")}, brief(r.since.p95)),
        h("td", {class: "clock"},
          h("div", {},
            h("i", {class: PEOPLE.has(r.stage) ? "people" : null,
                    style: {left: place(end.from), width: place(r.step.p50)}}),
            h("s", {style: {left: place(end.from), width: place(r.step.p95)}}))));
  });
}

function fallTable(caption, rows) {
  if (!rows.length) return null;
  return h(
      "table", {class: "fall cards four latency"}, h("caption", {}, caption),
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, word("network.stage")),
          ["n", "p50", "p95", "p99", "since"].map(
              (p) => h("th", {scope: "col", class: "n"}, word("network." + p))),
          h("th", {scope: "col", class: "clock"}, word("network.clock")))),
      h("tbody", {}, fallRows(rows)));
}

function limitAmount(unit, x) {
  if (unit === "s") return Number.isInteger(x) && x < 60 ? word("unit.s", {n: x}) : brief(x);
  return unit === "share" ? percent(x) : amount(x);
}

/** The limit as the standard writes it: 50 ms, 90 s. */
function limitText(l) {
  const plain = (x) => String(Number(x.toFixed(6)));
  if (l.unit === "share") return word("unit.percent", {n: plain(100 * l.limit)});
  if (l.unit !== "s") return amount(l.limit);
  return l.limit < 1 ? word("unit.ms", {n: plain(1000 * l.limit)}) :
      l.limit < 600  ? word("unit.s", {n: plain(l.limit)}) :
                       span(l.limit);
}

/** What was measured against its limit, which is the tick. */
function limitBar(l) {
  const part = l.value / l.limit, whole = Math.max(1.25, Math.min(part, 4));
  return h("div", {title: percent(part)},
           h("i", {class: l.met ? null : "bad",
                   style: {width: 100 * Math.min(part, whole) / whole + "%"}}),
           h("b", {style: {left: 100 / whole + "%"}}));
}

function limitsTable() {
  if (!DATA.network.limits) return null;
  // What is not met first, what did not happen last.
  const rank = (l) => (l.met === null ? 2 : l.met ? 1 : 0);
  const limits = [...DATA.network.limits].sort((a, b) => rank(a) - rank(b));
  const verdict = (l) => l.met === null ? ["none", word("limits.not_judged")] :
      l.met                             ? ["good", word("limits.met")] :
                                          ["bad", word("limits.not_met")];
  return [
    h("table", {class: "cards four steps verdicts"}, h("caption", {}, word("limits.title")),
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, word("limits.what")),
          h("th", {scope: "col"}, word("limits.clause")),
          h("th", {scope: "col", class: "n"}, word("limits.limit")),
          h("th", {scope: "col", class: "n"}, word("limits.value")),
          h("th", {scope: "col", class: "of"}, word("limits.of")),
          h("th", {scope: "col", class: "verdict"}, word("limits.verdict")))),
      h("tbody", {},
        limits.map((l) => {
          const [kind, text] = verdict(l);
          return h(
              "tr", {class: l.met === null ? "off" : null},
              h("th", {scope: "row"}, inLanguage(l.label)),
              h("td", {"data-label": word("limits.clause")},
                `${l.standard} (${l.edition})${l.clause ? ", " + l.clause : ""}${l.unconfirmed ? NBSP + "*" : ""}`),
              h("td", {class: "n", "data-label": word("limits.limit")},
                (l.at_least ? "≥" : "≤") + NBSP + limitText(l)),
              h("td", {class: "n", "data-label": word("limits.value")},
                known(l.value) ? limitAmount(l.unit, l.value) : DASH,
                known(l.value) && l.statistic !== "share" ?
                    h("small", {}, word("network." + l.statistic)) : null),
              h("td", {class: "of"}, known(l.value) && !l.at_least && l.limit > 0 ? limitBar(l) : null),
              h("td", {class: "verdict", "data-label": word("limits.verdict")},
                h("span", {class: kind}, text)));
        }))),
    limits.some((l) => l.unconfirmed) ?
        h("p", {class: "note"}, "* " + word("limits.unconfirmed")) : null,
    h("p", {class: "note"}, word("limits.note"))
  ];
}

function networkFigures() {
  const spans = DATA.network.figures.filter((f) => known(f.p50));
  const single = DATA.network.figures.filter((f) => known(f.value));
  if (!spans.length && !single.length) return null;
  const heads = ["p50", "p95", "p99", "max"];
  return h(
      "details", {}, h("summary", {}, word("network.more")),
      spans.length ?
          h("table", {class: "cards four"},
            h("thead", {},
              h("tr", {}, h("th", {scope: "col"}, word("network.figure")),
                h("th", {scope: "col", class: "n"}, word("network.n")),
                heads.map((p) => h("th", {scope: "col", class: "n"}, word("network." + p))))),
            h("tbody", {},
              spans.map(
                  (f) => h(
                      "tr", {}, h("th", {scope: "row"}, inLanguage(f.label)),
                      h("td", {class: "n", "data-label": word("network.n")}, number(f.n)),
                      heads.map((p) => h("td", {class: "n", "data-label": word("network." + p)},
                                         brief(f[p]))))))) :
          null,
      single.length ?
          h("table", {class: "cards"},
            h("tbody", {},
              single.map((f) => h("tr", {}, h("th", {scope: "row"}, inLanguage(f.label)),
                                  h("td", {class: "n"},
                                    limitAmount(f.unit, f.value)))))) :
          null);
}

function network() {
  if (!DATA.network) return null;
  const stages = DATA.network.stages;
  const equipment = stages.filter((s) => ["at_server", "at_platform", "queued"].includes(s.stage));
  return section("network", [
    stages.length ? [
      fallTable(word("network.equipment"), equipment),
      fallTable(word("network.whole"), stages),
      h("p", {class: "note"}, word("network.note"))
    ] : null,
    limitsTable(), networkFigures()
  ]);
}
