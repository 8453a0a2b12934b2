"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byKey = new Map([...document.querySelectorAll("#drawing [data-key]")].map(e => [e.dataset.key, e]));
  const panel = document.getElementById("panel"), heading = document.getElementById("chosen"), timeline = document.getElementById("timeline");
  let frame = 0, chosen = null;

  // n1.0 is a neuron, e0.1-1.0 the weight from neuron 0.1 to neuron 1.0.
  const ends = key => key.slice(1).split("-").map(end => "n" + end);
  const isEdge = key => key[0] === "e";
  const edgesOf = (key, end) => [...byKey.keys()].filter(other => isEdge(other) && ends(other)[end] === key).sort(byPlace);
  const place = key => data.columns.findIndex(column => column.includes(key));
  const row = key => data.columns[place(key)].indexOf(key);
  const byPlace = (one, other) => row(ends(one)[0]) - row(ends(other)[0]) || row(ends(one)[1]) - row(ends(other)[1]);

  function show() {
    const now = data.frames[frame];
    [...timeline.querySelectorAll("button")].forEach((button, index) =>
      index === frame ? button.setAttribute("aria-current", "step") : button.removeAttribute("aria-current"));
    for (const [key, element] of byKey) {
      element.classList.toggle("now", !isEdge(key) && now && (now.layer < 0 || place(key) === now.layer));
      element.classList.toggle("chosen", key === chosen);
      element.setAttribute("tabindex", key === (chosen ?? data.columns[0][0]) ? "0" : "-1");
      element.setAttribute("aria-pressed", key === chosen ? "true" : "false");
    }
    const shown = chosen ? data.panels[chosen] : now;
    heading.textContent = shown ? shown.title[0].toUpperCase() + shown.title.slice(1) : "";
    panel.innerHTML = shown ? shown.html : "";
    if (!chosen || !now) return;
    const section = panel.querySelector(`section[data-phase="${now.phase}"]`);
    if (section) { section.classList.add("now"); panel.prepend(section); }
  }

  function choose(key) {
    chosen = key;
    show();
    if (key) byKey.get(key).focus();
  }

  function go(to) {
    frame = Math.min(Math.max(to, 0), data.frames.length - 1);
    show();
  }

  // Up and down: the next of its kind; left and right: neuron, weight, neuron.
  function next(key, direction) {
    const step = direction === "ArrowUp" || direction === "ArrowLeft" ? -1 : 1;
    if (direction === "ArrowUp" || direction === "ArrowDown") {
      const kin = isEdge(key) ? edgesOf(ends(key)[0], 0) : data.columns[place(key)];
      return kin[Math.min(Math.max(kin.indexOf(key) + step, 0), kin.length - 1)];
    }
    if (isEdge(key)) return ends(key)[step < 0 ? 0 : 1];
    return edgesOf(key, step < 0 ? 1 : 0)[0] ?? key;
  }

  data.frames.forEach((one, index) => {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.textContent = one.title;
    button.addEventListener("click", () => { chosen = null; go(index); });
    item.append(button);
    timeline.append(item);
  });
  document.getElementById("back").addEventListener("click", () => go(frame - 1));
  document.getElementById("next").addEventListener("click", () => go(frame + 1));
  for (const [key, element] of byKey) element.addEventListener("click", () => choose(key));
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = document.activeElement?.dataset?.key;
    if (event.key === "[") go(frame - 1);
    else if (event.key === "]") go(frame + 1);
    else if (event.key === "Escape") choose(null);
    else if (key && event.key.startsWith("Arrow")) choose(chosen === null ? key : next(key, event.key));
    else if (key && (event.key === "Enter" || event.key === " ")) choose(key);
    else return;
    event.preventDefault();
  });
  show();
})();
