// Dropping files, what was understood of them, what is open, and the answers.
import { $, api, app, button, download, el, render, say, sendFile, show, showBusy, task, tell } from "./core.js";
import { columnTable, dimensionBoard } from "./columns.js";
import { questionCard } from "./questions.js";
import { scorePanel } from "./scores.js";

export function renderData(main) {
  const s = app.survey;
  if (!s) {
    main.replaceChildren(dropZone());
    return;
  }
  main.replaceChildren(
    summary(s),
    s.questions.length || s.problem ? openQuestions(s) : "",
    el("div", { class: "beside" }, el("div", {}, columnTable(s), dimensionBoard(s), problems(s)), scorePanel(s)));
  
}

/* Files */
function dropZone() {
  return el("section", { class: "drop", id: "drop" },
    el("h2", {}, say("drop")),
    el("p", { class: "muted" }, say("drop-kinds")),
    el("p", { class: "actions" }, button("choose", () => $("pick").click(), { class: "main", id: "choose" }), button("choose-dir", () => $("pick-dir").click(), { id: "choose-dir" })),
    el("p", { class: "muted" }, say("privacy")));
}

for (const id of ["pick", "pick-dir"]) $(id).addEventListener("change", (e) => { take([...e.target.files]); e.target.value = ""; });
addEventListener("dragover", (e) => {
  if (![...e.dataTransfer.types].includes("Files")) return;
  e.preventDefault();
  document.body.classList.add("over");
});
addEventListener("dragleave", (e) => { if (!e.relatedTarget) document.body.classList.remove("over"); });
addEventListener("drop", async (e) => {
  if (![...e.dataTransfer.types].includes("Files")) return;
  e.preventDefault();
  document.body.classList.remove("over");
  const entries = [...e.dataTransfer.items].map((i) => i.webkitGetAsEntry && i.webkitGetAsEntry());
  const files = entries.some((x) => x && x.isDirectory) ? (await Promise.all(entries.map(within))).flat() : [...e.dataTransfer.files];
  take(files);
});

// within lists the files of a dropped entry, folders with all that is in them.
async function within(entry) {
  if (!entry) return [];
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader(), out = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) break;
    for (const x of some) out.push(...await within(x));
  }
  return out;
}

// take sends the files to the program and has them read.
async function take(files) {
  files = files.filter((f) => !/^(\.|~\$|Thumbs\.db$|desktop\.ini$)/.test(f.name));
  if (!files.length) return;
  document.body.dataset.state = "taking";
  $("notice").hidden = true;
  const total = files.reduce((n, f) => n + f.size, 0);
  let before = 0, request = null, given = false;
  const busy = showBusy(() => { given = true; if (request) request.abort(); });
  try {
    const { id } = await api("surveys", {});
    for (const f of files) {
      if (given) throw new Error("cancelled");
      busy.at("sending", before, total);
      await sendFile("surveys/" + id + "/files?name=" + encodeURIComponent(f.name), f, (n) => busy.at("sending", before + n, total), (x) => { request = x; });
      before += f.size;
    }
    busy.end();
    app.survey = await task("surveys/" + id + "/read", {});
    document.body.dataset.state = "read";
    show("data");
  } catch (e) {
    busy.end();
    document.body.dataset.state = "failed";
    if (e.message === "cancelled") tell(say("cancelled"));
  }
}

/* What was understood */
function summary(s) {
  const n = say(s.units.length ? s.units.slice(0, 8).join(app.lang === "zh" ? "、" : ", ") + (s.units.length > 8 ? " …" : "") : "none");
  const facts = [
    ["files", s.files.slice(0, 4).map((f) => f.name + (f.sheet && f.sheet !== "Sheet1" ? "!" + f.sheet : "")).join(app.lang === "zh" ? "、" : ", ") + (s.files.length > 4 || s.more ? " " + say("more-files", { n: s.files.length - 4 + (s.more || 0) }) : "")],
    ["units", (s.units.length > 1 ? s.units.length + (app.lang === "zh" ? " 个：" : ": ") : "") + n],
    ["waves", s.waves.length ? s.waves.join(app.lang === "zh" ? "、" : ", ") : say("none")],
    s.first ? ["period", s.first === s.last ? s.first : s.first + " – " + s.last] : null,
    s.scale.max > s.scale.min ? ["scale", say(s.questions.some((q) => q.code === "direction-open") ? "scale-open" : "scale-is", { min: s.scale.min, max: s.scale.max, best: s.scale.turned ? s.scale.min : s.scale.max })] : null,
    s.flagged ? ["flagged", String(s.flagged)] : null,
  ].filter(Boolean);
  return el("section", { class: "understood", id: "understood" },
    el("div", { class: "headline" }, el("h2", {}, say("read-summary", { n: s.n })),
      el("p", { class: "actions" },
        s.scores && !s.blocked ? button("to-report", () => show("report"), { class: "main", id: "to-report" }) : null,
        button("another", () => { app.survey = null; show("data"); }, { id: "another" }))),
    el("dl", { class: "facts" }, ...facts.map(([k, v]) => el("div", {}, el("dt", {}, say(k)), el("dd", {}, v)))),
    s.kept ? el("p", { class: "para good", id: "kept" }, say("kept"), " ", button("forget", async () => { app.survey = await task("surveys/" + s.id + "/forget", {}); render(); }, { class: "link" })) : null);
}

/* What is open */
function openQuestions(s) {
  return el("section", { class: "questions", id: "questions" },
    el("h2", {}, say(s.questions.length ? "questions" : "scores-none")),
    s.problem ? el("p", { class: "para bad" }, say(s.problem)) : null,
    s.questions.length ? el("p", { class: "muted" }, say(s.blocked ? "questions-must" : "questions-may")) : null,
    ...s.questions.map((q) => questionCard(s, q)));
}

// answer sends what was changed, with everything else as the page has it.
export async function answer(s, change) {
  const body = { columns: s.columns, dimensions: s.dimensions, scale: s.scale, confirm: false, ...change };
  const focused = document.activeElement && document.activeElement.id;
  try {
    app.survey = await task("surveys/" + s.id + "/answers", body);
  } catch { /* said already; the page shows what holds */ }
  render();
  document.body.dataset.answered = String(Number(document.body.dataset.answered || 0) + 1);
  const again = focused && $(focused);
  if (again) again.focus({ preventScroll: true });
}

/* Problems in the data */
function problems(s) {
  const lines = s.problems.map((p) => el("li", { class: p.severity },
    el("p", {}, el("b", {}, say(p.title)), p.count > 1 ? " · " + say("times", { n: p.count }) : null, el("span", { class: "place" }, p.place)),
    p.got ? el("p", { class: "got" }, p.got) : null,
    el("p", { class: "muted" }, say(p.effect), p.effect && p.want ? (app.lang === "zh" ? "。" : ". ") : null, say(p.want))));
  return el("section", { id: "problems" },
    el("h2", {}, say("problems"), s.errors + s.warnings ? el("span", { class: "count" }, String(s.errors + s.warnings)) : null),
    lines.length ? el("ul", { class: "problems" }, ...lines) : el("p", { class: "muted" }, say("problems-no")),
    el("p", { class: "actions" }, button("marked", async () => download(await task("surveys/" + s.id + "/mark", { lang: app.lang })), { title: say("marked-how") })));
}
