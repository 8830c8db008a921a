// What keys do.

import { toward } from "./seen.js";
import { VIEWS } from "./state.js";
import { regionAt } from "./view.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const VIEW_OF = { g: "graph", t: "table", c: "chart", r: "text" };

/** Move the map, or with a node selected to its neighbour on that side, by a key; tell whether it is one that does. */
function steer(app, key, isShifted) {
  const { view, state } = app;
  if (key === "+" || key === "=") view.zoom(1.3);
  else if (key === "-") view.zoom(1 / 1.3);
  else if (key === "Enter") enter(app);
  else if (!(key in STEPS)) return false;
  else if (state.node === null || isShifted) {
    const [scale, x, y] = view.camera();
    view.setCamera([scale, x + (STEPS[key][0] * 80) / scale, y + (STEPS[key][1] * 80) / scale]);
    app.cameraMoved(view.camera());
  } else go(app, toward(app, view.places, view.places[state.node], STEPS[key]));
  return true;
}

/** Select the node nearest to the middle, or where none is drawn open the box that is there. */
function enter(app) {
  const [, x, y] = app.view.camera();
  const node = toward(app, app.view.places, [x, y], null);
  const group = regionAt(app.view.scene, { x, y });
  if (node === null && group !== null) app.regionClicked(group);
  go(app, node);
}

function go(app, node) {
  if (node === null) return;
  app.select(node);
  app.view.centre(node);
}

/** Do what a key says. */
export function onKey(app, event) {
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === "Escape") {
    app.pathFrom = null;
    if (isTyping) event.target.blur();
    else if (app.state.path) app.set({ path: null });
    else if (app.state.node !== null || app.state.group !== null) app.select(null);
    return;
  }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === app.parts.canvas && steer(app, event.key, event.shiftKey)) event.preventDefault();
  else if (event.key === "/") {
    app.root.querySelector("#search").focus();
    event.preventDefault();
  } else if (event.key === "f") app.fit();
  else if (event.key in VIEW_OF) app.set({ view: VIEW_OF[event.key] });
  else if (event.target.getAttribute?.("role") === "tab" && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    const next = (VIEWS.indexOf(app.state.view) + (event.key === "ArrowRight" ? 1 : VIEWS.length - 1)) % VIEWS.length;
    app.set({ view: VIEWS[next] });
    app.root.querySelector(`#tab-${VIEWS[next]}`).focus();
  }
}
