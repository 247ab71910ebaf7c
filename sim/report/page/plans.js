// SPDX-License-Identifier: Apache-2.0
// Plans of a site and of a city as SVG, so that they print and need no library. y grows to the north.
const LINE = {"vector-effect": "non-scaling-stroke"};
/** A frame around [x0, y0, x1, y1]; y(v) turns north upward; `unit` is a hundredth of its size. */
function planFrame(box, title) {
  const [x0, y0, x1, y1] = box, size = Math.max(x1 - x0, y1 - y0) || 1, room = size / 24;
  const y = (v) => y1 + y0 - v;
  const picture = svg("svg", {viewBox: `${x0 - room} ${y0 - room} ${x1 - x0 + 2 * room} ${y1 - y0 + 2 * room}`, role: "img", "aria-label": title});
  picture.append(svg("rect", {x: x0 - room, y: y0 - room, width: x1 - x0 + 2 * room, height: y1 - y0 + 2 * room, fill: "var(--wash)"}));
  return {picture, y, size, unit: size / (NARROW ? 60 : 100), at: (p) => p[0] + "," + y(p[1])};
}
const planPath = (f, rings) => rings.map((r) => "M" + r.map(f.at).join("L") + "Z").join("");
/** Said when it is touched, and to those who hear the page. */
function saying(element, text) {
  const title = svg("title");
  title.textContent = text;
  element.append(title);
  element.dataset.say = text;
  return element;
}
/** A plan with its caption; what is touched is said beneath it. */
function planFigure(picture, caption) {
  const said = h("p", {class: "note", "aria-live": "polite"});
  picture.addEventListener("click", (e) => { said.textContent = e.target.dataset.say || ""; });
  return h("figure", {class: "plan"}, picture, h("figcaption", {}, caption), said);
}

/**
 * site: {buildings: [ring], walls, fences: [[x, y, x, y]]}; side: {cameras: [{at, azimuth_deg,
 * hfov_deg, range_m, colour?}], blind?: [rings], zones?: [{line, colour, say, rim?}], guards?: [{x, y, name,
 * colour?}]}
 */
function sitePlan(box, site, side, title) {
  const f = planFrame(box, title), {picture, y, unit} = f;
  (side.blind || []).forEach((rings) => picture.append(
      svg("path", {d: planPath(f, rings), fill: "var(--warn)", "fill-opacity": 0.35, "fill-rule": "evenodd"})));
  side.cameras.forEach((c) => {
    const half = Math.min(c.hfov_deg, 359.9) / 2, point = (deg) => [c.at[0] + c.range_m * Math.sin(deg * Math.PI / 180),
                                                                   c.at[1] + c.range_m * Math.cos(deg * Math.PI / 180)];
    const a = point(c.azimuth_deg - half), b = point(c.azimuth_deg + half), colour = c.colour || "var(--accent)";
    picture.append(svg("path", {d: `M${f.at(c.at)}L${f.at(a)}A${c.range_m} ${c.range_m} 0 ${half > 90 ? 1 : 0} 1 ${f.at(b)}Z`,
                                fill: colour, "fill-opacity": 0.07, stroke: colour, "stroke-opacity": 0.35, "stroke-width": 0.8, ...LINE}));
  });
  site.buildings.forEach((ring) => picture.append(svg("path", {d: planPath(f, [ring]), fill: "var(--road)", stroke: "var(--wall)", "stroke-width": 1, ...LINE})));
  const lines = (list, more) => list.length && picture.append(svg("path", {
    d: list.map(([a, b, c, d]) => `M${a},${y(b)}L${c},${y(d)}`).join(""), fill: "none", stroke: "var(--wall)", ...LINE, ...more}));
  lines(site.fences, {"stroke-width": 1, "stroke-dasharray": "4 3"});
  lines(site.walls, {"stroke-width": 1.6});
  (side.zones || []).forEach((z) => picture.append(saying(svg("line", {x1: z.line[0], y1: y(z.line[1]), x2: z.line[2], y2: y(z.line[3]),
    stroke: z.colour, "stroke-width": z.rim ? 11 : 6, "stroke-opacity": 0.9, ...LINE}), z.say)));
  side.cameras.forEach((c) => picture.append(svg("circle", {cx: c.at[0], cy: y(c.at[1]), r: unit * 0.75, fill: c.colour || "var(--accent)", stroke: "var(--paper)", "stroke-width": 0.8, ...LINE})));
  (side.guards || []).forEach((g) => picture.append(saying(svg("path", {
    d: `M${g.x},${y(g.y) - 1.5 * unit}l${1.3 * unit},${2.4 * unit}h${-2.6 * unit}Z`, fill: g.colour || "var(--ink)", stroke: "var(--paper)", "stroke-width": 1, ...LINE}), g.name)));
  return picture;
}

/**
 * side: {roads: [three flat lists], fills: [{ring | at, colour, rim, say, weight}], stations: [{x, y,
 * name, colour?}], units: [{x, y, n, say, colour?}]}
 */
function cityPlan(box, side, title) {
  const f = planFrame(box, title), {picture, y, unit} = f;
  const some = (flat) => {
    let d = "";
    for (let i = 0; i + 3 < flat.length; i += 4) d += `M${flat[i]},${y(flat[i + 1])}L${flat[i + 2]},${y(flat[i + 3])}`;
    return d;
  };
  side.fills.filter((c) => c.ring).forEach((c) => {
    const corners = [];
    for (let i = 0; i + 1 < c.ring.length; i += 2) corners.push([c.ring[i], c.ring[i + 1]]);
    picture.append(saying(svg("path", {d: planPath(f, [corners]), fill: c.colour, "fill-opacity": 0.8, stroke: "var(--paper)", "stroke-width": 0.8, ...LINE}), c.say));
  });
  [2, 1, 0].forEach((k) => side.roads[k].length && picture.append(svg("path", {
    d: some(side.roads[k]), fill: "none", stroke: k ? "var(--road)" : "var(--road-main)", "stroke-width": [1.8, 1, 0.7][k], "pointer-events": "none", ...LINE})));
  side.fills.filter((c) => c.rim && c.ring).forEach((c) => {
    const corners = [];
    for (let i = 0; i + 1 < c.ring.length; i += 2) corners.push([c.ring[i], c.ring[i + 1]]);
    picture.append(svg("path", {d: planPath(f, [corners]), fill: "none", stroke: "var(--ink)", "stroke-width": 2, "pointer-events": "none", ...LINE}));
  });
  side.fills.filter((c) => c.at).forEach((c) => picture.append(saying(svg("circle", {cx: c.at[0], cy: y(c.at[1]), r: unit * c.weight,
    fill: c.colour, stroke: c.rim ? "var(--ink)" : "var(--paper)", "stroke-width": c.rim ? 2 : 0.6, ...LINE}), c.say)));
  const crowd = side.units.length > 120;
  side.units.forEach((u) => {
    picture.append(saying(svg("circle", {cx: u.x, cy: y(u.y), r: unit * (crowd ? 0.5 : 1.5), fill: u.colour || "var(--ink)", stroke: "var(--paper)", "stroke-width": 1, ...LINE}), u.say));
    if (crowd) return;
    const text = svg("text", {x: u.x, y: y(u.y) + 0.7 * unit, "text-anchor": "middle", "font-size": 2 * unit, "font-weight": 700, style: "fill: var(--paper)", "pointer-events": "none"});
    text.textContent = u.n;
    picture.append(text);
  });
  side.stations.forEach((s) => {
    const r = unit * (side.stations.length > 60 ? 0.6 : 1.1);
    picture.append(saying(svg("rect", {x: s.x - r, y: y(s.y) - r - 2 * unit, width: 2 * r, height: 2 * r, fill: s.colour || "var(--wall)", stroke: "var(--paper)", "stroke-width": 1, ...LINE}), s.name));
    if (side.stations.length > 30) return;
    const text = svg("text", {x: s.x + 1.6 * r, y: y(s.y) - 1.4 * unit, "font-size": 2.2 * unit, "font-weight": 600, "paint-order": "stroke", stroke: "var(--paper)", "stroke-width": 3, ...LINE});
    text.textContent = s.name;
    picture.append(text);
  });
  return picture;
}
