// The table of columns, and the board of dimensions.
import { app, button, el, render, say } from "./core.js";
import { answer } from "./data.js";

export function columnTable(s) {
  const two = new Set(s.columns.filter((c) => c.role === "item").map((c) => c.side)).size > 1;
  const edit = (c, change) => answer(s, { columns: s.columns.map((x) => (x.col === c.col ? { ...x, ...change } : x)) });
  const rows = s.columns.map((c) => el("tr", { class: c.sure || c.role === "nothing" ? null : "unsure", "data-col": c.col },
    el("td", { class: "c" }, c.name),
    el("th", { scope: "row" }, c.header || "–", c.unread ? el("span", { class: "place" }, say("times", { n: c.unread })) : null),
    el("td", {}, select("use-" + c.col, say("use") + " " + c.name, c.role, app.hello.roles, (v) => edit(c, { role: v, side: v === "item" ? c.side || "perception" : "" }))),
    el("td", {}, c.role === "item" ? select("side-" + c.col, say("side") + " " + c.name, c.side, app.hello.sides, (v) => edit(c, { side: v })) : null),
    el("td", {}, c.role === "item" && (s.dimensions.length > 1) ? select("dim-" + c.col, say("dimension") + " " + c.name, c.dimension, s.dimensions.map((d) => ({ key: d.id, label: d.label })), (v) => regroup(s, c.item, v)) : null),
    el("td", { class: "c" }, c.role === "item" ? el("input", { type: "checkbox", id: "turn-" + c.col, "aria-label": say("turn") + " " + c.name, title: say("turn-how"), checked: Boolean(c.turned), on: { change: (e) => turn(s, c.item, e.target.checked) } }) : null),
    el("td", { class: "why" }, c.sure || c.role === "nothing" ? say(c.why) : el("b", { class: "caution" }, say("unsure")))));
  return el("section", { id: "columns" },
    el("h2", {}, say("columns")),
    el("p", { class: "muted" }, say("columns-how")),
    el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": say("columns") },
      el("table", { class: two ? null : "oneside" }, el("thead", {}, el("tr", {}, ...["col", "header", "use", "side", "dimension", "turn", "why"].map((w) => el("th", { scope: "col" }, say(w))))),
        el("tbody", {}, ...rows))));
}

function select(id, name, value, options, change) {
  return el("select", { id, "aria-label": name, on: { change: (e) => change(e.target.value) } },
    ...options.map((o) => el("option", { value: o.key, selected: o.key === value }, say(o.label))));
}

// regroup puts all columns of an item into a dimension.
function regroup(s, item, dimension) {
  return answer(s, { columns: s.columns.map((c) => (c.item === item ? { ...c, dimension } : c)) });
}
function turn(s, item, turned) {
  return answer(s, { columns: s.columns.map((c) => (c.item === item ? { ...c, turned } : c)) });
}

// dimensionBoard shows the questions under their dimensions; they are dragged
// from one to another, or moved by the lists of the table.
export function dimensionBoard(s) {
  const items = new Map();
  for (const c of s.columns) if (c.role === "item" && !items.has(c.item)) items.set(c.item, c);
  const box = (d) => el("div", { class: "dim", "data-dim": d.id, on: {
    dragover: (e) => { if (e.dataTransfer.types.includes("text/servqual-item")) { e.preventDefault(); e.currentTarget.classList.add("over"); } },
    dragleave: (e) => e.currentTarget.classList.remove("over"),
    drop: (e) => { const id = e.dataTransfer.getData("text/servqual-item"); if (id) { e.preventDefault(); regroup(s, id, d.id); } },
  } },
    el("input", { class: "name", "aria-label": say("dimension-nm"), value: say(d.label), on: { change: (e) => rename(s, d.id, e.target.value) } }),
    el("ul", {}, ...[...items.values()].filter((c) => c.dimension === d.id).map((c) =>
      el("li", { draggable: "true", "data-item": c.item, on: { dragstart: (e) => e.dataTransfer.setData("text/servqual-item", c.item) } }, say(s.labels[c.item] || c.header)))));
  return el("section", { id: "dimensions" },
    el("h2", {}, say("dimensions")),
    el("p", { class: "muted" }, say("dimension-do")),
    el("div", { class: "board" }, ...s.dimensions.map(box)),
    el("p", { class: "actions" }, button("dimension-ad", () => add(s), { id: "add-dimension" })));
}

function rename(s, id, name) {
  name = name.trim();
  if (name) answer(s, { dimensions: s.dimensions.map((d) => (d.id === id ? { id, label: { zh: name, en: name } } : d)) });
}

// A new dimension is kept by the page until it has a question.
function add(s) {
  let n = 1;
  while (s.dimensions.some((d) => d.id === "D" + n)) n++;
  const name = say("dimension-ad") + " " + n;
  s.dimensions.push({ id: "D" + n, label: { zh: name, en: name } });
  render();
}
