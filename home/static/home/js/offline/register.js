/* Start the service worker, which lets saved articles be read without a network. */

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" }).catch(() => {
    /* A browser that refuses (private windows do) reads as before. */
  });
}
