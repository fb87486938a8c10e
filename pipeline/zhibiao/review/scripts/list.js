// A list of any length of which only the rows in sight are in the document.

class WindowedList {
  /** `draw(index)` makes the element of a row; all rows are `height` pixels high. */
  constructor(box, height, draw) {
    Object.assign(this, { box, height, draw, items: [], current: -1 });
    this.inner = box.appendChild(document.createElement("div"));
    this.inner.className = "inner";
    this.inner.setAttribute("role", "presentation");
    this.waiting = false;
    box.addEventListener("scroll", () => this.later(), { passive: true });
    new ResizeObserver(() => this.later()).observe(box);
  }
  later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.paint();
    });
  }
  show(items, current = -1) {
    this.items = items;
    this.current = current;
    this.box.setAttribute("aria-rowcount", items.length);
    this.paint();
  }
  paint() {
    const { box, height, items } = this;
    this.inner.style.height = `${items.length * height}px`;
    const first = Math.max(0, Math.floor(box.scrollTop / height) - 6);
    const last = Math.min(items.length, Math.ceil((box.scrollTop + (box.clientHeight || 600)) / height) + 6);
    const rows = [];
    for (let index = first; index < last; index++) {
      const row = this.draw(items[index], index);
      row.style.top = `${index * height}px`;
      row.style.height = `${height}px`;
      row.setAttribute("aria-selected", index === this.current);
      rows.push(row);
    }
    this.inner.replaceChildren(...rows);
    const active = this.inner.querySelector('[aria-selected="true"]');
    if (active) box.setAttribute("aria-activedescendant", active.id);
  }
  select(index) {
    this.current = index;
    const top = index * this.height;
    const { box } = this;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + this.height > box.scrollTop + box.clientHeight) box.scrollTop = top + this.height - box.clientHeight;
    this.paint();
  }
}

/** An element with text and attributes; text is never read as HTML. */
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
