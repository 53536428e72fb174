// The frame of the page: its tabs, and how it begins.
import { $, api, app, button, draw, el, render, say, show, task, wordFrame } from "./core.js";
import { renderData } from "./data.js";
import { renderReport } from "./report.js";
import { renderAbout } from "./about.js";

const tabs = { data: ["tab-data", renderData], report: ["tab-rep", renderReport], about: ["tab-about", renderAbout] };

draw.show = (tab) => {
  app.tab = tab;
  history.replaceState(null, "", location.pathname + location.search + "#" + tab + (app.survey ? "/" + app.survey.id : ""));
  render();
  $("main").focus({ preventScroll: true });
};
draw.render = () => {
  wordFrame();
  $("tabs").replaceChildren(...Object.keys(tabs).map((t) =>
    el("li", {}, button(tabs[t][0], () => show(t), { id: "tab-" + t, "aria-current": app.tab === t ? "page" : null }))));
  tabs[app.tab][1]($("main"));
};
function switchTo(lang) {
  app.lang = lang;
  try { localStorage.setItem("servqual-lang", lang); } catch { /* not kept */ }
  $("notice").hidden = true;
  render();
}

async function begin() {
  $("zh").addEventListener("click", () => switchTo("zh"));
  $("en").addEventListener("click", () => switchTo("en"));
  app.hello = await api("hello", {});
  app.words = app.hello.words;
  app.lang = app.hello.lang === "en" ? "en" : "zh";
  try { app.lang = localStorage.getItem("servqual-lang") || app.lang; } catch { /* not kept */ }
  const [tab, id] = location.hash.slice(1).split("/");
  if (tabs[tab]) app.tab = tab;
  render();
  setInterval(() => { if (!app.lost) api("ping", {}).catch(() => {}); }, 45000);
  const survey = id || app.hello.opened;
  if (survey) {
    app.survey = await task("surveys/" + survey + "/read", {});
    show(app.tab);
  }
  document.body.dataset.ready = "1";
}
begin();
