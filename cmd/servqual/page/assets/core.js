// What all parts of the page use: words, elements, requests with the token, tasks
// with their progress, messages. page.js puts the parts together.
const token = new URLSearchParams(location.search).get("token");
export const app = { lang: "zh", words: {}, hello: null, survey: null, tab: "data", report: {} };

/* Words */
export function say(t, values) {
  let s = typeof t === "string" ? (app.words[t] || { zh: t, en: t }) : t || {};
  s = s[app.lang] || s.zh || s.en || "";
  for (const k in values || {}) s = s.replaceAll("{" + k + "}", values[k]);
  return s;
}

// el makes an element: attributes, then children (texts, elements, null).
export function el(name, attrs, ...children) {
  const e = document.createElement(name);
  for (const k in attrs || {}) {
    const v = attrs[k];
    if (v === null || v === undefined || v === false) continue;
    if (k === "on") for (const type in v) e.addEventListener(type, v[type]);
    else if (k === "value" || k === "checked" || k === "indeterminate") e[k] = v;
    else e.setAttribute(k, v === true ? "" : v);
  }
  e.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return e;
}
export const $ = (id) => document.getElementById(id);
export function button(word, click, attrs) { return el("button", { type: "button", on: { click }, ...attrs }, say(word)); }

export function wordFrame() {
  document.documentElement.lang = app.lang;
  document.title = say("title");
  for (const e of document.querySelectorAll("[data-w]")) e.textContent = say(e.dataset.w);
  for (const e of document.querySelectorAll("[data-wl]")) e.setAttribute("aria-label", say(e.dataset.wl));
  for (const l of ["zh", "en"]) $(l).setAttribute("aria-pressed", String(app.lang === l));
}

/* Requests */
export async function api(path, body, method = "POST") {
  let r;
  try {
    r = await fetch("/api/" + path, { method, headers: { "X-Servqual-Token": token, "Content-Type": "application/json" }, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    lost();
    throw new Error("lost");
  }
  const type = r.headers.get("Content-Type") || "";
  const out = type.includes("json") ? await r.json() : { error: { zh: await r.text() } };
  if (!r.ok) {
    complain(out.error);
    throw new Error("refused");
  }
  return out;
}

// sendFile streams a file to the program, telling how far it is.
export function sendFile(path, file, progress, onRequest) {
  return new Promise((done, fail) => {
    const x = new XMLHttpRequest();
    x.open("PUT", "/api/" + path);
    x.setRequestHeader("X-Servqual-Token", token);
    x.setRequestHeader("Content-Type", "application/octet-stream");
    x.upload.onprogress = (e) => progress(e.loaded);
    x.onload = () => {
      if (x.status < 300) return done();
      try { complain(JSON.parse(x.responseText).error); } catch { complain({ zh: x.responseText }); }
      fail(new Error("refused"));
    };
    x.onabort = () => fail(new Error("cancelled"));
    x.onerror = () => fail(new Error("lost"));
    onRequest(x);
    x.send(file);
  });
}

/* Tasks: what takes over half a second shows how far it is, and can be given up. */
let working = 0;
export async function task(path, body) {
  const { task: id } = await api(path, body);
  const busy = showBusy(() => api("tasks/" + id + "/cancel", {}));
  try {
    for (let wait = 40; ; wait = Math.min(300, wait * 1.5)) {
      await new Promise((r) => setTimeout(r, wait));
      const t = await api("tasks/" + id, undefined, "GET");
      busy.at(t.stage, t.at, t.of);
      if (!t.done) continue;
      if (t.failed) {
        complain(t.failed);
        throw new Error("failed");
      }
      return t.result;
    }
  } finally {
    busy.end();
  }
}

export function showBusy(stop) {
  working++;
  document.body.dataset.working = working;
  const timer = setTimeout(() => { $("busy").hidden = false; }, 500);
  $("busy-stop").onclick = stop;
  return {
    at(stage, at, of) {
      $("busy-stage").textContent = say(stage);
      const bar = $("busy-bar");
      bar.setAttribute("aria-label", say(stage));
      if (of > 0) { bar.max = of; bar.value = Math.min(at, of); } else bar.removeAttribute("value");
    },
    end() {
      clearTimeout(timer);
      working--;
      document.body.dataset.working = working;
      if (working === 0) $("busy").hidden = true;
    },
  };
}

/* Messages */
export function tell(text, kind) {
  const n = $("notice");
  n.className = kind || "good";
  n.replaceChildren(el("p", {}, text), button("close", () => { n.hidden = true; }));
  n.hidden = false;
}
export function complain(t) { tell(say(t), "bad"); }
function lost() {
  app.lost = true;
  tell(say(app.ended ? "ended" : "lost"), app.ended ? "good" : "bad");
}

export function openDialog(title, ...body) {
  $("dialog-title").textContent = title;
  $("dialog-body").replaceChildren(...body);
  if (!$("dialog").open) $("dialog").showModal();
}
export function closeDialog() { $("dialog").close(); }
$("dialog-close").addEventListener("click", closeDialog);

export function ask(title, text, yes, then) {
  openDialog(title, el("p", {}, text), el("p", { class: "actions" },
    button(yes, () => { closeDialog(); then(); }, { class: "danger" }), button("cancel", closeDialog)));
}

/* Explain: any number with a reference opens how it came about. */
export async function explain(ref, more) {
  if (!app.survey) return;
  const made = await task("surveys/" + app.survey.id + "/explain", { ref, lang: app.lang, ...more });
  openDialog(say("how"), el("iframe", { src: made.at, title: made.name, class: "working" }));
}

// download saves files that were made.
export async function download(files) {
  for (const f of files) {
    const a = el("a", { href: f.at, download: f.name });
    document.body.append(a);
    a.click();
    a.remove();
    await new Promise((r) => setTimeout(r, 150));
  }
  tell(say("saved", { name: files.map((f) => f.name).join(app.lang === "zh" ? "、" : ", ") }));
}


// The parts are drawn anew after each change; page.js says how.
export const draw = { render: () => {}, show: () => {} };
export const render = () => draw.render();
export const show = (tab) => draw.show(tab);
