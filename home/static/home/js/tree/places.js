// The address of what is seen: whose tree, with whom a line is drawn, which people, which cards. It can
// be sent to somebody and it is what "back" goes back to.

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

function whole(text) {
  return text && /^-?\d{1,3}$/.test(text) ? Number(text) : null;
}

/** Read an address. */
export function readAddress({ pathname, search }) {
  const query = new URLSearchParams(search);
  const focus = pathname.match(UUID)?.[0].toLowerCase();
  return {
    ...(focus && { focus }),
    to: query.get("voi")?.match(UUID)?.[0].toLowerCase() ?? null,
    sons: query.get("con") === "trai",
    form: query.get("the") === "doc" ? "column" : "row",
    from: whole(query.get("tu")),
    until: whole(query.get("den")),
    root: null,
  };
}

/** Write what is seen into the address bar; `isPushed` as a new step of history. */
export function writeAddress(source, state, isPushed) {
  const query = new URLSearchParams();
  if (state.to) query.set("voi", state.to);
  if (state.sons) query.set("con", "trai");
  if (state.form === "column") query.set("the", "doc");
  if (state.from !== null) query.set("tu", state.from);
  if (state.until !== null) query.set("den", state.until);
  const words = query.toString();
  const address = source.address("page", state.focus) + (words ? `?${words}` : "");
  if (address === location.pathname + location.search) return;
  history[isPushed ? "pushState" : "replaceState"]({ focus: state.focus }, "", address);
}
