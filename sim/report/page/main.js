// SPDX-License-Identifier: Apache-2.0
// Puts the page together, and draws it again when light turns to dark or it goes to paper.
const page = document.getElementById("page");
const parts =
    [...(DATA.drill?.injects.length ? [drill(), answer()] : [answer(), drill()]), beforeAndAfter(), distribution(), alarm(), network(), single(), mapPart(), tables(), equipment(), planner(),
     worst(), provenance()].filter(Boolean);
const navigation =
    h("nav", {"aria-label": word("nav.label")},
      h("ol", {},
        parts.map(
            (part) =>
                h("li", {}, h("a", {href: "#" + part.id}, part.querySelector("h2").textContent)))));
const head = header();
head.append(navigation);
page.replaceChildren(
    head, h("main", {}, parts), h("footer", {}, word("footer.made", {program: DATA.program})));

function redraw(on_paper = false) {
  drawCharts();
  if (DATA.map) drawMap(on_paper);
}
drawCharts();
SECTIONS.forEach((s) => s.after && s.after());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraw());
addEventListener("beforeprint", () => {
  document.documentElement.classList.add("paper");
  redraw(true);
});
addEventListener("afterprint", () => {
  document.documentElement.classList.remove("paper");
  redraw();
});
document.documentElement.dataset.ready = "yes";
