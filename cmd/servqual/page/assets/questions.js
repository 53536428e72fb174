// A card for each open question, with the buttons that answer it.
import { button, el, say } from "./core.js";
import { answer } from "./data.js";

export function questionCard(s, q) {
  return el("article", { class: "question " + (q.blocks ? "blocks" : ""), "data-code": q.code },
    el("h3", {}, say(q.title)),
    el("p", {}, say(q.ask)),
    q.got && q.code !== "direction-open" ? el("p", { class: "muted got" }, say("found") + " ", q.got, el("span", { class: "place" }, q.place)) : null,
    el("div", { class: "actions" }, ...controls(s, q)));
}

// The codes are those of the issues that check prints.
function controls(s, q) {
  const confirm = () => answer(s, { confirm: true });
  if (q.code.includes("direction")) {
    return [false, true].map((low) => el("button", { type: "button", class: "choice", id: low ? "best-low" : "best-high", on: { click: () => answer(s, { scale: { ...s.scale, turned: low }, confirm: true }) } },
      say(low ? "best-low" : "best-high", { n: low ? s.scale.min : s.scale.max })));
  }
  if (q.code.includes("scale") && !q.columns?.length) return scaleControls(s, q);
  if (q.code.includes("scale")) return [...scaleControls(s, q), toTable()];
  if (q.code.includes("side")) return sideControls(s);
  if (q.code.includes("mapping")) return [button("all-right", confirm, { class: "main", id: "all-right" }), toTable()];
  return [toTable(), button("all-right", confirm)];
}

function toTable() {
  return button("in-table", () => { const t = document.getElementById("columns"); t.scrollIntoView({ block: "start" }); t.querySelector("select")?.focus(); }, { class: "link" });
}

export function scaleControls(s, q) {
  const lo = el("input", { type: "number", id: "scale-min", value: s.scale.min, min: -10, max: 100 });
  const hi = el("input", { type: "number", id: "scale-max", value: s.scale.max, min: -9, max: 100 });
  return [el("label", { class: "field" }, say("lowest") + " ", lo), el("label", { class: "field" }, say("highest") + " ", hi),
    button("scale-set", () => answer(s, { scale: { ...s.scale, min: Number(lo.value), max: Number(hi.value) }, confirm: Boolean(q) }), { class: "main" })];
}

// Two groups of like questions are told apart by the columns they stand in: the
// first of an item's two columns is of the first group.
function sideControls(s) {
  const rated = s.columns.filter((c) => c.role === "item");
  const twice = new Set(rated.map((c) => c.item)).size < rated.length;
  if (!twice && rated.length === 22) {
    return [button("form-p", () => answer(s, { form: "servqual-22", columns: s.columns.map((c) => (c.role === "item" ? { ...c, side: "perception" } : c)), confirm: true }), { class: "choice" }),
      button("form-own", () => answer(s, { confirm: true }), { class: "choice" })];
  }
  const pairs = [["pair-ep", "expectation", "perception"], ["pair-pe", "perception", "expectation"], ["pair-ip", "importance", "perception"], ["pair-pi", "perception", "importance"]];
  return pairs.map(([word, a, b]) => button(word, () => {
    const met = new Set();
    answer(s, { confirm: true, columns: s.columns.map((c) => {
      if (c.role !== "item") return c;
      const second = met.has(c.item);
      met.add(c.item);
      return { ...c, side: second ? b : a };
    }) });
  }, { class: "choice" }));
}
