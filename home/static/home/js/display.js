// Shows a choice of letters, ground or contrast at once and keeps it in the cookie the server reads.
// Without this script the form is sent and the page comes back as asked.

const COOKIE = "hien_thi";
const SECONDS = 365 * 24 * 60 * 60;
const CHOICES = {
  size: ["normal", "large", "largest"],
  theme: ["auto", "light", "dark"],
  contrast: ["usual", "high"],
};
const ASKED_BY_THE_MACHINE = "(prefers-contrast: more)";

function kept() {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${COOKIE}=`));
  const words = found ? found.slice(COOKIE.length + 1).split("-") : [];
  return Object.fromEntries(
    Object.entries(CHOICES).map(([name, values]) => [
      name,
      words.find((word) => values.includes(word)) ?? values[0],
    ]),
  );
}

function keep(choice) {
  const isPlain = Object.entries(CHOICES).every(([name, values]) => choice[name] === values[0]);
  const value = Object.keys(CHOICES).map((name) => choice[name]).join("-");
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const life = isPlain ? 0 : SECONDS;
  document.cookie = `${COOKIE}=${value}; Path=/; Max-Age=${life}; SameSite=Lax${secure}`;
}

function show(choice) {
  const root = document.documentElement;
  for (const [name, values] of Object.entries(CHOICES)) {
    if (choice[name] === values[0]) delete root.dataset[name];
    else root.dataset[name] = choice[name];
    for (const input of document.querySelectorAll(`.display-form input[name="${name}"]`)) {
      input.checked = input.value === choice[name];
    }
  }
  const sheet = document.querySelector("link[data-contrast-sheet]");
  if (sheet) sheet.media = choice.contrast === "high" ? "all" : ASKED_BY_THE_MACHINE;
}

document.addEventListener("change", (event) => {
  const { name, value, form } = event.target;
  if (!form?.classList.contains("display-form") || !CHOICES[name]?.includes(value)) return;
  const choice = { ...kept(), [name]: value };
  keep(choice);
  // Without cookies the choice still holds for this page.
  show(choice);
});

for (const button of document.querySelectorAll(".display-send")) button.hidden = true;

// A page may come from a cache, or from the past by the back button: the cookie is newer.
show(kept());
addEventListener("pageshow", (event) => {
  if (event.persisted) show(kept());
});
