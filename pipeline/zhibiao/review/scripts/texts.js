// Texts in code points, as records count them, and articles as paragraphs of runs: [start, end] or [start, end, text].

class Text {
  constructor(string) {
    // 𠮷 is one code point and two units of a string; most texts hold none of its kind.
    this.points = /[\ud800-\udfff]/.test(string) ? Array.from(string) : null;
    this.string = string;
    this.length = this.points ? this.points.length : string.length;
  }
  slice(start, end) {
    return this.points ? this.points.slice(start, end).join("") : this.string.slice(start, end);
  }
}

const pointsIn = (string) => (/[\ud800-\udfff]/.test(string) ? Array.from(string).length : string.length);

/** Runs cut into paragraphs at their line feeds; empty ones are left out. */
function paragraphs(runs, text) {
  const found = [];
  let held = [];
  const close = () => {
    if (held.length) found.push(held);
    held = [];
  };
  for (const [start, end, other] of runs) {
    if (other !== undefined) {
      if (other.includes("\n")) close();
      else held.push([start, end, other]);
      continue;
    }
    let at = start;
    const lines = text.slice(start, end).split("\n");
    lines.forEach((line, index) => {
      const size = pointsIn(line);
      if (line.trim()) held.push([at, at + size]);
      at += size + 1;
      if (index < lines.length - 1) close();
    });
  }
  close();
  return found;
}

/** An article's paragraphs in one of its views. */
function viewOf(article, view) {
  const text = article.text === null ? null : DATA.texts[article.text];
  if (text === null) return [];
  const runs = view === "clean" && article.clean ? article.clean : [[article.start, article.end]];
  return paragraphs(runs, text);
}

/** The repaired text in one string with the place of each of its code points, for finding words across a break. */
function readable(article) {
  if (!article.readable) {
    const text = DATA.texts[article.text];
    const points = [];
    const places = [];
    for (const [start, end, other] of article.clean || [[article.start, article.end]]) {
      if (other !== undefined && !other.includes("\n")) continue;
      const part = other === undefined ? Array.from(text.slice(start, end)) : Array.from(other);
      part.forEach((point, index) => {
        points.push(point);
        places.push(start + index);
      });
    }
    article.readable = { points, places };
  }
  return article.readable;
}

/** Where words stand that are nearest to a place, before it first: stretches of the raw text, or null. */
function findNear(article, words, place) {
  if (article.text === null) return null;
  const { points, places } = readable(article);
  const wanted = Array.from(words);
  const centre = Math.max(0, places.indexOf(place));
  const fits = (at) => wanted.every((point, index) => points[at + index] === point);
  let best = null;
  for (let at = Math.max(0, centre - 400); at <= Math.min(points.length - wanted.length, centre + 400); at++) {
    if (!fits(at)) continue;
    const before = at <= centre;
    if (best === null || before || !best.before) {
      if (best === null || before) best = { at, before };
    }
  }
  return best ? joined(places.slice(best.at, best.at + wanted.length)) : null;
}

/** Places of single characters as stretches. */
function joined(places) {
  const spans = [];
  for (const place of places) {
    const last = spans[spans.length - 1];
    if (last && last[1] === place) last[1] = place + 1;
    else spans.push([place, place + 1]);
  }
  return spans;
}

/** A place as corrections write it. */
function placed(spans, text) {
  const row = { start: spans[0][0], end: spans[spans.length - 1][1], text };
  if (spans.length > 1) row.pieces = spans.map(([start, end]) => ({ start, end }));
  return row;
}
