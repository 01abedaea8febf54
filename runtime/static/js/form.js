/* Forms, made a little easier: chosen files are listed with their sizes before they are sent, and a link can be copied.
 * Nothing here is needed: the server says the same when it is asked. */

"use strict";

(() => {
  const units = ["B", "KB", "MB", "GB"];

  function shown(size) {
    let value = size;
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit += 1;
    }
    return `${unit && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
  }

  function line(file, most, tooLarge) {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = file.name;
    const size = document.createElement("span");
    size.className = "chosen-size";
    size.textContent = shown(file.size);
    item.append(name, size);
    if (file.size > most) {
      item.className = "too-large";
      const words = document.createElement("strong");
      words.textContent = tooLarge.replace("{file}", file.name);
      item.append(words);
    }
    return item;
  }

  document.addEventListener("change", (event) => {
    const zone = event.target.closest?.("[data-files]");
    if (!zone || event.target.type !== "file") return;
    const list = zone.querySelector(".chosen");
    const files = [...event.target.files];
    list.replaceChildren(...files.map((file) => line(file, Number(zone.dataset.size), zone.dataset.tooLarge)));
    list.hidden = files.length === 0;
  });

  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      event.target.closest?.("[data-files]")?.classList.toggle("over", name === "dragover");
    });
  }

  for (const button of document.querySelectorAll("[data-copies]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
      button.querySelector("span").textContent = button.dataset.copied;
      document.getElementById(`${button.dataset.copies}-said`).textContent = button.dataset.copied;
    });
  }
})();
