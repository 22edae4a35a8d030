// Shows the buttons that print the page; without this script the browser's own menu prints.
for (const slot of document.querySelectorAll("[data-print]")) {
  slot.hidden = false;
  slot.querySelector("button").addEventListener("click", () => window.print());
}
