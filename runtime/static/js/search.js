// The search box as a combobox: arrow keys walk the results that htmx brings while someone is typing.
// Without this script the box is a plain form. "/" and Ctrl+K lead to it from anywhere on the page.
"use strict";

(() => {
  const isTyping = (element) =>
    element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName);

  const box = (input) => {
    const list = document.getElementById(`${input.id}-found`);
    const said = document.getElementById(`${input.id}-said`);
    let active = -1;

    const options = () => [...list.querySelectorAll("[role=option]")];

    const mark = (index) => {
      const found = options();
      active = found.length ? (index + found.length) % found.length : -1;
      found.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", found[active].id);
        found[active].scrollIntoView({ block: "nearest" });
      }
    };

    const show = (visible) => {
      list.hidden = !visible;
      input.setAttribute("aria-expanded", String(visible));
      if (!visible) {
        active = -1;
        input.removeAttribute("aria-activedescendant");
      }
    };

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");

    input.addEventListener("htmx:after:swap", () => {
      const found = options();
      active = -1;
      // Ids are unique per page, not per piece: a page may hold two boxes.
      found.forEach((option, place) => { option.id = `${list.id}-${place}`; });
      show(found.length > 0 && document.activeElement === input);
      const hits = list.querySelectorAll(".instant-title").length;
      said.textContent = found.length === 0 ? "" : hits ? list.dataset.found.replace("{count}", hits) : list.dataset.nothing;
    });

    input.addEventListener("keydown", (event) => {
      const isOpen = !list.hidden;
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!isOpen && options().length) show(true);
        if (list.hidden) return;
        event.preventDefault();
        mark(event.key === "ArrowDown" ? active + 1 : active <= 0 ? -1 + options().length : active - 1);
      } else if (event.key === "Enter" && isOpen && active >= 0) {
        event.preventDefault();
        options()[active].click();
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        show(false);
      }
    });

    input.addEventListener("input", () => { if (!input.value.trim()) { list.replaceChildren(); show(false); said.textContent = ""; } });
    input.addEventListener("focus", () => { if (options().length && input.value.trim()) show(true); });
    input.form.addEventListener("focusout", (event) => {
      if (!input.form.contains(event.relatedTarget)) show(false);
    });
    // A press on an option must not take the focus, or the list would close before the click arrives.
    list.addEventListener("mousedown", (event) => event.preventDefault());
  };

  document.querySelectorAll("input[data-search]").forEach(box);

  document.addEventListener("keydown", (event) => {
    const asksForSearch =
      (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) ||
      (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!asksForSearch) return;
    const input = document.querySelector("input[data-search]");
    const link = document.querySelector("[data-focuses-search]");
    if (!input && !link) return;
    event.preventDefault();
    if (input) {
      input.focus();
      input.select();
    } else location.assign(link.href);
  });

  // Who comes to the search page by that link wants to type.
  const input = document.querySelector("input[data-search]");
  const leadsHere = location.pathname.endsWith("/search") && !location.hash && !location.search.includes("tag=");
  if (input && !input.value && leadsHere) input.focus({ preventScroll: true });
})();
