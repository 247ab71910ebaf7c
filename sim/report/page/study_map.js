// SPDX-License-Identifier: Apache-2.0
// Before and after on the map: what stands where in both designs, and how soon help is there.
// ColorBrewer's YlGnBu (shares) and RdBu (differences), which every kind of sight tells apart.
const BANDS_OF_SHARE = [[0, "#ffffcc"], [0.5, "#a1dab4"], [0.7, "#41b6c4"], [0.8, "#2c7fb8"], [0.9, "#253494"]];
const BANDS_OF_CHANGE = [[-1, "#ca0020"], [-0.05, "#f4a582"], [-0.01, "#e4e4e0"], [0.01, "#92c5de"], [0.05, "#0571b0"]];
const FEW = 10;
const bandOf = (bands, x) => bands.reduce((found, [from, colour]) => (x >= from - 1e-12 ? colour : found), bands[0][1]);
const points = (x) => (x > 0 ? "+" : "") + word("unit.points", {n: number(100 * x, 1)});

const STUDY_MAP = DATA.map;
const part = (side, key) => (side && side[key] !== undefined ? STUDY_MAP.parts[side[key]] : null);
const sameParts = (keys) => STUDY_MAP.after && keys.every((k) => STUDY_MAP.before[k] === STUDY_MAP.after[k]);

/** The corners of everything that both designs have in a plan. */
function boxOf(sides, flats) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  sides.forEach((side) => flats(side).forEach((flat) => {
    for (let i = 0; i + 1 < flat.length; i += 2) {
      box[0] = Math.min(box[0], flat[i]);
      box[1] = Math.min(box[1], flat[i + 1]);
      box[2] = Math.max(box[2], flat[i]);
      box[3] = Math.max(box[3], flat[i + 1]);
    }
  }));
  return box.every(Number.isFinite) ? box : null;
}

/** Things of one side; those that the other side has not are marked by colour. */
function marked(side, key) {
  const other = side === STUDY_MAP.after ? STUDY_MAP.before : STUDY_MAP.after, mine = part(side, key) || [];
  if (!other || other[key] === side[key]) return mine;
  const there = new Set((part(other, key) || []).map((x) => JSON.stringify(x)));
  const colour = side === STUDY_MAP.after ? "#d55e00" : "#cc79a7";
  return mine.map((x) => (there.has(JSON.stringify(x)) ? x : {...x, colour}));
}

/** By place: what happened there, in words and colour. */
function fillOf(side, key, k, name, mark, runs) {
  const row = (side[key] || []).find((r) => r[0] === k);
  if (!row) return {colour: "var(--road)", say: word("smap.none", {name})};
  const total = Math.round(row[1] * runs), kind = key === "calls" ? "smap.call" : "smap.alarm";
  const say = word(kind, {name, n: number(row[1], 1), share: percent(row[2]), mark: span(mark), mean: known(row[3]) ? span(row[3]) : DASH});
  return total < FEW ? {colour: "var(--road)", say: say + " " + word("smap.few")} : {colour: bandOf(BANDS_OF_SHARE, row[2]), say};
}
const fewAt = (sides, key, k) => sides.some((s) => {
  const row = (s[key] || []).find((r) => r[0] === k);
  return row && Math.round(row[1] * s.runs) < FEW;
});
function changeOf(list, k, name, sides, key) {
  const row = list.find((r) => r[0] === k);
  if (row && fewAt(sides, key, k)) return {colour: "var(--road)", say: word("smap.few_at", {name, points: points(row[1])})};
  if (!row) return {colour: "var(--road)", say: word("smap.none", {name})};
  return {colour: bandOf(BANDS_OF_CHANGE, row[1]), rim: row[2], say: word(row[2] ? "smap.change_sure" : "smap.change", {name, points: points(row[1])})};
}

function placesOf(side, look) {
  const cells = part(side, "cells"), areas = part(side, "areas") || [];
  if (cells) return cells.map((c, k) => ({ring: c.ring, ...look(k, c.name)}));
  const weight = areas.length > 400 ? 0.7 : 1.1;
  return areas.map((at, k) => ({at, weight, ...look(k, number(at[0]) + ", " + number(at[1]))}));
}
function unitsOf(side) {
  const by = new Map();
  marked(side, "units").forEach((u) => {
    const key = u.x + "," + u.y, one = by.get(key) || {x: u.x, y: u.y, n: 0, say: []};
    one.n += u.n;
    one.say.push(`${u.n} × ${u.fleet}`);
    one.colour = one.colour || u.colour;
    by.set(key, one);
  });
  return [...by.values()].map((u) => ({...u, say: u.say.join(LANG === "zh" ? "、" : ", ")}));
}
const nameOfSide = (side) => {
  const d = DESIGNS.find((x) => x.name === side.design);
  if (d && d.baseline) return word(STUDY.design === "scenarios" ? "col.before" : "study.baseline");
  return (d === CHOSEN ? word(RECOMMENDED ? "smap.chosen" : STUDY.design === "scenarios" ? "col.after" : "smap.looks_best") : word("col.after")) + (STUDY.design === "scenarios" ? "" : (LANG === "zh" ? "：" : ": ") + bold(called(side.design)).textContent);
};

const swatch = (style, text) => h("li", {}, h("i", {class: "cell", style}), text);
function shareLegend(bands) {
  return bands.map(([from, colour], i) => swatch({background: colour, opacity: 0.85}, word("unit.percent", {
    n: number(100 * from) + DASH + number(100 * (i + 1 < bands.length ? bands[i + 1][0] : 1))})));
}
function changeLegend() {
  return [["#ca0020", "smap.much_worse"], ["#f4a582", "smap.worse"], ["#e4e4e0", "smap.alike"], ["#92c5de", "smap.better"], ["#0571b0", "smap.much_better"]]
      .map(([colour, key]) => swatch({background: colour}, word(key)));
}
const onlyHere = () => [h("li", {}, h("i", {style: {background: "#cc79a7", borderRadius: "50%"}}), word("smap.gone")),
                        h("li", {}, h("i", {style: {background: "#d55e00", borderRadius: "50%"}}), word("smap.new"))];

function cityMaps(sides) {
  const have = sides.filter((s) => part(s, "roads"));
  if (!have.length) return null;
  const box = boxOf(have, (s) => [...part(s, "roads"), ...(part(s, "cells") || []).map((c) => c.ring), ...(part(s, "areas") || [])]);
  if (!box) return null;
  const base = (s) => ({roads: part(s, "roads"), stations: marked(s, "stations"), units: unitsOf(s)});
  const mark = part(have[0], "marks").calls_s, calls = have.some((s) => s.calls);
  const figures = have.map((s) => planFigure(cityPlan(box, {...base(s), fills: placesOf(s, (k, name) => fillOf(s, "calls", k, name, mark, s.runs))}, nameOfSide(s)), nameOfSide(s)));
  const change = calls && STUDY_MAP.change && STUDY_MAP.change.length ? STUDY_MAP.change : null;
  if (change) {
    const side = {roads: part(have[1], "roads"), stations: [], units: [], fills: placesOf(have[1], (k, name) => changeOf(change, k, name, have, "calls"))};
    figures.push(planFigure(cityPlan(box, side, word("col.difference")), word("col.difference")));
  }
  const moved = have.length > 1 && !sameParts(["stations", "units"]);
  return [
    h("h3", {}, word("smap.city")),
    calls ? h("p", {class: "note"}, word(part(have[0], "cells") ? "smap.calls_note" : "smap.calls_note_places", {mark: span(mark), n: number(have[0].runs)})) : null,
    h("div", {class: figures.length > 2 ? "plans three" : "plans"}, figures),
    h("ul", {class: "legend"}, calls ? [shareLegend(BANDS_OF_SHARE), swatch({background: "var(--road)"}, word("smap.few_legend"))] : null,
      part(have[0], "stations").length ? h("li", {}, h("i", {style: {background: "var(--wall)"}}), word("layer.stations")) : null,
      h("li", {}, h("i", {style: {background: "var(--ink)", borderRadius: "50%"}}), word("smap.units")), moved ? onlyHere() : null),
    change ? [h("p", {class: "note"}, word("smap.change_note", {level: LEVEL})), h("ul", {class: "legend"}, changeLegend())] : null
  ];
}

function siteMaps(sides) {
  const have = sides.filter((s) => part(s, "site"));
  if (!have.length) return null;
  const flat = (s) => {
    const site = part(s, "site");
    return [...site.buildings.map((r) => r.flat()), ...site.walls, ...site.fences, ...part(s, "zones").map((z) => z.line), ...part(s, "cameras").map((c) => c.at)];
  };
  const box = boxOf(have, flat);
  if (!box) return null;
  const mark = part(have[0], "marks").alarms_s, alarms = have.some((s) => (s.alarms || []).some((r) => known(r[3])));
  const zones = (s, look) => part(s, "zones").map((z, k) => ({line: z.line, ...look(k, z.name)}));
  const plain = (k, name) => ({colour: "var(--faint)", say: name});
  const side = (s, look) => ({cameras: marked(s, "cameras"), guards: marked(s, "guards"), zones: zones(s, look)});
  const figures = have.map((s) => planFigure(sitePlan(box, part(s, "site"), side(s, alarms ? (k, name) => fillOf(s, "alarms", k, name, mark, s.runs) : plain), nameOfSide(s)), nameOfSide(s)));
  const change = alarms && STUDY_MAP.zone_change && STUDY_MAP.zone_change.length ? STUDY_MAP.zone_change : null;
  if (change) {
    const zonesOnly = {cameras: [], zones: zones(have[1], (k, name) => changeOf(change, k, name, have, "alarms"))};
    figures.push(planFigure(sitePlan(box, part(have[1], "site"), zonesOnly, word("col.difference")), word("col.difference")));
  }
  const moved = have.length > 1 && !sameParts(["cameras", "guards"]);
  return [
    h("h3", {}, word("smap.site")),
    alarms ? h("p", {class: "note"}, word("smap.alarms_note", {mark: span(mark), n: number(have[0].runs)})) : null,
    h("div", {class: figures.length > 2 ? "plans three" : "plans"}, figures),
    h("ul", {class: "legend"}, alarms ? [shareLegend(BANDS_OF_SHARE), swatch({background: "var(--road)"}, word("smap.few_alarms"))] : null,
      h("li", {}, h("i", {style: {background: "var(--accent)", borderRadius: "50%"}}), word("place.camera")),
      part(have[0], "guards").length ? h("li", {}, h("b", {"aria-hidden": "true"}, "▲ "), word("smap.guard")) : null, moved ? onlyHere() : null),
    change ? [h("p", {class: "note"}, word("smap.zone_change_note", {level: LEVEL})), h("ul", {class: "legend"}, changeLegend())] : null
  ];
}

function studyMapPart() {
  if (!STUDY_MAP) return null;
  const sides = [STUDY_MAP.before, STUDY_MAP.after].filter(Boolean), parts = [cityMaps(sides), siteMaps(sides)].filter(Boolean);
  if (!parts.length) return null;
  const still = STUDY_MAP.after && sameParts(["roads", "cells", "areas", "stations", "units", "site", "zones", "cameras", "guards"]);
  const made = section("study-map", [still ? h("p", {}, word("smap.same")) : null, ...parts]);
  if (!STUDY_MAP.after) made.querySelector("h2").textContent = word("smap.one");
  return made;
}
