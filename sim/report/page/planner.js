// SPDX-License-Identifier: Apache-2.0
// For planners: calls by district, hours of the day and priority, of the replication shown.
function plannerDistrict(row) {
  const any = DATA.planner.rows.some((r) => r.district !== null);
  return row.district ?? word(any ? "planner.no_district" : "planner.whole");
}
/** `named`: with the district. */
function plannerRowName(row, named) {
  const from = row.band * DATA.planner.band_h;
  return word(named ? "planner.row_of" : "planner.row", {
    district: plannerDistrict(row),
    hours: pad2(from) + DASH + pad2(from + DATA.planner.band_h),
    priority: row.priority
  });
}

function planner() {
  if (!DATA.planner) return null;
  const rows = DATA.planner.rows, worst = DATA.planner.worst.map((k) => rows[k]);
  // Without marks "beyond" is not reached.
  const someUnreached = MARKS.length > 0 && rows.some((row) => row.unreached > 0);
  const last = MARKS.length ? minutes(MARKS[MARKS.length - 1]) : null;
  const beyondName = last === null ? word("band.unreached") : word("band.over", {n: last});

  const columns = [
    [beyondName, (r) => number(r.beyond), true], [word("chart.calls"), (r) => number(r.n)],
    ...(someUnreached ? [[word("band.unreached"), (r) => number(r.unreached)]] : []),
    [word("table.p50"), (r) => clockSpan(r.p50_s)],
    [word("table.p90"), (r) => clockSpan(r.p90_s)],
    ...MARKS.map((m, k) => [word("band.within", {n: minutes(m)}), (r) => percent(r.within[k])])
  ];
  const cellsOf = (row) => columns.map(
      ([head, text, heavy]) => h(
          "td", {class: "n", "data-label": head}, heavy ? strong(text(row)) : text(row)));
  const framed = (caption, what, body) => h(
      "table", {class: "cards four"}, h("caption", {}, caption),
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, what),
          columns.map(([head]) => h("th", {scope: "col", class: "n"}, head)))),
      h("tbody", {}, body));

  /** `named`: the district stands in the row's head, else the rows of one follow a line with it. */
  const table = (caption, list, named) => {
    const body = [];
    let district;
    for (const row of list) {
      if (!named && row.district !== district) {
        body.push(
            h("tr", {class: "group"},
              h("th", {colspan: columns.length + 1, scope: "rowgroup"}, plannerDistrict(row))));
      }
      district = row.district;
      body.push(h("tr", {}, h("th", {scope: "row"}, plannerRowName(row, named)), cellsOf(row)));
    }
    return framed(caption, word("planner.what"), body);
  };
  const cells = DATA.planner.cells;

  const fleetTable = (caption, list) => h(
      "table", {class: "cards"}, caption,
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, word("planner.fleet")),
          fleetColumns.map(([head]) => h("th", {scope: "col", class: "n"}, head)))),
      h("tbody", {},
        list.map(
            (f) => h("tr", {}, h("th", {scope: "row"}, f.name),
              fleetColumns.map(([head, pick, format]) => figureCell(pick(f), format, head))))));
  const fleetColumns = [
    [word("chart.calls"), (f) => f.n, amount],
    ...MARKS.map((m, k) => [word("band.within", {n: minutes(m)}), (f) => f.within[k], percent]),
    [word("table.p50"), (f) => f.p50_s, clockSpan], [word("table.p90"), (f) => f.p90_s, clockSpan],
    [word("planner.busy"), (f) => f.busy, percent]
  ];
  const fleets = DATA.planner.fleets || [], MOST_FLEETS = 12;

  const values = {n: DATA.run.replication, last, worst: worst.length};
  return section("planner", [
    h("p", {class: "lead"}, word("planner.lead")),
    worst.length ?
        table(word(last === null ? "planner.worst_unreached" : "planner.worst", values), worst,
              true) :
        h("p", {}, word(last === null ? "planner.none_unreached" : "planner.none", values)),
    cells.length ?
        h("details", {}, h("summary", {}, word("planner.cells", {n: cells.length})),
          framed(
              word("planner.cells_of", {n: DATA.run.replication}), word("planner.cell"),
              cells.map((c) => h("tr", {}, h("th", {scope: "row"}, c.name), cellsOf(c))))) :
        null,
    h("details", {}, h("summary", {}, word("planner.all", {n: rows.length})),
      table(word("planner.table", values), rows, false)),
    fleets.length ?
        [
          fleetTable(
              h("caption", {}, word("planner.fleets")), fleets.slice(0, MOST_FLEETS)),
          h("p", {class: "note"}, word("planner.fleets_note")),
          fleets.length > MOST_FLEETS ?
              h("details", {},
                h("summary", {}, word("planner.more_fleets", {n: fleets.length - MOST_FLEETS})),
                fleetTable(null, fleets.slice(MOST_FLEETS))) :
              null
        ] :
        null
  ]);
}
