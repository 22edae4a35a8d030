// A video of another house (YouTube, Facebook) that loads nothing until somebody presses play.
// Without JavaScript the link inside leads to the video's own page.

class VideoFacade extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    if (!link || !this.dataset.embed) return;
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      this.play();
    });
  }

  play() {
    const frame = document.createElement("iframe");
    frame.src = this.dataset.embed;
    frame.title = this.dataset.title || "Video";
    frame.allow = "autoplay; encrypted-media; picture-in-picture";
    frame.allowFullscreen = true;
    // YouTube refuses to play (error 153) when it is not told which site asks.
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    this.replaceChildren(frame);
    frame.focus();
  }
}

customElements.define("video-facade", VideoFacade);

// A film of our own loads nothing either before it is wanted. In that state Chromium starts it from
// the small button alone; a press anywhere on the picture must do.
for (const film of document.querySelectorAll("video.player")) {
  film.addEventListener("click", () => {
    if (film.paused && film.readyState === HTMLMediaElement.HAVE_NOTHING) film.play().catch(() => {});
  });
}
