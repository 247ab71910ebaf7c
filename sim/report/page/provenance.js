// SPDX-License-Identifier: Apache-2.0
// Where the figures come from, what they mean, and how far they reach.
function modelNumbers() {
  const all = DATA.provenance;
  if (!all.length) return null;
  const assumed = all.filter((p) => p.assumption).length;
  const rows = all.map(
      (p) =>
          h("tr", {}, h("th", {scope: "row", class: "key"}, p.path),
            h("td", {class: "n", "data-label": word("model.value")}, p.value),
            h("td", {class: "full"},
              p.assumption ? [h("span", {class: "badge"}, word("model.assumption")), " "] : null,
              p.source)));
  const count = h("span", {class: "note", "aria-live": "polite"});
  const only = h("input", {type: "checkbox", onchange: () => filter()});
  const search = h("input", {type: "search", id: "model-search", oninput: () => filter()});
  const haystack = all.map((p) => (p.path + " " + p.value + " " + p.source).toLowerCase());
  function filter() {
    const needle = search.value.trim().toLowerCase();
    let n = 0;
    rows.forEach((row, i) => {
      const on = haystack[i].includes(needle) && (!only.checked || all[i].assumption);
      row.hidden = !on;
      n += on;
    });
    count.textContent = word("model.count", {n: number(n), all: number(all.length)});
  }
  filter();
  return h(
      "details", {class: "chapter"},
      h("summary", {}, word("model.summary", {n: number(all.length), assumed: number(assumed)})),
      h("div", {class: "controls"}, h("label", {class: "pick"}, word("model.search"), search),
        h("label", {class: "box"}, only, word("model.only")), count),
      h("table", {class: "cards"},
        h("thead", {},
          h("tr", {}, h("th", {scope: "col"}, word("model.path")),
            h("th", {scope: "col", class: "n"}, word("model.value")),
            h("th", {scope: "col"}, word("model.source")))),
        h("tbody", {}, rows)));
}

const TERMS = [
  "response", "within", "scene", "turnout", "travel", "complete", "alarm_response", "quantile",
  "interval", "use", "tasks", "posts", "patrol", "nuisance", "unreached", "time"
];
const LIMITS = ["model", "recorded", "calls", "one_unit", "assumptions"];

function provenance() {
  const r = DATA.run, s = DATA.scenario;
  const facts = [
    ["program", DATA.program], ["machine", DATA.machine], ["hash", s.hash],
    ["seed", String(s.seed)], ["replication", word("asked.recorded_value", {n: r.replication})],
    ["start", s.start]
  ].filter(([, v]) => v);
  return section("provenance", [
    h("dl", {class: "terms"},
      facts.map(
          ([key, value]) =>
              [h("dt", {}, word("from." + key)),
               h("dd",
                 {class: ["hash", "machine", "program", "start"].includes(key) ? "key" : null},
                 value)])),
    modelNumbers(),
    h("details", {class: "chapter", open: true}, h("summary", {}, word("term.title")),
      h("dl", {class: "terms"},
        TERMS.map(
            (t) => [h("dt", {}, word("term." + t)), h("dd", {}, word("term." + t + "_is"))]))),
    h("details", {class: "chapter", open: true}, h("summary", {}, word("limit.title")),
      h("ul", {class: "limits"}, LIMITS.map((l) => h("li", {}, word("limit." + l)))))
  ]);
}
