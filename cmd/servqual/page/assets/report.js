// The report: preview, language, unit, wave, downloads.
import { app, button, download, el, explain, say, show, task } from "./core.js";

export function renderReport(main) {
  const s = app.survey;
  if (!s || !s.scores || s.blocked) {
    main.replaceChildren(el("section", {}, el("h2", {}, say("tab-rep")), el("p", {}, say(s ? "scores-none" : "nothing-yet")),
      el("p", { class: "actions" }, button("tab-data", () => show("data")))));
    return;
  }
  const want = (app.report[s.id] ||= { lang: app.lang, unit: "", wave: "" });
  const frame = el("iframe", { class: "preview", id: "preview", title: say("preview") });
  const change = (key) => (e) => { want[key] = e.target.value; preview(s, want, frame); };
  main.replaceChildren(el("section", { class: "bar" },
    el("h2", {}, say("tab-rep")),
    el("div", { class: "choices" },
      choice("report-lang", want.lang, [["zh", "中文"], ["en", "English"], ["both", say("both")]], change("lang")),
      s.units.length > 1 ? choice("units", want.unit, [["", say("all-units")], ...s.units.map((u) => [u, u])], change("unit")) : null,
      s.waves.length > 1 ? choice("waves", want.wave, [["", say("last-wave")], ...s.waves.map((w) => [w, w]).reverse()], change("wave")) : null),
    el("div", { class: "actions", role: "group", "aria-label": say("download") },
      el("span", { "aria-hidden": "true" }, say("download")),
      ...[["pdf", "PDF"], ["xlsx", "Excel"], ["html", "HTML"]].map(([f, name]) =>
        el("button", { type: "button", id: "get-" + f, class: f === "pdf" ? "main" : null, "aria-label": say("download") + " " + name, on: { click: () => get(s, want, [f]) } }, name)),
      button("download-all", () => get(s, want, ["html", "pdf", "xlsx"]), { id: "get-all" }),
      button("marked", async () => download(await task("surveys/" + s.id + "/mark", { lang: want.lang === "en" ? "en" : "zh" })), { id: "get-marked", title: say("marked-how") }))),
    frame);
  preview(s, want, frame);
}

function choice(word, value, options, change) {
  const id = "choose-" + word;
  return el("p", { class: "field" }, el("label", { for: id }, say(word)),
    el("select", { id, on: { change } }, ...options.map(([v, name]) => el("option", { value: v, selected: v === value }, name))));
}

async function get(s, want, formats) {
  download(await task("surveys/" + s.id + "/report", { ...want, formats }));
}

async function preview(s, want, frame) {
  const made = await task("surveys/" + s.id + "/report", { ...want, formats: ["html"], show: true });
  frame.addEventListener("load", () => numbers(frame, want), { once: true });
  frame.src = made[0].at;
}

// numbers makes whatever has a reference in the preview open how it came about.
function numbers(frame, want) {
  const doc = frame.contentDocument;
  if (!doc) return;
  document.body.dataset.previewed = frame.getAttribute("src");
  const open = (e) => {
    const at = e.target.closest && e.target.closest("[data-ref]");
    if (!at || e.target.closest("a,button,select,input,summary") || e.type === "keydown" && e.key !== "Enter") return;
    explain(at.dataset.ref, { unit: want.unit, wave: want.wave }).catch(() => {});
  };
  doc.addEventListener("click", open);
  doc.addEventListener("keydown", open);
  for (const e of doc.querySelectorAll("[data-ref]")) e.style.cursor = "pointer";
  for (const e of doc.querySelectorAll("td[data-ref], tr[data-ref] > th, .tile[data-ref]")) {
    e.tabIndex = 0;
    e.title = say("how");
  }
}
