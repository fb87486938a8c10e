// Decisions: one a fact, kept in this browser by source, written as lines of corrections.jsonl.

const CONTEXT = 16;

const Decisions = {
  made: new Map(), // key → line, of this browser
  stored: new Map(), // key → line, applied before this page was made
  kept: true,

  load() {
    for (const line of DATA.decisions) this.stored.set(this.keyOf(line), line);
    for (const source of DATA.sources) {
      try {
        const rows = JSON.parse(localStorage.getItem(this.place(source.sha256)) || "{}");
        for (const [key, line] of Object.entries(rows)) this.made.set(key, line);
      } catch {
        this.kept = false;
      }
    }
  },
  place: (sha256) => `zhibiao-review:${sha256}`,
  keyOf: (line) => [line.sha256, line.article, line.kind, line.start, line.end].join("|"),

  /** What identifies a fact, and what finds it again in a source that has changed. */
  frame(fact) {
    const article = DATA.articles[fact.a];
    const source = DATA.sources[article.source];
    const text = article.text === null ? null : DATA.texts[article.text];
    const line = { record: "correction", sha256: source.sha256, source: source.path, article: article.id, kind: fact.k };
    Object.assign(line, placed(fact.s, fact.t));
    if (text) {
      line.before = text.slice(Math.max(0, line.start - CONTEXT), line.start);
      line.after = text.slice(line.end, line.end + CONTEXT);
    }
    const sentence = sentenceOf(fact);
    if (sentence) line.sentence = sentence;
    return line;
  },
  key(fact) {
    if (!fact.key) {
      const article = DATA.articles[fact.a];
      const line = { sha256: DATA.sources[article.source].sha256, article: article.id, kind: fact.k };
      fact.key = this.keyOf({ ...line, start: fact.s[0][0], end: fact.s[fact.s.length - 1][1] });
    }
    return fact.key;
  },
  of(fact) {
    if (!this.made.size && !this.stored.size) return null;
    const line = this.made.get(this.key(fact)) || this.stored.get(this.key(fact)) || null;
    return line && line.decision === "withdraw" ? null : line;
  },
  set(fact, decision, fields) {
    const line = this.frame(fact);
    line.decision = decision;
    if (fields) line.fields = fields;
    line.at = new Date().toISOString();
    this.made.set(this.key(fact), line);
    this.save(line.sha256);
  },
  clear(fact) {
    const key = this.key(fact);
    if (this.made.delete(key) === false && !this.stored.has(key)) return;
    if (this.stored.has(key)) this.made.set(key, { ...this.frame(fact), decision: "withdraw" });
    this.save(DATA.sources[DATA.articles[fact.a].source].sha256);
  },
  save(sha256) {
    const rows = {};
    for (const [key, line] of this.made) if (line.sha256 === sha256) rows[key] = line;
    try {
      localStorage.setItem(this.place(sha256), JSON.stringify(rows));
    } catch {
      if (this.kept) toast("This browser keeps nothing for this page: export before you close it.");
      this.kept = false;
    }
  },
  /** The file that `zhibiao apply` reads. */
  lines(by) {
    return [...this.made.values()].map((line) => `${JSON.stringify(by ? { ...line, by } : line)}\n`).join("");
  },
};

/** What is accepted when a fact is accepted: the fields that gold has. */
function fieldsOf(row) {
  if (row.k === "region") return { path: row.path, nested: row.nested };
  if (row.k === "person") return { name: row.name, titles: row.titles };
  return {
    value: row.value,
    value_max: row.value_max ?? null,
    unit: row.unit ?? null,
    comparator: row.comparator,
    indicator: row.indicator ?? null,
    change: row.change,
    status: row.status,
    year: row.year ?? null,
    region: row.region ?? null,
  };
}

/** The sentence that a fact stands in, as repaired. */
function sentenceOf(fact) {
  if (fact.sentence !== undefined) return fact.sentence;
  const article = DATA.articles[fact.a];
  if (article.text === null) return "";
  const { points, places } = readable(article);
  const at = places.indexOf(fact.s[0][0]);
  if (at < 0) return "";
  const ends = new Set("。！？；\n");
  let low = at;
  let high = at;
  while (low > 0 && !ends.has(points[low - 1]) && at - low < 400) low--;
  while (high < points.length && !ends.has(points[high]) && high - at < 400) high++;
  return (fact.sentence = points.slice(low, high + 1).join("").trim());
}
