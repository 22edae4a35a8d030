// Passkeys: a form with data-passkey="login", "use" or "add" runs the browser's ceremony when it is
// sent, puts the answer into its hidden field "credential", and goes on to the server. Parts that
// need this stay hidden where the browser cannot.

const REASONS = {
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  InvalidStateError: "known",
  SecurityError: "place",
};

const canDoIt = Boolean(window.PublicKeyCredential && window.webauthnJSON);

async function options(form) {
  const data = document.getElementById(form.dataset.options || "");
  if (data) return JSON.parse(data.textContent);
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

function asPasskey(creation, isPasskey) {
  const wishes = creation.publicKey.authenticatorSelection ?? {};
  creation.publicKey.authenticatorSelection = {
    ...wishes,
    residentKey: isPasskey ? "required" : "discouraged",
    requireResidentKey: isPasskey,
    userVerification: isPasskey ? "required" : wishes.userVerification,
  };
  return creation;
}

async function ceremony(form) {
  const data = await options(form);
  if (form.dataset.passkey !== "add") return window.webauthnJSON.get(data.request_options);
  const isPasskey = form.elements.passwordless?.checked ?? true;
  return window.webauthnJSON.create(asPasskey(data.creation_options, isPasskey));
}

function tell(form, error) {
  const place = form.querySelector("[data-passkey-error]");
  if (!place) return;
  place.textContent = place.dataset[REASONS[error.name] ?? "other"];
  place.hidden = false;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!canDoIt) continue;
  form.closest("[data-passkey-part]")?.removeAttribute("hidden");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const place = form.querySelector("[data-passkey-error]");
    if (place) place.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ceremony(form));
    } catch (error) {
      tell(form, error);
      return;
    }
    form.submit();
  });
}

if (canDoIt) {
  for (const part of document.querySelectorAll("[data-passkey-missing]")) part.hidden = true;
}
