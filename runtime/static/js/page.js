// Small comforts every page may use; every page works without them.
//   details.menu               closes on Escape and on a click elsewhere
//   [data-copy="text or #id"]  copies, and says so in its data-copied words
//   details                    is opened for the printer, as paper cannot be, and closed again
//   [data-error-summary]       is focused when the page arrives, so that it is read first
"use strict";

(() => {
  const openMenus = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = button.dataset.copy;
    const element = source.startsWith("#") ? document.querySelector(source) : null;
    const text = element ? (element.value ?? element.textContent.trim()) : source;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      if (element?.select) element.select();
      return;
    }
    const words = button.querySelector("[data-words]") ?? button;
    const before = words.textContent;
    words.textContent = button.dataset.copied ?? before;
    setTimeout(() => { words.textContent = before; }, 2000);
  });

  const opened = new Set();
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details:not(.menu, [open])")) {
      fold.open = true;
      opened.add(fold);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened.clear();
  });

  const focusSummary = () => document.querySelector("[data-error-summary]")?.focus();
  focusSummary();
  document.addEventListener("htmx:after:swap", focusSummary);
})();
