// Looking at a text, or sharing it, sends the form into another tab and saves nothing. Wagtail takes
// every sending of the form for the end of the work and would not warn of what is unsaved any more.
document.addEventListener(
  "submit",
  (event) => {
    if (event.submitter?.getAttribute("formtarget") === "_blank") event.stopPropagation();
  },
  true,
);
