// Keyboard shortcuts of the agents' desk. Everything they do can also be done without this file.
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const keyed = (name) => document.querySelector(`[data-key="${name}"]`);
  let pressed = "";

  const writing = (target) => target.matches("input, textarea, select, [contenteditable]");

  function move(step) {
    const all = rows();
    const at = all.indexOf(document.activeElement);
    const current = at < 0 ? all.findIndex((row) => row.getAttribute("aria-current") === "true") : at;
    const next = all[Math.min(Math.max(current + step, 0), all.length - 1)];
    if (next) next.focus();
  }

  function reach(name) {
    const field = keyed(name);
    if (!field) return false;
    const fold = field.closest("details");
    if (fold) fold.open = true;
    field.focus();
    field.scrollIntoView({ block: "nearest" });
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
      // The button that belongs to the words: a form may have several.
      const part = event.target.closest("details") ?? event.target.form;
      event.target.form.requestSubmit(part.querySelector("button[type=submit]"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (writing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const key = pressed === "g" ? `g ${event.key}` : event.key;
    pressed = event.key === "g" ? "g" : "";
    if (key === "?") document.getElementById("keys")?.togglePopover();
    else if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key.startsWith("g ") && keyed(key)) keyed(key).click();
    else if (!(["/", "r", "n", "s"].includes(key) && reach(key))) return;
    event.preventDefault();
  });

  // Menus close when the visitor goes elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // A form is sent once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
})();
