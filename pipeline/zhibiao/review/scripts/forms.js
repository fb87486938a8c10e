// The selected fact: what it rests on, why, what lost, and the form to mend it.

const Detail = {
  box: null,
  editing: false,

  show(fact) {
    this.box = this.box || document.getElementById("detail");
    this.editing = false;
    if (!fact) {
      this.box.replaceChildren(el("p", { class: "empty" }, "Choose a fact: its words light up in the text."));
      return;
    }
    const decision = Decisions.of(fact);
    const row = said(fact);
    const head = el(
      "header",
      {},
      el("h2", { lang: "zh" }, row.k === "quantity" ? `${indicatorOf(row) || "—"} ` : `${row.t} `, row.k === "quantity" ? el("b", {}, valueOf(row)) : ""),
      el("p", { class: `verdict ${decision ? decision.decision : ""}` }, verdict(fact, decision))
    );
    const actions = el(
      "div",
      { class: "actions" },
      button("Accept", "a", () => App.decide("accept"), decision?.decision === "accept"),
      button("Reject", "x", () => App.decide("reject"), decision?.decision === "reject"),
      button("Edit", "e", () => App.edit(), decision?.decision === "edit" || decision?.decision === "add"),
      decision ? button("Undo", "u", () => App.undo(), false) : null
    );
    this.box.replaceChildren(head, actions, facets(row, fact), why(fact));
  },

  edit(fact) {
    this.editing = true;
    const row = said(fact);
    const form = el("form", { class: "edit", novalidate: true, "aria-label": "Edit" });
    form.append(...FORMS[fact.k](row, fact));
    const error = el("p", { class: "error", role: "alert" });
    form.append(error, el("div", { class: "actions" }, el("button", { class: "primary" }, "Save"), el("button", { type: "button", onclick: () => App.cancel() }, "Cancel")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      for (const input of form.elements) input.removeAttribute("aria-invalid");
      try {
        App.save(READ[fact.k](form, row, fact));
      } catch (fault) {
        if (!(fault instanceof Fault)) throw fault;
        error.textContent = fault.message;
        fault.input.setAttribute("aria-invalid", "true");
        fault.input.focus();
      }
    });
    this.box.querySelector("header").after(form);
    for (const part of this.box.querySelectorAll(":scope > .actions, :scope > .facets")) part.remove();
    const first = form.elements.value || form.querySelector("input");
    first.focus();
    if (first.select) first.select();
  },
};

class Fault extends Error {
  constructor(input, message) {
    super(message);
    this.input = input;
  }
}

const button = (name, key, action, pressed) =>
  el("button", { type: "button", "aria-pressed": pressed, "aria-keyshortcuts": key, onclick: action }, `${name} `, el("kbd", {}, key));

function verdict(fact, decision) {
  if (!decision) return fact.corrected ? "corrected before" : `confidence ${fact.c.toFixed(2)}`;
  const words = { accept: "accepted", reject: "rejected", edit: "edited", add: "added" };
  return words[decision.decision];
}

/** What the fact rests on, one line a role; a click shows the place. */
function facets(row, fact) {
  const lines = [];
  const places = new Map(fact.roles.map(([role, spans]) => [role, spans]));
  const add = (role, value, extra = "") => {
    if (!value && value !== 0) return;
    const here = places.has(role);
    lines.push(
      el("dt", { class: `role r-${role}` }, role),
      el("dd", { lang: "zh" }, String(value), extra ? el("small", {}, ` ${extra}`) : "", here || extra ? "" : el("small", {}, " not in these words"))
    );
  };
  if (row.k === "quantity") {
    add("number", fact.t);
    add("indicator", indicatorOf(row), row.indicator_full ? `in full ${row.indicator_full}` : row.indicator_id && row.indicator_id !== indicatorOf(row) ? row.indicator_id : "");
    add("region", row.region, row.link ? `from the ${row.link}` : "");
    add("year", row.year, row.inferred ? `inferred: ${row.inferred}` : row.period && String(row.period) !== String(row.year) ? row.period : "");
    add("speaker", row.speaker);
    const change = row.change === "level" ? "" : [row.change, row.direction, row.baseline].filter(Boolean).join(", ");
    lines.push(el("dt", {}, "status"), el("dd", {}, [row.status, row.commitment, change].filter(Boolean).join(" · ")));
  } else if (row.k === "region") {
    add("region", row.path, [row.adcode, row.inside && `inside ${row.inside}`].filter(Boolean).join(", "));
  } else {
    add("person", row.name);
    for (const title of row.titles) add("title", `${title.former ? "原 " : ""}${title.org || "—"} · ${title.role}`);
  }
  return el("dl", { class: "facets" }, ...lines);
}

/** The rules, and the readings that lost where this one stands. */
function why(fact) {
  const rules = fact.r.map((rule) => el("code", {}, DATA.rules[rule]));
  const lost = DATA.articles[fact.a].lost.filter(([, spans]) => spans.some(([s, e]) => fact.roles.some(([, own]) => own.some(([low, high]) => s < high && low < e))));
  const other = [
    ...(fact.others || []).map((path) => el("li", { lang: "zh" }, path, el("small", {}, " another reading of the name"))),
    ...lost.map(([kind, spans, by, reason]) => {
      const source = DATA.texts[DATA.articles[fact.a].text];
      const words = spans.map(([s, e]) => source.slice(s, e)).join("");
      return el("li", {}, el("span", { lang: "zh" }, words), el("small", {}, ` ${kind}: ${reason}${by.length ? ` (${by.map((rule) => DATA.rules[rule]).join(", ")})` : ""}`));
    }),
  ];
  const box = el("div", { class: "why" });
  if (rules.length) box.append(el("p", {}, el("span", { class: "name" }, "rules"), ...rules));
  if (other.length) box.append(el("p", { class: "name" }, "readings that lost"), el("ul", { class: "lost" }, ...other));
  box.append(el("p", { class: "sentence", lang: "zh" }, sentenceOf(fact)));
  return box;
}

// -- forms ------------------------------------------------------------------------------------------------------------

const field = (label, name, value, more = {}) =>
  el("label", {}, el("span", {}, label), el("input", { name, value: value ?? "", autocomplete: "off", lang: "zh", ...more }));

const choice = (label, name, value, options) =>
  el("label", {}, el("span", {}, label), el("select", { name }, ...options.map((one) => el("option", { value: one, selected: one === value }, one))));

const FORMS = {
  quantity: (row) => [
    choice("comparator", "comparator", row.comparator, ["=", ">=", ">", "<=", "<", "~"]),
    field("value", "value", amount(row.value), { inputmode: "decimal" }),
    field("up to", "value_max", amount(row.value_max), { placeholder: "of a range" }),
    field("unit", "unit", row.unit),
    field("indicator", "indicator", indicatorOf(row), { class: "wide" }),
    field("region", "region", row.region, { list: "regions", placeholder: "山东省/济宁市", class: "wide" }),
    field("year", "year", row.year, { inputmode: "numeric" }),
    choice("status", "status", row.status, ["target", "actual", "other"]),
    choice("change", "change", row.change, ["level", "delta", "gap"]),
  ],
  region: (row) => [
    field("region", "path", row.path, { list: "regions", placeholder: "山东省/济宁市", class: "wide" }),
    el("label", { class: "check" }, el("input", { type: "checkbox", name: "nested", checked: row.nested }), el("span", {}, "inside a longer name")),
  ],
  person: (row) => {
    const lines = el("div", { class: "titles" }, ...row.titles.map((title) => titleLine(title)));
    const more = el("button", { type: "button", onclick: () => lines.append(titleLine({})) }, "One more title");
    return [field("name", "name", row.name), lines, more];
  },
};

function titleLine(title) {
  const line = el(
    "fieldset",
    { class: "title-line" },
    field("words of the title", "title", title.text, { class: "wide" }),
    field("organisation", "org", title.org),
    field("role", "role", title.role),
    el("label", { class: "check" }, el("input", { type: "checkbox", name: "former", checked: title.former }), el("span", {}, "former")),
    el("button", { type: "button", title: "no such title", onclick: () => line.remove() }, "Remove")
  );
  line.known = title;
  return line;
}

const filled = (form, name) => form.elements[name].value.trim() || null;

function number(form, name, needed) {
  const input = form.elements[name];
  if (!input.value.trim() && !needed) return null;
  const value = parseAmount(input.value);
  if (Number.isNaN(value)) throw new Fault(input, "Write a number: 45, 1.2万, 3亿.");
  return value;
}

/** Words to their place near the fact; the known place where they are unchanged. */
function wordsNear(input, words, known, fact) {
  if (known && known.text === words) return known;
  const spans = findNear(DATA.articles[fact.a], words, fact.s[0][0]);
  if (!spans) throw new Fault(input, `${words} does not stand near it; copy the words from the text.`);
  return placed(spans, words);
}

const READ = {
  quantity(form, row, fact) {
    const year = filled(form, "year");
    if (year !== null && !/^[1-9]\d{0,3}$/.test(year)) throw new Fault(form.elements.year, "Write the year in digits: 2025.");
    const words = filled(form, "indicator");
    return {
      value: number(form, "value", true),
      value_max: number(form, "value_max", false),
      unit: filled(form, "unit"),
      comparator: form.elements.comparator.value,
      indicator: words === null ? null : wordsNear(form.elements.indicator, words, row.indicator, fact),
      change: form.elements.change.value,
      status: form.elements.status.value,
      year: year === null ? null : Number(year),
      region: filled(form, "region"),
    };
  },
  region(form) {
    const path = filled(form, "path");
    if (path === null) throw new Fault(form.elements.path, "Write the full names from the top: 山东省/济宁市.");
    return { path, nested: form.elements.nested.checked };
  },
  person(form, row, fact) {
    const titles = [...form.querySelectorAll(".title-line")].map((line) => {
      const get = (name) => line.querySelector(`[name="${name}"]`);
      const [words, role] = [get("title").value.trim(), get("role").value.trim()];
      if (!words || !role) throw new Fault(words ? get("role") : get("title"), "A title has its words, as they stand in the text, and a role.");
      const place = wordsNear(get("title"), words, line.known.text ? line.known : null, fact);
      const { start, end, text: own, pieces } = place;
      const title = { start, end, text: own, org: get("org").value.trim() || null, role, former: get("former").checked, acting: line.known.acting || false };
      return pieces ? { ...title, pieces } : title;
    });
    return { name: filled(form, "name") || fact.t.replace(/\s/g, ""), titles };
  },
};
