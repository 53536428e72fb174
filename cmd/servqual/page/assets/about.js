// What the program keeps, and its end.
import { app, api, ask, button, el, render, say, tell } from "./core.js";

export function renderAbout(main) {
  main.replaceChildren(el("section", {},
    el("h2", {}, say("tab-about")),
    el("p", {}, say("folder")),
    el("p", { class: "mono" }, app.hello.folder),
    el("p", { class: "muted" }, say("folder-how")),
    el("p", { class: "actions" }, button("clear", () => ask(say("clear"), say("clear-sure"), "clear-yes", clear), { id: "clear" })),
    el("p", { class: "muted" }, say("end-idle", { n: app.hello.idle })),
    el("p", { class: "actions" }, button("end", end, { id: "end" })),
    el("p", { class: "muted" }, say("version"), " ", app.hello.version)));
}

async function clear() {
  await api("clear", {});
  app.survey = null;
  render();
  tell(say("cleared"));
}

async function end() {
  app.ended = true;
  await api("quit", {});
  app.lost = true;
  tell(say("ended"));
}
