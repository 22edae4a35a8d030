// On paper the drawing is what the screen showed, as large as the sheet allows.

export function printsAsSeen(root, view) {
  const begin = () => {
    if (root.hasAttribute("viewBox")) return;
    view.drawNow(true);
    root.setAttribute("viewBox", `0 0 ${Math.round(view.width)} ${Math.round(view.height)}`);
  };
  const end = () => root.removeAttribute("viewBox");
  addEventListener("beforeprint", begin);
  addEventListener("afterprint", end);
}
