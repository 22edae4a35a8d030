// Copies a link into the clipboard; without this script it can be picked by hand.
for (const row of document.querySelectorAll("[data-copy]")) {
  const field = row.querySelector("input");
  const button = row.querySelector("button");
  const told = row.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // An old browser, or a page that is not served safely: the reader's own copy command works.
      field.select();
      document.execCommand("copy");
    }
    told.textContent = told.dataset.copied;
  });
}
