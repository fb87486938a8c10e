// Clicks and keys, and the parts of the page on a narrow screen.

const narrow = () => matchMedia("(max-width: 899px)").matches;

function tab(name) {
  document.body.dataset.tab = name;
  for (const one of document.querySelectorAll(".tabs button")) one.setAttribute("aria-current", one.dataset.tab === name);
  if (App.list) App.list.paint();
  if (App.articles) App.articles.paint();
  if (name === "reading" && App.fact) Reading.light(App.fact);
}

function pressKinds() {
  for (const chip of document.querySelectorAll("[data-kind]")) chip.setAttribute("aria-pressed", Filter.kinds.has(chip.dataset.kind));
}

function look(view) {
  Reading.open(App.article, view);
  for (const one of document.querySelectorAll("[data-view]")) one.setAttribute("aria-checked", one.dataset.view === view);
  Reading.light(App.fact);
}

const KEYS = {
  j: () => App.move(1),
  k: () => App.move(-1),
  J: () => App.turn(1),
  K: () => App.turn(-1),
  a: () => App.decide("accept"),
  x: () => App.decide("reject"),
  e: () => App.edit(),
  u: () => App.undo(),
  A: () => App.acceptAll(),
  n: () => App.add("quantity"),
  t: () => look(Reading.view === "clean" ? "raw" : "clean"),
  "/": () => {
    if (narrow()) tab("facts");
    $("search").focus();
    $("search").select();
  },
  "?": () => $("help").showModal(),
};

function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape") {
      if (Detail.editing) App.cancel();
      else if (typing) $("facts").focus();
      return;
    }
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (down && event.target.id === "articles") {
      App.turn(down);
      event.preventDefault();
    } else if (down && event.target.id === "facts") {
      App.move(down);
      event.preventDefault();
    } else if (!typing && KEYS[event.key]) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
  const refilter = (id, name, read = (value) => value) => $(id).addEventListener("input", () => {
    Filter[name] = read($(id).value);
    App.refilter();
  });
  refilter("search", "text", (value) => value.trim());
  refilter("status", "status");
  refilter("region", "region");
  refilter("confidence", "confidence", Number);
  refilter("decided", "decided");
  $("find-article").addEventListener("input", () => App.listArticles());
  for (const chip of document.querySelectorAll("[data-kind]")) {
    chip.addEventListener("click", () => {
      const kind = chip.dataset.kind;
      if (!Filter.kinds.delete(kind)) Filter.kinds.add(kind);
      pressKinds();
      App.refilter();
    });
  }
  for (const one of document.querySelectorAll("[data-view]")) one.addEventListener("click", () => look(one.dataset.view));
  for (const one of document.querySelectorAll(".tabs button")) one.addEventListener("click", () => tab(one.dataset.tab));
  for (const one of document.querySelectorAll("[data-add]")) one.addEventListener("click", () => App.add(one.dataset.add));
  $("text").addEventListener("click", (event) => {
    const mark = event.target.closest("[data-fact]");
    if (!mark || !getSelection().isCollapsed) return;
    const fact = DATA.facts.find((one) => one.i === Number(mark.dataset.fact));
    if (!Filter.admits(fact)) {
      Filter.kinds.add(fact.k);
      pressKinds();
      App.refilter();
    }
    App.select(fact, false);
    if (narrow()) $("detail").scrollIntoView();
  });
  document.addEventListener("selectionchange", () => {
    const chosen = DATA.articles[App.article]?.text === null ? null : Reading.selected();
    $("adder").hidden = !chosen;
  });
  $("adder").addEventListener("pointerdown", (event) => event.preventDefault()); // or the selection would be gone
  $("export").addEventListener("click", () => App.export());
  $("show-help").addEventListener("click", () => $("help").showModal());
  if ($("show-pictures")) $("show-pictures").addEventListener("click", () => {
    $("pictures").showModal();
    $("pictures").scrollTop = 0;
  });
  try {
    $("by").value = localStorage.getItem("zhibiao-review-by") || "";
    $("by").addEventListener("input", () => localStorage.setItem("zhibiao-review-by", $("by").value.trim()));
  } catch {}
}

tab("facts");
App.start().catch((error) => {
  const old = typeof DecompressionStream === "undefined";
  $("progress").textContent = old ? "This browser is too old: use one from 2023 or later." : `The page cannot be opened: ${error.message}`;
  throw error;
});
