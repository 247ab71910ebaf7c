// SPDX-License-Identifier: Apache-2.0
// Availability: what was down, why, and what it took to mend it.
const availabilityText = (share) =>
    known(share) ? word("unit.percent", {n: decimals(share * 100, 3)}) : DASH;

function equipmentFacts(e) {
  const fact = (key, figure, format) => {
    if (valueOf(figure) === null) return null;
    return h(
        "tr", {}, h("th", {scope: "row"}, word("equipment." + key)),
        figureCell(figure, format, word("equipment." + key)));
  };
  const kinds = e.kinds.map(
      (k) =>
          h("tr", {},
            h("th", {scope: "row"}, word("equipment.of_kind", {kind: word("equipment.kind_" + k.kind), n: number(k.n)})),
            figureCell(k.availability, availabilityText, word("equipment.availability"))));
  return h(
      "div", {},
      h("table", {}, h("caption", {}, word("equipment.availability")),
        h("tbody", {}, fact("all", e.availability, availabilityText), kinds,
          fact("coverage", e.coverage, availabilityText),
          fact("delivered", e.delivered, availabilityText), fact("noticed_p50_s", e.noticed_p50_s, span),
          fact("noticed_p90_s", e.noticed_p90_s, span), fact("out_p50_s", e.out_p50_s, span),
          fact("out_p90_s", e.out_p90_s, span))));
}

function equipmentCauses(e) {
  const most = Math.max(...e.causes.map((c) => c.hours), 0);
  if (!(most > 0)) return null;
  return h(
      "div", {},
      h("table", {class: "busy"}, h("caption", {}, word(e.in_run ? "equipment.causes_run" : "equipment.causes")),
        h("tbody", {},
          e.causes.map(
              (c) =>
                  h("tr", {}, h("th", {scope: "row"}, word("equipment.cause_" + c.cause)),
                    h("td", {class: "barcell"},
                      h("div", {}, h("span", {
                          class: "bar",
                          style: {width: (100 * c.hours) / most + "%"}
                        }))),
                    h("td", {class: "n"}, number(c.hours, c.hours < 10 ? 1 : 0)))))));
}

function equipmentCounts(e) {
  const rows = e.counts.filter((c) => valueOf(c.predicted) !== null);
  if (!rows.length) return null;
  const log = rows.some((c) => c.observed !== null);
  return h(
      "div", {},
      h("table", {}, h("caption", {}, word("equipment.counts")),
        h("thead", {},
          h("tr", {}, h("th", {scope: "col"}, word(e.in_run ? "equipment.in_run" : "equipment.a_year")),
            h("th", {scope: "col", class: "n"}, word("equipment.simulated")),
            log ? h("th", {scope: "col", class: "n"}, word("equipment.observed")) : null)),
        h("tbody", {},
          rows.map(
              (c) =>
                  h("tr", {}, h("th", {scope: "row"}, word("equipment.count_" + c.key)),
                    figureCell(c.predicted, (x) => number(x, x < 10 ? 1 : 0), word("equipment.simulated")),
                    log ? h("td", {class: "n", "data-label": word("equipment.observed")},
                            c.observed === null ? "" : number(c.observed, 0)) :
                          null)))));
}

function equipmentWorst(e) {
  if (!e.worst.length) return null;
  const columns = ["down", "spans", "longest", "available", "cause"];
  return h(
      "table", {class: "cards"},
      h("caption", {}, word("equipment.worst"), " ",
        h("span", {class: "note"}, word("equipment.worst_note", {n: e.worst.length, all: e.elements_down}))),
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, word("equipment.element")),
          columns.map((c) => h("th", {scope: "col", class: c === "cause" ? null : "n"}, word("equipment.col_" + c))))),
      h("tbody", {},
        e.worst.map(
            (w) =>
                h("tr", {},
                  h("th", {scope: "row"}, DATA.names[w.element].name, " ",
                    h("small", {class: "note"}, word("equipment.kind_" + DATA.names[w.element].kind))),
                  h("td", {class: "n", "data-label": word("equipment.col_down")}, span(w.down_s)),
                  h("td", {class: "n", "data-label": word("equipment.col_spans")}, number(w.spans)),
                  h("td", {class: "n", "data-label": word("equipment.col_longest")}, span(w.longest_s)),
                  h("td", {class: "n", "data-label": word("equipment.col_available")}, availabilityText(w.availability)),
                  h("td", {"data-label": word("equipment.col_cause")}, word("equipment.cause_" + w.cause))))));
}

function equipment() {
  const e = DATA.equipment;
  if (!e) return null;
  return section("equipment", [
    h("p", {class: "lead"}, word("equipment.lead")),
    h("div", {class: "columns"}, [equipmentFacts(e), equipmentCauses(e), equipmentCounts(e)].filter(Boolean)),
    equipmentWorst(e), h("p", {class: "note"}, word("equipment.note"))
  ].filter(Boolean));
}
