// Keys, dialogs, and focus after a part of the page was exchanged. Everything works without this file.
"use strict";

const KEYS_OFF = "evenhand-keys-off";
const page = document.documentElement;

const keysAreOn = () => localStorage.getItem(KEYS_OFF) !== "yes";

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));
}

function isShown(element) {
  return element.getClientRects().length > 0;
}

// Rows are [data-row]; inside each, [data-open] (or the first link) is what Enter opens.
function moveInList(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(isShown);
  if (rows.length === 0) return false;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + step))];
  const target = next.matches("a, button") ? next : next.querySelector("[data-open]") || next.querySelector("a[href]") || next;
  target.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

// [data-row-key] acts on the row that has the focus, before the page's own [data-key].
function press(key) {
  const row = document.activeElement?.closest("[data-row]");
  const ofRow = row?.querySelector(`[data-row-key="${CSS.escape(key)}"]`);
  const target = ofRow && isShown(ofRow) ? ofRow : [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(isShown);
  if (!target) return false;
  if (target.matches("input, textarea, select")) target.focus();
  else target.click();
  return true;
}

function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return false;
  dialog.showModal();
  return true;
}

function goToSearch() {
  const search = document.querySelector("[data-search-url]");
  if (!search) return false;
  location.assign(search.dataset.searchUrl);
  return true;
}

function handleKey(key) {
  if (key === "?") return openDialog("keys");
  if (document.querySelector("dialog[open]")) return false;
  if (key === "j") return moveInList(1);
  if (key === "k") return moveInList(-1);
  if (key === "/") return press("/") || goToSearch();
  return /^[a-z]$/.test(key) && press(key);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.target.form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!keysAreOn() || isTyping(event.target)) return;
  if (handleKey(event.key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener && openDialog(opener.dataset.opens)) event.preventDefault();
  const copier = event.target.closest("[data-copies]");
  if (copier) copyText(copier);
  if (event.target instanceof HTMLDialogElement) event.target.close();
});

function copyText(button) {
  const source = document.getElementById(button.dataset.copies);
  source.select?.();
  navigator.clipboard?.writeText(source.value ?? source.textContent).then(() => {
    button.textContent = button.dataset.copied;
  });
}

// [data-submits]: a control that sends its form when it changes; without this file a button beside it does.
document.addEventListener("change", (event) => {
  if (event.target.id === "keys-on") {
    localStorage.setItem(KEYS_OFF, event.target.checked ? "no" : "yes");
    page.dataset.keys = event.target.checked ? "on" : "off";
  }
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

// A menu closes when one clicks elsewhere or presses Escape; what opens to be written in has its field focused.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(except)) menu.open = false;
}

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null);
});
document.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.matches("details[data-focuses]")) event.target.querySelector("textarea, input:not([type=hidden]), button")?.focus();
}, true);

// After an exchange, focus goes to what asks for it ([data-focus]) so that a screen reader hears what is new.
document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.elt.querySelector?.("[data-focus]");
  if (target) target.focus();
});

document.addEventListener("DOMContentLoaded", () => {
  page.dataset.keys = keysAreOn() ? "on" : "off";
  page.dataset.script = "on";
  const box = document.getElementById("keys-on");
  if (box) box.checked = keysAreOn();
  document.querySelector("form [aria-invalid=true]")?.focus();
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
});

// The time zone of this device, where none was chosen yet.
document.addEventListener("DOMContentLoaded", () => {
  const select = document.querySelector("[data-guess-zone]");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (select && select.value === "UTC" && [...select.options].some((option) => option.value === zone)) select.value = zone;
});

// [data-inserts] puts its words where one was writing, on a line of its own; without this file the server appends them.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-inserts]");
  if (!button) return;
  event.preventDefault();
  const field = document.getElementById(button.dataset.into);
  const at = field.selectionEnd; // what is marked stays
  const before = field.value.slice(0, at);
  const gap = before === "" || before.endsWith("\n") ? "" : "\n";
  const words = `${gap}${button.dataset.inserts}\n`;
  closeMenus(null);
  field.focus();
  field.setSelectionRange(at, at);
  // insertText keeps the browser's undo; where there is none, the words are set.
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, at, at, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// A form that takes words of a message is filled with what is marked there when it is opened.
document.addEventListener("toggle", (event) => {
  if (!event.target.open || !event.target.matches("details[data-takes-words]")) return;
  const marked = document.getSelection();
  const message = marked.anchorNode?.parentElement?.closest(".message");
  if (marked.isCollapsed || !message) return;
  event.target.querySelector("[data-words]").value = marked.toString();
  event.target.querySelector("[data-message-of-words]").value = message.id.slice(2);
}, true);
