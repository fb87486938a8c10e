// What a fact says, in words, and which facts a reviewer wants to see.

const SIGN = { "=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ " };

/** 1000000000000 is 1万亿. */
function amount(value) {
  if (value === null || value === undefined) return "";
  for (const [size, word] of [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]]) {
    if (Math.abs(value) >= size) return `${Number((value / size).toPrecision(12))}${word}`;
  }
  return String(value);
}

/** 1万亿 is 1000000000000; NaN where it is no number. */
function parseAmount(string) {
  const match = /^([-+]?\d+(?:\.\d+)?(?:e\d+)?)\s*(万亿|亿|万|千|百)?$/i.exec(string.trim().replace(/[,，]/g, ""));
  if (!match) return NaN;
  const size = { 万亿: 1e12, 亿: 1e8, 万: 1e4, 千: 1e3, 百: 100 }[match[2]] || 1;
  return Number((Number(match[1]) * size).toPrecision(15));
}

/** The fact with the fields of a decision laid over it. */
function said(fact) {
  const decision = Decisions.of(fact);
  return decision && decision.fields ? { ...fact, ...decision.fields } : fact;
}

const indicatorOf = (row) => (row.indicator ? row.indicator.text || row.indicator : "");

function valueOf(row) {
  const high = row.value_max === null || row.value_max === undefined ? "" : `–${amount(row.value_max)}`;
  return `${SIGN[row.comparator] || ""}${amount(row.value)}${high} ${row.unit || ""}`.trim();
}

/** The cells of a row: found, what, where, year, status. */
function cells(fact) {
  const row = said(fact);
  if (row.k === "quantity") {
    const change = row.change === "level" ? "" : row.change === "gap" ? "gap" : row.direction === "down" ? "↓" : "Δ";
    return [valueOf(row), indicatorOf(row) || "—", row.region || "", row.year || "", row.status, change];
  }
  if (row.k === "region") return [row.t, row.path, row.nested ? "inside a name" : "", "", "", ""];
  const posts = row.titles.map((title) => `${title.former ? "原" : ""}${title.org || ""} ${title.role}`.trim());
  return [row.t, posts.join("；") || "—", "", "", "", ""];
}

const AROUND = 120;

/** What a search looks through: the cells of a row, and the sentence around the fact. */
function wordsOf(fact) {
  const article = DATA.articles[fact.a];
  const [start, end] = [fact.s[0][0], fact.s[fact.s.length - 1][1]];
  let around = fact.sentence || "";
  if (article.text !== null) {
    const text = DATA.texts[article.text];
    const before = text.slice(Math.max(0, start - AROUND), start).split(/[。\n]/).pop();
    around = before + text.slice(start, end + AROUND).split(/[。\n]/)[0];
  }
  return `${fact.t} ${cells(fact).join(" ")} ${around}`.toLowerCase();
}

const Filter = {
  kinds: new Set(["quantity", "person"]),
  article: null,
  text: "",
  status: "",
  region: "",
  confidence: 1,
  decided: "",
  admits(fact) {
    if (this.article !== null && fact.a !== this.article) return false;
    if (!this.kinds.has(fact.k)) return false;
    if (this.confidence < 1 && fact.c > this.confidence) return false;
    if (this.decided && (this.decided === "yes") !== Boolean(Decisions.of(fact))) return false;
    const row = said(fact);
    if (this.status && row.status !== this.status) return false;
    if (this.region && (row.k === "region" ? row.path : row.region) !== this.region) return false;
    return !this.text || this.text.toLowerCase().split(/\s+/).every((word) => wordsOf(fact).includes(word));
  },
};
