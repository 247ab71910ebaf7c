// SPDX-License-Identifier: Apache-2.0
// Response circles on the map: roads by the nearest station's time, patrol cells by what recorded
// calls found.
/** Roads cut where the time, taken as even between their ends, passes a mark: lines per band. The
    last list has the roads to which no way leads. */
function roadBands(roads) {
  const bands = Array.from({length: MARKS.length + 2}, () => []);
  for (const road of roads) {
    road.lines.forEach(([ax, ay, bx, by], k) => {
      const ta = road.reach_s[2 * k], tb = road.reach_s[2 * k + 1];
      const at = (s) => latlng(ax + (bx - ax) * s, ay + (by - ay) * s);
      if (!known(ta) || !known(tb)) {
        bands[MARKS.length + 1].push([at(0), at(1)]);
        return;
      }
      const passed = MARKS.filter((m) => (ta - m) * (tb - m) < 0).map((m) => (m - ta) / (tb - ta));
      const cuts = [0, ...passed.sort((a, b) => a - b), 1];
      for (let i = 0; i + 1 < cuts.length; ++i) {
        const middle = ta + (tb - ta) * (cuts[i] + cuts[i + 1]) / 2;
        bands[band(middle)].push([at(cuts[i]), at(cuts[i + 1])]);
      }
    });
  }
  return bands;
}
const hasReach = () => Boolean(DATA.map.reach) && MARKS.length > 0;
/** Far ones first, so that what is near lies on top where roads meet. */
function reachLines(common) {
  const lines = roadBands(DATA.map.roads);
  return lines
      .map((some, k) => L.polyline(some, {
        ...common,
        color: k > MARKS.length ? css("--soft") : bandColour(k),
        weight: 3.4,
        opacity: 0.9,
        lineCap: "butt",
        smoothFactor: 1.5,
        ...(k > MARKS.length ? {dashArray: "2 4"} : {})
      }))
      .filter((_, k) => lines[k].length)
      .reverse();
}

// ColorBrewer's YlGnBu, which every kind of sight tells apart; grey is none of them.
const SHARES = ["#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"];
const shareColour = (share) =>
    SHARES[Math.min(SHARES.length - 1, Math.floor(share * SHARES.length))];
const BUSY_OPACITY = 0.55;
const hasBusy = () => MARKS.length > 0 && (DATA.map.cells || []).some((c) => c.n > 0);
/** Which mark the cells show: an index into MARKS. */
let BUSY_MARK = Math.floor(MARKS.length / 2);
function busyCells(renderer) {
  return DATA.map.cells.map((c) => {
    const some = c.n > 0;
    return L
        .polygon(pairs(c.ring), {
          renderer,
          color: css("--paper"),
          weight: 0.8,
          fillColor: some ? shareColour(c.within[BUSY_MARK]) : css("--faint"),
          fillOpacity: some ? BUSY_OPACITY : 0.28
        })
        .bindTooltip(
            () => h(
                "span", {},
                word(some ? "busy.cell" : "busy.cell_none", {
                  name: c.name,
                  n: number(c.n || 0),
                  share: some ? percent(c.within[BUSY_MARK]) : DASH,
                  mark: minutes(MARKS[BUSY_MARK])
                })),
            {sticky: true});
  });
}

const legendItem = (style, text, kind) => h("li", {}, h("i", {class: kind, style}), text);
function reachLegend() {
  const reach = DATA.map.reach;
  const none = DATA.map.roads.some((r) => r.reach_s.some((t) => !known(t)));
  const items = MARKS.map(
      (m, k) => legendItem(
          {borderColor: bandColour(k)},
          word("reach.within", {n: minutes(m), share: percent(reach.within[k])}), "line thick"));
  const beyond = MARKS.length;
  items.push(legendItem({borderColor: bandColour(beyond)}, bandName(beyond), "line thick"));
  if (none) items.push(legendItem({borderColor: css("--soft")}, word("reach.none"), "line dashed"));
  return [
    h("p", {class: "note"}, word("reach.note", {factor: number(reach.siren_factor, 2)})),
    h("ul", {class: "legend"}, items)
  ];
}
function busyLegend() {
  const step = 100 / SHARES.length;
  return [
    h("p", {class: "note"}, word("busy.note", {n: DATA.run.replication})),
    h("ul", {class: "legend"},
      SHARES.map(
          (colour, k) => legendItem(
              {background: colour, opacity: BUSY_OPACITY},
              word("unit.percent", {n: number(k * step) + DASH + number((k + 1) * step)}), "cell")),
      legendItem({background: css("--faint"), opacity: 0.28}, word("busy.none"), "cell")),
    h("label", {class: "pick"}, word("pick.mark"),
      h("select", {
        id: "pick-mark",
        onchange: (e) => {
          BUSY_MARK = Number(e.target.value);
          fillMap();
          document.getElementById("pick-mark").focus();
        }
      },
        MARKS.map(
            (m, k) => h("option", {value: k, selected: k === BUSY_MARK},
              word("unit.min", {n: minutes(m)})))))
  ];
}
/** What the layers that are on need to be read. */
function layerLegends() {
  const on = (key) => (document.getElementById("layer-" + key) || {}).checked;
  const part = (key, title, content) =>
      on(key) ? h("div", {class: "layer-key"}, h("h4", {}, word(title)), content()) : null;
  document.getElementById("layer-legends")
      .replaceChildren(...[part("reach", "layer.reach", reachLegend),
                           part("busy", "layer.busy", busyLegend)].filter(Boolean));
}
