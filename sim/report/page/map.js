// SPDX-License-Identifier: Apache-2.0
// The city and the site in metres, with every incident in the colour of its response.
const latlng = (x, y) => [y, x];
function pairs(flat) {
  const points = [];
  for (let i = 0; i + 1 < flat.length; i += 2) points.push(latlng(flat[i], flat[i + 1]));
  return points;
}

function popup(i) {
  const t = response(i);
  const steps = chain(i);
  const more = i.kind === "alarm" && chooseAlarm ?
      h("button", {class: "small", type: "button", onclick: () => chooseAlarm(i.id)},
        word("map.chain")) :
      null;
  return h(
      "div", {}, h("h4", {}, title(i)), h("p", {}, incidentLine(i)),
      h("p", {},
        t === null ? word(dismissed(i) ? "alarm.dismissed" : "band.unreached") :
                     sentence("map.response", {span: strong(span(t))})),
      h("table", {},
        h("tbody", {},
          steps.map(
              (s) =>
                  h("tr", {}, h("th", {}, stageName(s.stage)),
                    h("td", {class: "n"}, clockSpan(s.t - startOf(i))),
                    h("td", {}, nameOf(s.who)))))),
      more);
}

/** The wedge that a camera sees, as far as it reaches, walls apart. */
function wedge(c) {
  const ring = [latlng(c.x, c.y)], half = c.hfov_deg / 2, steps = 12;
  for (let k = 0; k <= steps; ++k) {
    const a = (c.azimuth_deg - half + (c.hfov_deg * k) / steps) * Math.PI / 180;
    ring.push(latlng(c.x + c.range_m * Math.sin(a), c.y + c.range_m * Math.cos(a)));
  }
  return ring;
}

/** Which floor of the site is drawn: an index into DATA.map.site.floors; 0 is the ground. */
let FLOOR = 0;
function floorName(f) {
  return f.building ? word("map.floor", {building: f.building, floor: f.floor}) : word("map.ground");
}
/** Rooms with their names on touch, walls, glass, and doors by what opens them. */
function floorPlan(f, common, renderer) {
  const door = {badge: "--accent", key: "--warn"};
  return [
    ...(f.rooms || []).map((r) => L.polygon(pairs(r.ring), {
      renderer,
      color: css("--wall"),
      weight: 0.6,
      fillColor: css("--paper"),
      fillOpacity: 0.55
    }).bindTooltip(() => h("span", {}, inLanguage(r.name)), {sticky: true})),
    ...(f.walls || [])
        .map((w) => L.polyline(pairs(w), {...common, color: css("--wall"), weight: 1.4})),
    ...(f.glass || []).map((w) => L.polyline(pairs(w), {
      ...common,
      color: css("--accent"),
      weight: 1.2,
      dashArray: "2 3"
    })),
    ...(f.doors || []).map((d) => L.polyline(pairs(d.line), {
      renderer,
      color: css(door[d.lock] || "--paper"),
      weight: 3.2,
      opacity: 1
    }).bindTooltip(() => h("span", {}, d.name + " · " + word("door." + d.lock)), {sticky: true}))
  ];
}

/** The layers in drawing order: [key, on at first, function that returns a Leaflet layer]. */
function mapLayers(map, renderer, extent) {
  const m = DATA.map, site = m.site, layers = [];
  const add = (key, on, parts) => {
    if (parts.length) layers.push({key, on, group: L.layerGroup(parts)});
  };
  const common = {renderer, interactive: false};
  const label = (x, y, text, kind) => L.tooltip({
                                         permanent: true,
                                         direction: kind === "district" ? "center" : "right",
                                         offset: [kind === "district" ? 0 : 7, 0],
                                         className: "place " + kind
                                       })
                                          .setLatLng(latlng(x, y))
                                          .setContent(h("span", {}, text));
  if (hasBusy()) add("busy", false, busyCells(renderer));
  add("cells", true, (m.cells || []).map((c) => L.polygon(pairs(c.ring), {
    ...common,
    color: css("--accent"),
    weight: 1,
    dashArray: "3 4",
    opacity: 0.7,
    fill: false
  })));
  add("roads", true, (m.roads || []).map((r) => L.polyline(r.lines.map(pairs), {
    ...common,
    color: css(r.class > 1 ? "--road" : "--road-main"),
    weight: [3, 1.8, 1.2][r.class] || 1.2,
    smoothFactor: 1.5
  })));
  if (hasReach()) add("reach", !DATA.incidents.length, reachLines(common));
  add("districts", true,
      (m.districts || [])
          .flatMap(
              (d) =>
                  [...(d.ring ? [L.polygon(
                                    pairs(d.ring),
                                    {...common, color: css("--soft"), weight: 1.5, fill: false})] :
                                []),
                   label(d.x, d.y, d.name, "district")]));
  if (site) {
    add("site", true, [
      ...(site.buildings || []).map((b) => L.polygon(pairs(b.ring), {
        ...common,
        color: css("--wall"),
        weight: 1.2,
        fillColor: css("--rule"),
        fillOpacity: 0.8
      })),
      ...(site.fences || [])
          .map((f) => L.polyline(pairs(f), {...common, color: css("--wall"), weight: 2.2}))
    ]);
    const floor = (site.floors || [])[FLOOR];
    if (floor) {
      add("areas", false, (floor.areas || []).map((a) => L.polygon(pairs(a.ring), {
        renderer,
        color: css("--warn"),
        weight: 1,
        dashArray: "4 3",
        fillColor: css("--warn"),
        fillOpacity: 0.04 + 0.05 * Math.min(a.level, 5)
      }).bindTooltip(() => h("span", {}, word("map.area", {name: inLanguage(a.name), level: a.level})), {sticky: true})));
      add("floor", true, floorPlan(floor, common, renderer));
    }
    add("cameras", true,
        (site.cameras || [])
            .filter((c) => (c.floor || 0) === FLOOR)
            .flatMap(
                (c) =>
                    [L.polygon(
                         wedge(c),
                         {...common, stroke: false, fillColor: css("--accent"), fillOpacity: 0.09}),
                     L.circleMarker(latlng(c.x, c.y), {
                       ...common,
                       radius: 1.8,
                       stroke: false,
                       fillColor: css("--accent"),
                       fillOpacity: 0.9
                     })]));
  }
  add("stations", true,
      (m.stations || [])
          .flatMap(
              (s) =>
                  [L.marker(latlng(s.x, s.y), {
                    interactive: false,
                    keyboard: false,
                    icon: L.divIcon({className: "station", iconSize: [12, 12]})
                  }),
                   ...(m.stations.length <= 30 ? [label(s.x, s.y, s.name, "station")] : [])]));
  // Slow ones last, so that they lie on top.
  const markers =
      DATA.incidents.filter((i) => known(i.x) && known(i.y))
          .map((i) => {
            const t = response(i), gone = t === null, real = i.kind === "alarm" && i.real;
            const look = dismissed(i) ?
                {radius: 3, weight: 0, fillColor: css("--faint"), fillOpacity: 0.8} :
                gone ? {radius: 4.5, weight: 2.4, color: css("--gone"), fillOpacity: 0} :
                       {
                         radius: real ? 8 : 5,
                         weight: real ? 2.5 : 0.9,
                         color: css(real ? "--gone" : "--paper"),
                         fillColor: bandColour(band(t)),
                         fillOpacity: 0.92
                       };
            const marker = L.circleMarker(latlng(i.x, i.y), {renderer, ...look});
            marker.bindPopup(
                () => popup(i),
                {maxWidth: 320, minWidth: 220, maxHeight: Math.max(200, map.getSize().y - 130)});
            return {i, marker, rank: dismissed(i) ? -1 : (real ? 1e12 : 0) + (gone ? 1e9 : t)};
          })
          .sort((a, b) => a.rank - b.rank || a.i.id - b.i.id);
  const kinds = {
    calls: (x) => x.i.kind === "call",
    tasks: (x) => x.i.kind === "task",
    nuisance: (x) => x.i.kind === "alarm" && !x.i.real,
    intruders: (x) => x.i.kind === "alarm" && x.i.real
  };
  for (const key of ["nuisance", "tasks", "calls", "intruders"]) {
    // Tasks are not in every scenario.
    if (key === "tasks" && !markers.some(kinds.tasks)) continue;
    add(key, true, markers.filter(kinds[key]).map((x) => x.marker));
  }
  showOnMap = (id) => {
    const found = markers.find((x) => x.i.id === id);
    if (!found) return;
    document.getElementById("map-part").scrollIntoView();
    const key = Object.keys(kinds).find((k) => kinds[k](found));
    const box = document.getElementById("layer-" + key);
    if (box && !box.checked) box.click();
    const where = found.marker.getLatLng(),
          near = extent.site && extent.site.pad(0.5).contains(where) ?
        map.getBoundsZoom(extent.site) :
        map.options.closeZoom;
    map.setView(where, Math.max(map.getZoom(), near));
    found.marker.openPopup();
  };
  return layers;
}

function boundsOf(points) {
  const usable = points.filter((p) => known(p.x) && known(p.y));
  return usable.length ? L.latLngBounds(usable.map((p) => latlng(p.x, p.y))) : null;
}
function extents() {
  const m = DATA.map, flat = (list) => list.flatMap((f) => pairs(f).map(([y, x]) => ({x, y})));
  const site = m.site ? boundsOf([
    ...flat(m.site.fences || []), ...flat((m.site.buildings || []).map((b) => b.ring)),
    ...(m.site.cameras || [])
  ]) :
                        null;
  const city = boundsOf([
    ...flat((m.roads || []).flatMap((r) => r.lines)), ...(m.stations || []),
    ...flat((m.cells || []).map((c) => c.ring))
  ]);
  return {city, site, all: city || site || boundsOf(DATA.incidents)};
}

const FIT = {
  padding: [16, 16],
  animate: false
};
let MAP = null, RENDERER = null, EXTENT = null, GROUPS = [];
function makeMap() {
  MAP = L.map("map", {
    crs: L.CRS.Simple,
    minZoom: -9,
    maxZoom: 5,
    zoomSnap: 0.25,
    attributionControl: false,
    zoomControl: false,
    scrollWheelZoom: false,
    zoomAnimation: false,
    fadeAnimation: false,
    closeZoom: -1.5
  });
  RENDERER = L.canvas({padding: 0.3, tolerance: 4});
  EXTENT = extents();
  MAP.fitBounds(EXTENT.all || [[0, 0], [100, 100]], FIT);
  L.control.zoom({zoomInTitle: word("map.zoom_in"), zoomOutTitle: word("map.zoom_out")}).addTo(MAP);
  L.control.scale({imperial: false}).addTo(MAP);
  // The wheel scrolls the page until the reader has chosen the map.
  MAP.on("focus", () => MAP.scrollWheelZoom.enable());
  MAP.on("blur", () => MAP.scrollWheelZoom.disable());
  if (EXTENT.city && EXTENT.site) {
    document.getElementById("map-go").append(...["city", "site"].map(
        (where) =>
            h("button",
              {class: "small", type: "button", onclick: () => MAP.fitBounds(EXTENT[where], FIT)},
              word("map.to_" + where))));
  }
}

/** A layer put on again belongs beneath those that come after it. */
function inOrder() {
  for (const group of GROUPS) {
    if (!MAP.hasLayer(group)) continue;
    group.eachLayer((layer) => layer instanceof L.Path && layer.bringToFront());
  }
}

/** Everything on the map, in the colours of now; the reader's choice of layers stays. */
function fillMap() {
  const chosen =
      new Map([...document.querySelectorAll("#layers input")].map((b) => [b.id, b.checked]));
  GROUPS.forEach((group) => group.remove());
  GROUPS = [];
  const boxes = mapLayers(MAP, RENDERER, EXTENT).map(({key, on, group}) => {
    const id = "layer-" + key, checked = chosen.has(id) ? chosen.get(id) : on;
    GROUPS.push(group);
    if (checked) group.addTo(MAP);
    const box = h("input", {
      type: "checkbox",
      id,
      checked,
      onchange: (e) => {
        if (e.target.checked) {
          group.addTo(MAP);
          inOrder();
        } else {
          group.remove();
        }
        layerLegends();
      }
    });
    return h("label", {class: "box"}, box, word("layer." + key));
  });
  const floors = (DATA.map.site && DATA.map.site.floors) || [];
  const pick = floors.length < 2 ? [] : [h("label", {class: "pick"}, word("pick.floor"),
      h("select", {id: "pick-floor", onchange: (e) => {
        FLOOR = Number(e.target.value);
        fillMap();
      }}, floors.map((f, k) => h("option", {value: k, selected: k === FLOOR}, floorName(f)))))];
  document.getElementById("layers").replaceChildren(...boxes, ...pick);
  layerLegends();
}

let view = null;  // the reader's, while the map is on its way to paper
function drawMap(on_paper = false) {
  if (!MAP) makeMap();
  if (on_paper) {
    view = {center: MAP.getCenter(), zoom: MAP.getZoom(), bounds: MAP.getBounds()};
    MAP.invalidateSize({animate: false});
    const whole = EXTENT.all && view.bounds.contains(EXTENT.all);
    MAP.fitBounds(whole ? EXTENT.all : view.bounds, FIT);
  } else if (view) {
    MAP.invalidateSize({animate: false});
    MAP.setView(view.center, view.zoom, {animate: false});
    view = null;
  }
  fillMap();
  // Leaflet draws with the next frame; paper does not wait for it.
  if (on_paper && RENDERER._redraw) RENDERER._redraw();
}

function mapPart() {
  if (!DATA.map) return null;
  const item = (look, key) => h("li", {}, h("i", {class: look}), word(key));
  const shown = DATA.incidents.length, total = DATA.incidents_total;
  const part = section(
      "map-part",
      [
        h("p", {class: "lead"}, word("map.lead")), bandLegend([
          item("ring", "band.unreached"), DATA.alarms ? item("dust", "alarm.dismissed") : null,
          DATA.map.stations && DATA.map.stations.length ? item("station", "layer.stations") : null
        ]),
        h("div",
          {class: "controls", id: "layers", role: "group", "aria-label": word("map.layers")}),
        h("div", {id: "layer-legends"}),
        h("div", {class: "mapbox"},
          h("div", {id: "map", role: "application", "aria-label": word("map.label")}),
          h("div", {id: "map-go"})),
        shown < total ? h("p", {class: "note"},
                          word("map.some", {shown: number(shown), total: number(total)})) :
                        null
      ],
      drawMap);
  return part;
}
