"use strict";
(function () {
  var body = document.body, lang = body.dataset.lang;
  var order = new Intl.Collator(lang, { numeric: true });

  function each(list, f) { Array.prototype.forEach.call(list, f); }

  // Sorting: numbers by the value in data-v, texts by the page's language,
  // blanks last; totals and group heads stay below; a third press restores
  // the order of the report.
  function key(row, col) {
    var c = row.cells[col];
    if (!c) return null;
    if (c.dataset.v !== undefined) return Number(c.dataset.v);
    var t = c.textContent.trim();
    return t === "" || t === "–" || t.charAt(0) === "<" ? null : t;
  }
  function compare(a, b) {
    if (a === null || b === null) return a === b ? 0 : a === null ? 2 : -2;
    if (typeof a === "number" && typeof b === "number") return Math.sign(a - b);
    return Math.sign(order.compare(String(a), String(b)));
  }
  function sort(table, th, col) {
    var now = th.getAttribute("aria-sort");
    var next = now === "none" ? "ascending" : now === "ascending" ? "descending" : "none";
    each(table.querySelectorAll("thead tr.heads th"), function (h) { mark(h, "none"); });
    mark(th, next);
    var rows = table.originalRows.slice();
    if (next !== "none") {
      var sign = next === "ascending" ? 1 : -1;
      var plain = rows.filter(function (r) { return !r.classList.contains("strong"); });
      var strong = rows.filter(function (r) { return r.classList.contains("strong"); });
      plain.sort(function (r, s) {
        var c = compare(key(r, col), key(s, col));
        return Math.abs(c) === 2 ? c : sign * c;
      });
      rows = plain.concat(strong);
    }
    rows.forEach(function (r) { table.tBodies[0].appendChild(r); });
  }
  function mark(th, state) {
    th.setAttribute("aria-sort", state);
    var m = th.querySelector(".mark");
    if (m) m.textContent = state === "ascending" ? "▲" : state === "descending" ? "▼" : "↕";
  }
  each(document.querySelectorAll("main table"), function (table) {
    table.originalRows = Array.prototype.slice.call(table.tBodies[0].rows);
    if (table.originalRows.length < 3) return;
    each(table.querySelectorAll("thead tr.heads th"), function (th, col) {
      var b = document.createElement("button"), m = document.createElement("span");
      b.type = "button";
      b.title = body.dataset.wordSort;
      while (th.firstChild) b.appendChild(th.firstChild);
      m.className = "mark";
      m.setAttribute("aria-hidden", "true");
      b.appendChild(m);
      th.appendChild(b);
      mark(th, "none");
      b.addEventListener("click", function () { sort(table, th, col); });
    });
    if (table.hasAttribute("data-filter")) filter(table);
  });

  function filter(table) {
    var box = document.createElement("div"), label = document.createElement("label");
    var input = document.createElement("input"), count = document.createElement("span");
    box.className = "filter";
    label.append(body.dataset.wordFilter + " ", input);
    input.type = "search";
    count.setAttribute("role", "status");
    box.append(label, count);
    table.parentNode.parentNode.insertBefore(box, table.parentNode);
    input.addEventListener("input", function () {
      var want = input.value.trim().toLowerCase(), shown = 0;
      table.originalRows.forEach(function (r) {
        var hit = want === "" || r.textContent.toLowerCase().indexOf(want) >= 0;
        r.hidden = !hit;
        if (hit) shown++;
      });
      count.textContent = want === "" ? "" : shown + " / " + table.originalRows.length + " " + body.dataset.wordRows;
    });
  }

  // Switches: of several views the chosen one is shown.
  each(document.querySelectorAll(".switch"), function (box) {
    var choice = box.querySelector("select");
    function show() {
      each(box.querySelectorAll(".option"), function (o) { o.hidden = o.id !== choice.value; });
    }
    choice.addEventListener("change", show);
    box.classList.add("live");
    show();
  });

  // Tips: what a point of a chart stands for, on pointing or touching.
  var tip = document.getElementById("tip");
  each(document.querySelectorAll("svg .pt"), function (g) {
    var t = g.querySelector("title");
    if (!t) return;
    g.dataset.tip = t.textContent;
    g.removeChild(t);
  });
  function point(e) {
    var g = e.target.closest ? e.target.closest("svg .pt[data-tip]") : null;
    if (!g) { tip.hidden = true; return; }
    tip.textContent = g.dataset.tip;
    tip.hidden = false;
    var x = Math.min(e.clientX + 14, window.innerWidth - tip.offsetWidth - 8);
    var y = e.clientY + 18;
    if (y + tip.offsetHeight > window.innerHeight) y = e.clientY - tip.offsetHeight - 10;
    tip.style.left = Math.max(4, x) + "px";
    tip.style.top = Math.max(4, y) + "px";
  }
  document.addEventListener("pointermove", point);
  document.addEventListener("pointerdown", point);
  document.addEventListener("keydown", function (e) { if (e.key === "Escape") tip.hidden = true; });

  // The appendix is closed until it is asked for, also by a link into it.
  function reveal() {
    var t = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!t) return;
    var inside = t.matches("section") ? t.querySelector(":scope > details.behind:only-child") : null;
    for (var d = inside || t.closest("details"); d; d = d.parentNode.closest("details")) d.open = true;
    t.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  reveal();

  // Contents: closed where they would push the report off a small screen; the
  // section in view is marked.
  var toc = document.querySelector(".toc details");
  if (toc && window.matchMedia("(max-width:640px)").matches) toc.open = false;
  if ("IntersectionObserver" in window) {
    var links = {};
    each(document.querySelectorAll(".toc a"), function (a) { links[a.getAttribute("href").slice(1)] = a; });
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (e) {
        if (!e.isIntersecting) return;
        for (var id in links) links[id].removeAttribute("aria-current");
        if (links[e.target.id]) links[e.target.id].setAttribute("aria-current", "location");
      });
    }, { rootMargin: "-10% 0px -80% 0px" });
    each(document.querySelectorAll("main section"), function (s) { watch.observe(s); });
  }
})();
