// SPDX-License-Identifier: Apache-2.0
// What the page knows of incidents: stages, names and response.
const INCIDENTS = new Map(DATA.incidents.map((i) => [i.id, i]));
const STAGE = Object.fromEntries(DATA.stages.map((name, i) => [name, i]));

const at = (incident, stage) => incident.t[STAGE[stage]];
function between(incident, from, to) {
  const a = at(incident, from), b = at(incident, to);
  return known(a) && known(b) ? b - a : null;
}

/** When the clock of response starts: the police have the call, the sensor reports. */
function startOf(incident) {
  const stage = incident.kind === "alarm" ? "sensed" : "police_called";
  return known(at(incident, stage)) ? at(incident, stage) : Math.min(...incident.t.filter(known));
}
/** First capable unit (call, task), first guard or police (alarm) on the scene; null: nobody came. */
function response(incident) {
  const ends = incident.kind === "alarm" ? ["guard_arrived", "police_arrived"] : ["police_arrived"];
  const times = ends.map((e) => at(incident, e)).filter(known);
  return times.length ? Math.min(...times) - startOf(incident) : null;
}
const dismissed = (i) => i.kind === "alarm" && !i.real && known(at(i, "assessed")) &&
    !known(at(i, "guards_dispatched")) && !known(at(i, "police_called"));

const nameOf = (index) => (known(index) && DATA.names[index] ? DATA.names[index].name : "");
function kindOf(index) {
  const name = known(index) && DATA.names[index];
  return name ? word("kind." + name.kind) : "";
}
/** A thing with its kind before it, unless its name says so already. */
function named(index) {
  const name = nameOf(index), kind = kindOf(index);
  return !name || name.toLowerCase().startsWith(kind.toLowerCase()) ? name : kind + " " + name;
}
/** A task has a call type. */
const typeName = (i) => inLanguage(DATA.types[i.kind === "alarm" ? "alarm" : "call"][i.type]);
const placeName = (i) => named(i.place) || word("place.xy", {x: number(i.x), y: number(i.y)});
const title = (i) => word("kind." + i.kind) + " #" + i.id;

/** The stage that a stage waits for: guards and police are on the way at the same time. As
    measure/alarm_chain.cpp has it. */
const BEFORE = {
  sensed: "occurred",
  at_panel: "sensed",
  at_server: "at_panel",
  at_platform: "at_server",
  queued: "at_platform",
  acknowledged: "queued",
  picture: "acknowledged",
  assessed: "picture",
  guards_dispatched: "assessed",
  guard_arrived: "guards_dispatched",
  police_called: "assessed",
  police_answered: "police_called",
  police_dispatched: "police_answered",
  police_en_route: "police_dispatched",
  police_arrived: "police_en_route",
  police_at_spot: "police_arrived",
  reported: "police_arrived",
  all_arrived: "reported",
};
/** The stages that happened, each with what it took since the one that it waited for. */
function chain(incident) {
  const last = Math.max(...incident.t.filter((t, k) => known(t) && k !== STAGE.cleared));
  return DATA.stages
      .map((stage, k) => {
        const t = incident.t[k];
        const there = (s) => known(at(incident, s)) && at(incident, s) <= t;
        let before = BEFORE[stage];
        while (before && !there(before)) before = BEFORE[before];
        // A picture that came before the operator held nobody up: the operator did.
        if (before === "picture" && there("acknowledged") && at(incident, "acknowledged") > at(incident, "picture"))
          before = "acknowledged";
        let from = before ? at(incident, before) : t;
        if (stage === "cleared" && known(last)) from = last;
        return {stage, t, from, took: t - from, who: incident.who[k]};
      })
      .filter((s) => known(s.t));
}
/** The stage that took longest on the way to the response; null where nobody came. */
function slowest(incident) {
  const there = response(incident), start = startOf(incident);
  if (there === null) return null;
  return chain(incident)
      .filter((s) => s.stage !== "cleared" && s.t > start && s.t - start <= there)
      .map((s) => ({...s, took: s.t - Math.max(s.from, start)}))
      .reduce((a, b) => (a && a.took >= b.took ? a : b), null);
}
/** How far the incident got. */
const lastStage = (incident) =>
    chain(incident).reduce((a, b) => (a && a.t > b.t ? a : b), null).stage;
/** Takes the reader to an incident on the map; set by the map, if there is one. */
let showOnMap = null;
function mapButton(incident) {
  if (!DATA.map) return null;
  return h(
      "button", {
        class: "small",
        type: "button",
        "aria-label": word("map.show") + ": " + title(incident),
        onclick: () => showOnMap && showOnMap(incident.id)
      },
      word("map.show"));
}
