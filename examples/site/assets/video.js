// A video comes when it is asked for; until then no other host hears of the reader.
function playerOf({ kind, src, mime, title }) {
  if (kind === "file") {
    const video = Object.assign(document.createElement("video"), { controls: true, autoplay: true, playsInline: true });
    video.append(Object.assign(document.createElement("source"), { src, type: mime ?? "" }));
    video.setAttribute("aria-label", title);
    return video;
  }
  const frame = Object.assign(document.createElement("iframe"), { src, title, allowFullscreen: true });
  frame.allow = "autoplay; fullscreen; picture-in-picture";
  return frame;
}

document.addEventListener("click", (event) => {
  const box = event.target.closest(".video[data-src]");
  if (!box || !event.target.closest("a") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const player = playerOf(box.dataset);
  box.replaceChildren(player);
  player.tabIndex = 0;
  player.focus();
});
