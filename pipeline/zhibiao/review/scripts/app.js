// The page put together: opens the block, draws the lists, keeps what is chosen and decided.

let DATA = null;

const $ = (id) => document.getElementById(id);

function toast(message) {
  $("toast").textContent = message;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => ($("toast").hidden = true), 4000);
}

async function opened() {
  const block = atob($("pack").textContent);
  const bytes = new Uint8Array(block.length);
  for (let at = 0; at < block.length; at++) bytes[at] = block.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const data = await new Response(stream).json();
  $("pack").remove();
  data.texts = data.texts.map((string) => new Text(string));
  data.byArticle = data.articles.map(() => []);
  data.facts.forEach((fact, index) => {
    fact.i = index;
    data.byArticle[fact.a].push(fact);
  });
  return data;
}

const App = {
  facts: [],
  fact: null,
  article: 0,

  async start() {
    DATA = await opened();
    Decisions.load();
    restoreAdded();
    this.articles = new WindowedList($("articles"), 58, (item) => this.articleRow(item));
    this.list = new WindowedList($("facts"), 40, (fact, index) => this.factRow(fact, index));
    this.offerRegions();
    this.listArticles();
    const first = DATA.articles.findIndex((article, index) => article.kind !== "boilerplate" && DATA.byArticle[index].length);
    this.choose(Math.max(0, first));
    Detail.show(null);
    listen();
    document.body.dataset.ready = "yes";
  },

  // -- articles -------------------------------------------------------------------------------------------------------

  listArticles() {
    const wanted = $("find-article").value.trim().toLowerCase();
    const name = (article) => `${article.title || ""} ${DATA.sources[article.source].path}`.toLowerCase();
    const rows = DATA.articles.map((article, index) => index).filter((index) => name(DATA.articles[index]).includes(wanted));
    if (!wanted && DATA.articles.length > 1) rows.unshift(null);
    this.articles.show(rows, rows.indexOf(Filter.article));
  },
  articleRow(index) {
    const facts = index === null ? DATA.facts : DATA.byArticle[index];
    const count = (kind) => facts.filter((fact) => fact.k === kind).length;
    const article = index === null ? null : DATA.articles[index];
    const done = facts.filter((fact) => Decisions.of(fact)).length;
    const name = article ? article.title || DATA.sources[article.source].path : `All ${DATA.articles.length} articles`;
    return el(
      "div",
      { class: `item${article?.kind === "boilerplate" ? " quiet" : ""}`, role: "option", id: `article-${index}`, title: article && DATA.sources[article.source].path, onclick: () => this.choose(index) },
      el("span", { class: "name", lang: article ? "zh" : "en" }, name),
      el(
        "span",
        { class: "counts" },
        el("b", { class: "k-quantity", title: "numbers" }, count("quantity")),
        el("b", { class: "k-region", title: "regions" }, count("region")),
        el("b", { class: "k-person", title: "people" }, count("person")),
        done ? el("i", {}, `${done} decided`) : ""
      )
    );
  },
  choose(index) {
    Filter.article = index;
    this.articles.select(this.articles.items.indexOf(index));
    if (index !== null) this.read(index);
    this.refilter();
    if (document.body.dataset.tab === "articles") tab(index === null ? "facts" : "reading");
  },
  read(index) {
    this.article = index;
    Reading.open(index, Reading.view);
  },
  turn(step) {
    const items = this.articles.items;
    const at = Math.min(items.length - 1, Math.max(0, items.indexOf(Filter.article) + step));
    this.choose(items[at]);
  },

  // -- facts ----------------------------------------------------------------------------------------------------------

  refilter() {
    this.facts = DATA.facts.filter((fact) => Filter.admits(fact));
    const at = this.facts.indexOf(this.fact);
    this.list.show(this.facts, at);
    if (at < 0) {
      $("facts").scrollTop = 0;
      this.fact = null;
      Detail.show(null);
      Reading.light(null);
    }
    this.progress();
  },
  factRow(fact, index) {
    const [found, what, where, year, status, change] = cells(fact);
    const decision = Decisions.of(fact);
    const mark = decision ? { accept: "✓", reject: "✕", edit: "✎", add: "＋" }[decision.decision] : "";
    const cell = (name, ...children) => el("span", { role: "gridcell", class: name }, ...children);
    return el(
      "div",
      { class: `row k-${fact.k} ${decision ? decision.decision : ""}`, role: "row", id: `fact-${fact.i}`, "aria-rowindex": index + 1, onclick: () => this.select(fact) },
      cell("found", el("span", { lang: "zh" }, found)),
      cell("what", el("span", { lang: "zh" }, what), change ? el("small", {}, ` ${change}`) : ""),
      cell("where", el("span", { lang: "zh" }, String(where).split("/").pop())),
      cell("year", String(year)),
      cell(`status s-${status}`, status),
      cell("conf", el("meter", { min: 0, max: 1, low: 0.7, high: 0.9, optimum: 1, value: fact.c, title: `confidence ${fact.c}` })),
      cell("mark", mark ? el("span", { title: decision.decision, "aria-label": decision.decision }, mark) : "")
    );
  },
  select(fact, scroll = true) {
    this.fact = fact;
    if (fact.a !== this.article || !Reading.paragraphs.length) this.read(fact.a);
    const at = this.facts.indexOf(fact);
    if (at >= 0) this.list.select(at);
    Detail.show(fact);
    Reading.light(fact, scroll);
  },
  move(step) {
    if (!this.facts.length) return;
    const at = this.facts.indexOf(this.fact);
    this.select(this.facts[at < 0 ? 0 : Math.min(this.facts.length - 1, Math.max(0, at + step))]);
  },

  // -- decisions ------------------------------------------------------------------------------------------------------

  decide(decision) {
    const fact = this.fact;
    if (!fact) return;
    const before = Decisions.of(fact);
    if (decision === "accept" && before && before.fields && before.decision !== "accept") return toast("Saved as it is.");
    const next = this.facts[this.facts.indexOf(fact) + 1];
    if (fact.added && decision === "reject") return this.undo();
    Decisions.set(fact, decision, decision === "accept" ? fieldsOf(fact) : null);
    this.changed(fact);
    if (next) this.select(next);
  },
  acceptAll() {
    const open = this.facts.filter((fact) => !Decisions.of(fact));
    for (const fact of open) Decisions.set(fact, "accept", fieldsOf(fact));
    toast(`${open.length} accepted`);
    this.changed(this.fact);
  },
  edit() {
    if (this.fact) {
      Detail.edit(this.fact);
      if (narrow()) tab("facts");
    }
  },
  save(fields) {
    Decisions.set(this.fact, this.fact.added ? "add" : "edit", fields);
    if (this.fact.added) Object.assign(this.fact, fields);
    this.changed(this.fact);
    $("facts").focus();
  },
  cancel() {
    if (this.fact && this.fact.added && !Decisions.of(this.fact)) return this.undo();
    Detail.show(this.fact);
    $("facts").focus();
  },
  undo() {
    const fact = this.fact;
    if (!fact) return;
    Decisions.clear(fact);
    if (fact.added) {
      DATA.facts.splice(DATA.facts.indexOf(fact), 1);
      DATA.byArticle[fact.a].splice(DATA.byArticle[fact.a].indexOf(fact), 1);
      this.fact = null;
      Reading.refresh();
    }
    this.changed(this.fact);
  },
  changed(fact) {
    this.refilter();
    this.articles.paint();
    if (fact) Detail.show(fact);
    if (fact) Reading.light(fact, false);
  },
  add(kind) {
    const chosen = Reading.selected();
    if (!chosen) return toast("Select the words in the text first.");
    const fact = addedFact(this.article, kind, chosen.spans, chosen.text);
    Filter.kinds.add(kind);
    pressKinds();
    $("adder").hidden = true;
    getSelection().removeAllRanges();
    Reading.refresh();
    this.refilter();
    this.select(fact, false);
    this.edit();
  },

  progress() {
    const done = DATA.facts.filter((fact) => Decisions.of(fact)).length;
    $("progress").textContent = `${this.facts.length} shown · ${done} of ${DATA.facts.length} decided`;
    $("export").disabled = Decisions.made.size === 0;
  },
  offerRegions() {
    const names = new Set();
    for (const fact of DATA.facts) if (fact.region || fact.path) names.add(fact.region || fact.path);
    const sorted = [...names].sort((a, b) => a.localeCompare(b, "zh"));
    $("region").append(...sorted.map((name) => el("option", { value: name }, name)));
    document.body.append(el("datalist", { id: "regions" }, ...[...sorted, "全国"].map((name) => el("option", { value: name }))));
  },
  export() {
    let by = "";
    try {
      by = localStorage.getItem("zhibiao-review-by") || "";
    } catch {}
    const link = el("a", { download: "corrections.jsonl" });
    link.href = URL.createObjectURL(new Blob([Decisions.lines(by)], { type: "application/jsonl" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    toast(`${Decisions.made.size} decisions exported`);
  },
};

/** A fact that a reviewer adds. */
function addedFact(article, kind, spans, words) {
  const digits = /^[\d.,]+/.exec(words);
  const value = digits ? parseAmount(digits[0]) : NaN;
  const base = { a: article, k: kind, t: words, s: spans, c: 1, r: [], roles: [[kind === "quantity" ? "number" : kind, spans]], added: true };
  const empty = {
    quantity: { value: Number.isNaN(value) ? null : value, comparator: "=", unit: words.replace(/^[\d.,\s]+/, "") || null, change: "level", status: "actual" },
    region: { path: words, nested: false },
    person: { name: words.replace(/\s/g, ""), titles: [] },
  };
  const fact = { ...base, ...empty[kind], i: (addedFact.next = (addedFact.next || DATA.facts.length) + 1) };
  const after = DATA.facts.findIndex((other) => other.a > article || (other.a === article && other.s[0][0] > spans[0][0]));
  DATA.facts.splice(after < 0 ? DATA.facts.length : after, 0, fact);
  DATA.byArticle[article].push(fact);
  return fact;
}

/** Facts that were added in this browser before. */
function restoreAdded() {
  const lines = [...Decisions.stored, ...Decisions.made].filter(([, line]) => line.decision === "add");
  if (!lines.length) return;
  const known = new Set(DATA.facts.map((fact) => Decisions.key(fact)));
  for (const [key, line] of lines) {
    if (known.has(key)) continue;
    const article = DATA.articles.findIndex((one) => one.id === line.article);
    if (article < 0) continue;
    const spans = line.pieces ? line.pieces.map((piece) => [piece.start, piece.end]) : [[line.start, line.end]];
    Object.assign(addedFact(article, line.kind, spans, line.text), line.fields);
    known.add(key);
  }
}
