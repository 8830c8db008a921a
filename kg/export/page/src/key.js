// What keys do.

import { VIEWS } from "./state.js";

const VIEW_OF = { g: "graph", t: "table", c: "chart", r: "text" };

/** Move the map by a key, and tell whether it is one that does. */
function steer(app, key) {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (key === "+" || key === "=") app.view.zoom(1.3);
  else if (key === "-") app.view.zoom(1 / 1.3);
  else if (key in steps) {
    const [scale, x, y] = app.view.camera();
    app.view.setCamera([scale, x + (steps[key][0] * 80) / scale, y + (steps[key][1] * 80) / scale]);
    app.cameraMoved(app.view.camera());
  } else return false;
  return true;
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
  if (event.target === app.parts.canvas && steer(app, event.key)) event.preventDefault();
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
