// The draft check while one writes: asks when one rests, underlines what was found, puts words in place.
// Everything works without this file: "Check" sends the form, and the page comes back with the findings.
"use strict";

{
  const REST = 700; // milliseconds without typing
  const GRAVITY = ["suggestion", "warning", "error"];
  const field = document.getElementById("reply-text");
  const findings = document.getElementById("draft-findings");
  const status = document.getElementById("draft-status");

  let marks = []; // {item, start, end, severity}; offsets are UTF-16 units of `last`
  let last = "";
  let asked = "";
  let timer = 0;
  let busy = false;
  let again = false;
  let composing = false;
  let mirror = null;

  // Findings count code points, JavaScript counts UTF-16 units: walks the text once for all offsets.
  function unitsOf(text, points) {
    const wanted = [...new Set(points)].sort((one, other) => one - other);
    const found = new Map();
    let point = 0;
    let unit = 0;
    for (const at of wanted) {
      while (point < at && unit < text.length) {
        unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
        point += 1;
      }
      found.set(at, unit);
    }
    return found;
  }

  function marksIn(text) {
    const items = [...findings.querySelectorAll("[data-start]")];
    const units = unitsOf(text, items.flatMap((item) => [Number(item.dataset.start), Number(item.dataset.end)]));
    return items.map((item) => ({
      item,
      start: units.get(Number(item.dataset.start)),
      end: units.get(Number(item.dataset.end)),
      severity: item.dataset.severity,
    }));
  }

  // One edit lies between two texts: marks before it stay, marks after it move, what it touches is gone.
  function moved(all, before, after) {
    if (before === after) return all;
    const most = Math.min(before.length, after.length);
    let head = 0;
    while (head < most && before[head] === after[head]) head += 1;
    let tail = 0;
    while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
    const by = after.length - before.length;
    const kept = [];
    for (const mark of all) {
      if (mark.end <= head) kept.push(mark);
      else if (mark.start >= before.length - tail) kept.push({ ...mark, start: mark.start + by, end: mark.end + by });
    }
    return kept;
  }

  function paint() {
    const text = field.value;
    const edges = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.start, mark.end])])].sort((one, other) => one - other);
    const parts = [];
    for (let index = 0; index + 1 < edges.length; index += 1) {
      const [start, end] = [edges[index], edges[index + 1]];
      const covering = marks.filter((mark) => mark.start <= start && mark.end >= end);
      const words = text.slice(start, end);
      if (covering.length === 0) {
        parts.push(words);
        continue;
      }
      const span = document.createElement("span");
      span.className = `is-${GRAVITY[Math.max(...covering.map((mark) => GRAVITY.indexOf(mark.severity)))]}`;
      span.textContent = words;
      parts.push(span);
    }
    mirror.replaceChildren(...parts, "\n");
    mirror.scrollTop = field.scrollTop;
  }

  function tell(words) {
    if (words && status.textContent !== words) status.textContent = words;
  }

  function ask() {
    clearTimeout(timer);
    if (busy) again = true;
    else findings.dispatchEvent(new CustomEvent("draft:rest", { bubbles: false }));
  }

  function askWhenRested() {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(ask, REST);
  }

  function typed() {
    marks = moved(marks, last, field.value);
    last = field.value;
    paint();
    askWhenRested();
  }

  function put(start, end, words) {
    field.focus();
    field.setSelectionRange(start, end);
    // insertText keeps the browser's undo; where there is none, the words are set.
    const done = words === "" ? document.execCommand("delete") : document.execCommand("insertText", false, words);
    if (done) return;
    field.setRangeText(words, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // A ready phrase goes on a line of its own under the words it is about, and its first gap is marked, to be filled in.
  function putUnder(mark, phrase) {
    const last = mark ? Math.max(mark.start, mark.end - 1) : field.selectionEnd;
    const end = field.value.indexOf("\n", last);
    const at = end < 0 ? field.value.length : end;
    const gap = at === 0 || field.value[at - 1] === "\n" ? "" : "\n";
    put(at, at, gap + phrase);
    const hole = /\[[^\]]+\]/.exec(phrase);
    if (!hole) return;
    const from = at + gap.length + hole.index;
    field.setSelectionRange(from, from + hole[0].length);
  }

  function show(mark) {
    field.focus();
    field.setSelectionRange(mark.start, mark.end);
    const place = document.createRange();
    const walker = document.createTreeWalker(mirror, NodeFilter.SHOW_TEXT);
    for (let left = mark.start; walker.nextNode(); left -= walker.currentNode.length) {
      if (left >= walker.currentNode.length) continue;
      place.setStart(walker.currentNode, left);
      place.setEnd(walker.currentNode, left + 1);
      break;
    }
    const top = place.getBoundingClientRect().top - mirror.getBoundingClientRect().top + mirror.scrollTop;
    field.scrollTop = Math.max(0, top - field.clientHeight / 3);
  }

  // What one has begun to write in a finding is not lost when the list is exchanged: by rule, and which of its findings.
  function begun() {
    const kept = new Map();
    const seen = {};
    for (const input of findings.querySelectorAll("input[id]")) {
      const name = input.name.split(":").slice(0, 2).join(":");
      seen[name] = (seen[name] || 0) + 1;
      kept.set(`${name}/${seen[name]}`, input);
    }
    return kept;
  }

  let before = new Map();

  function isOurs(event) {
    return event.detail.target === findings;
  }

  function onSwap() {
    for (const [name, input] of begun()) {
      const old = before.get(name);
      if (!old || old.value === "") continue;
      input.value = old.value;
      const sheet = input.closest("details");
      if (sheet) sheet.open = true;
    }
    marks = moved(marksIn(asked), asked, field.value);
    last = field.value;
    paint();
    tell(findings.querySelector("[data-findings]")?.dataset.status);
  }

  function begin() {
    mirror = document.createElement("div");
    mirror.className = "mirror";
    mirror.setAttribute("aria-hidden", "true");
    field.before(mirror);
    asked = field.defaultValue;
    last = field.value;
    marks = moved(marksIn(asked), asked, last);
    paint();
    if (asked !== last) askWhenRested();

    field.addEventListener("input", typed);
    field.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
    field.addEventListener("compositionend", () => { composing = false; askWhenRested(); });
    field.addEventListener("scroll", () => { mirror.scrollTop = field.scrollTop; });
    new ResizeObserver(() => { mirror.scrollTop = field.scrollTop; }).observe(field);

    findings.addEventListener("click", (event) => {
      const button = event.target.closest("[data-replaces], [data-shows], [data-inserts]");
      if (!button) return;
      event.preventDefault();
      const mark = marks.find((one) => one.item === button.closest("[data-start]"));
      if (button.hasAttribute("data-inserts")) {
        event.stopPropagation(); // desk.js would put it where the caret is, over what is marked there
        putUnder(mark, button.dataset.inserts);
      } else if (!mark) ask();
      else if (button.hasAttribute("data-shows")) show(mark);
      else put(mark.start, mark.end, button.dataset.replaces);
    });
    findings.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
      event.preventDefault();
      event.target.closest("details")?.querySelector("[data-default]")?.click();
    });
    // A list that one is in is not exchanged under one's hands; the check is made again when one has left it.
    let late = false;
    findings.addEventListener("focusout", () => setTimeout(() => {
      if (!late || findings.contains(document.activeElement)) return;
      late = false;
      ask();
    }));

    document.addEventListener("htmx:beforeRequest", (event) => {
      if (!isOurs(event)) return;
      busy = true;
      asked = field.value;
    });
    document.addEventListener("htmx:beforeSwap", (event) => {
      if (!isOurs(event)) return;
      before = event.detail.requestConfig.elt === findings ? begun() : new Map();
      if (event.detail.requestConfig.elt !== findings || !findings.contains(document.activeElement)) return;
      event.detail.shouldSwap = false;
      late = true;
    });
    document.addEventListener("htmx:afterSwap", (event) => {
      if (isOurs(event)) onSwap();
    });
    document.addEventListener("htmx:afterRequest", (event) => {
      if (!isOurs(event)) return;
      busy = false;
      if (!event.detail.successful) tell(status.dataset.trouble);
      if (again) { again = false; ask(); }
    });
  }

  if (field && findings && status) begin();
}
