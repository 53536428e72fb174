// The scores as they are with the answers given so far. Every number opens how
// it came about.
import { app, el, explain, say } from "./core.js";

export function scorePanel(s) {
  if (!s.scores) {
    return el("aside", { class: "scores", id: "scores", "aria-label": say("scores") }, el("h2", {}, say("scores")), el("p", { class: "muted" }, say("scores-none")));
  }
  const x = s.scores, two = Boolean(x.overall.unweighted);
  const rows = [];
  for (const d of x.dimensions) {
    if (x.dimensions.length > 1) rows.push(line(s, d, true, two));
    for (const i of x.items.filter((i) => i.dimension === d.id)) rows.push(line(s, i, false, two));
  }
  const overall = two ? x.overall.unweighted : x.overall.servperf;
  return el("aside", { class: "scores" + (s.blocked ? " draft" : ""), id: "scores", "aria-label": say("scores"), "aria-live": "polite" },
    el("h2", {}, say("scores")),
    s.blocked || s.draft ? el("p", { class: "para caution" }, say("scores-draft")) : null,
    overall && !s.blocked ? el("p", { class: "overall" }, el("span", {}, say(two ? "overall-gap" : "overall")), number(s, two ? "servqual/unweighted" : "servperf/unweighted", overall.mean, two)) : null,
    el("table", {}, el("tbody", {}, ...rows)),
    s.blocked ? null : el("p", { class: "muted" }, say("click-number")));
}

function line(s, x, strong, two) {
  const mean = two ? x.gap && x.gap.mean : x.perception && x.perception.mean;
  const [lo, hi] = [s.scale.min, s.scale.max];
  const share = mean === undefined ? 0 : two ? Math.min(1, Math.abs(mean) / (hi - lo)) : (mean - lo) / (hi - lo);
  return el("tr", { class: strong ? "strong" : null },
    el("th", { scope: "row" }, say(s.labels[x.id] || x.id)),
    el("td", { class: "meter" }, el("meter", { min: 0, max: 1, value: Math.max(0, Math.min(1, share)), "aria-label": say(s.labels[x.id] || x.id) })),
    el("td", { class: "r" }, number(s, (two ? "gap/" : "mean/") + x.id, mean, two)));
}

function number(s, ref, v, sign) {
  if (v === undefined || v === null) return "–";
  let t = Math.abs(v).toFixed(2);
  t = v < 0 && Number(t) !== 0 ? "−" + t : sign ? "+" + t : t;
  if (s.blocked) return el("span", { class: "num" }, t);
  return el("button", { type: "button", class: "num", "data-ref": ref, "aria-label": t + " " + say("how"), on: { click: () => explain(ref).catch(() => {}) } }, t);
}
