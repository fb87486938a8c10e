// The text of an article: mentions by kind, and what the selected fact rests on.

const Reading = {
  article: null,
  view: "clean",
  paragraphs: [],
  marks: [],

  open(article, view) {
    if (this.article === article && this.view === view && this.paragraphs.length) return;
    this.article = article;
    this.view = view;
    const data = DATA.articles[article];
    const box = document.getElementById("text");
    this.marks = marksOf(article);
    this.paragraphs = viewOf(data, view).map((runs) => ({ runs, node: el("p"), lit: false }));
    const head = [el("p", { class: "where" }, DATA.sources[data.source].path, data.published ? ` · ${data.published}` : "")];
    if (data.kind === "boilerplate") head.push(el("p", { class: "note" }, "Masthead, advertisement or contact block"));
    if (data.text === null) head.push(el("p", { class: "note" }, NO_TEXT));
    const repairs = data.repairs.length;
    if (repairs && view === "clean") {
      head.push(el("p", { class: "note" }, `${repairs} layout break${repairs > 1 ? "s" : ""} repaired: ⌇ marks where`));
    }
    box.replaceChildren(...head, ...(data.text === null ? this.sentences(data) : []));
    for (const paragraph of this.paragraphs) {
      this.fill(paragraph, []);
      box.append(paragraph.node);
    }
    const title = data.title && this.paragraphs.find((one) => text(one, data).includes(data.title));
    const headings = new Set(data.headings || []);
    for (const one of this.paragraphs) if (headings.has(text(one, data).replace(/^[#\s]+/, "").trim())) one.node.className = "heading";
    if (title) title.node.className = "title";
    document.getElementById("scroll").scrollTop = 0;
  },

  /** Without a source, the sentences that the records quote. */
  sentences(data) {
    return (data.sentences || []).map((sentence) => el("p", { class: "quoted", "data-sentence": sentence }, sentence));
  },

  /** A paragraph's nodes: a span for each stretch between two borders of marks or lights. */
  fill(paragraph, lights) {
    const source = DATA.texts[DATA.articles[this.article].text];
    const nodes = [];
    let before = null;
    for (const [start, end, other] of paragraph.runs) {
      if (before !== null && start !== before && this.view === "clean") nodes.push(el("i", { class: "seam", title: "a layout break was repaired here" }));
      before = end;
      if (other !== undefined) {
        nodes.push(other);
        continue;
      }
      const near = this.marks.filter((mark) => mark.start < end && start < mark.end);
      const lit = lights.filter((light) => light.start < end && start < light.end);
      const borders = new Set([start, end]);
      for (const one of [...near, ...lit]) {
        if (one.start > start) borders.add(one.start);
        if (one.end < end) borders.add(one.end);
      }
      const cuts = [...borders].sort((a, b) => a - b);
      for (let index = 0; index + 1 < cuts.length; index++) {
        const [low, high] = [cuts[index], cuts[index + 1]];
        const over = near.filter((mark) => mark.start <= low && high <= mark.end);
        const roles = lit.filter((light) => light.start <= low && high <= light.end);
        const span = el("span", { "data-s": low }, source.slice(low, high));
        if (over.length) {
          const mark = over[over.length - 1];
          span.className = `m k-${mark.kind}`;
          span.dataset.fact = mark.fact;
        }
        if (roles.length) {
          span.classList.add("lit");
          span.dataset.role = roles[0].role;
          if (roles[0].start === low && roles[0].first) span.dataset.name = roles.filter((role) => role.start === low).map((role) => role.role).join(" ");
        }
        nodes.push(span);
      }
    }
    paragraph.node.replaceChildren(...nodes);
    paragraph.lit = lights.length > 0;
  },

  /** Light up every stretch that a fact rests on. */
  light(fact, scroll = true) {
    const lights = [];
    if (fact && fact.a === this.article) {
      for (const [role, spans] of fact.roles) {
        spans.forEach(([start, end], index) => lights.push({ role, start, end, first: index === 0 }));
      }
    }
    for (const paragraph of this.paragraphs) {
      const mine = lights.filter((light) => paragraph.runs.some(([start, end]) => light.start < end && start < light.end));
      if (mine.length || paragraph.lit) this.fill(paragraph, mine);
    }
    for (const quoted of document.querySelectorAll("#text .quoted")) {
      const here = Boolean(fact) && quoted.dataset.sentence === fact.sentence;
      quoted.classList.toggle("lit", here);
      if (here && scroll) quoted.scrollIntoView({ block: "center" });
    }
    const first = fact && document.querySelector(`#text [data-role="${fact.roles[0][0]}"]`);
    if (first && scroll) first.scrollIntoView({ block: "center" });
  },

  refresh() {
    this.paragraphs = [];
    this.open(this.article, this.view);
  },

  /** The stretches of the raw text that are selected, with their words; null where nothing of the text is. */
  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const places = [];
    for (const span of document.querySelectorAll("#text [data-s]")) {
      if (!range.intersectsNode(span)) continue;
      const node = span.firstChild;
      const from = range.startContainer === node ? range.startOffset : 0;
      const to = range.endContainer === node ? range.endOffset : node.data.length;
      const low = Number(span.dataset.s) + pointsIn(node.data.slice(0, from));
      for (let at = 0; at < pointsIn(node.data.slice(from, to)); at++) places.push(low + at);
    }
    if (!places.length) return null;
    const spans = joined(places);
    const source = DATA.texts[DATA.articles[this.article].text];
    return { spans, text: spans.map(([start, end]) => source.slice(start, end)).join("") };
  },
};

const NO_TEXT = "The source is not at hand (or has changed): these are the sentences that the records quote. Give --sources to see the page.";

const text = (paragraph, data) => paragraph.runs.map(([s, e, other]) => other ?? DATA.texts[data.text].slice(s, e)).join("");

function marksOf(article) {
  const marks = [];
  DATA.byArticle[article].forEach((fact) => {
    const decision = Decisions.of(fact);
    if (decision && decision.decision === "reject") return;
    for (const [start, end] of fact.s) marks.push({ start, end, kind: fact.k, fact: fact.i });
    for (const [role, spans] of fact.roles) {
      if (role === "title") for (const [start, end] of spans) marks.unshift({ start, end, kind: "title", fact: fact.i });
    }
  });
  return marks;
}
