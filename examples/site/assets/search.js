// Search asks the API from the reader's browser; addresses are the same on both sites.
const KINDS = {
  person: "Người", clan: "Dòng họ", branch: "Chi", news: "Tin", programme: "Chương trình",
  episode: "Tập", event: "Sự kiện", document: "Tài liệu", page: "Trang",
};
const form = document.querySelector("form.search");
const field = form.querySelector("input");
const told = document.getElementById("told");
const hits = document.getElementById("hits");
const here = fetch("/assets/paths.json").then(async (answer) => new Set(await answer.json()), () => new Set());
let asked = 0;
let running;

const element = (name, text, className = "") => Object.assign(document.createElement(name), { textContent: text, className });

function row(hit, ours) {
  const item = document.createElement("li");
  const link = element("a", hit.title);
  const address = new URL(hit.url ?? hit.detail_url);
  link.href = ours.has(decodeURI(address.pathname)) ? address.pathname : address.href;
  item.append(element("span", KINDS[hit.kind] ?? "", "kind"), link, element("p", hit.summary));
  return item;
}

async function find(question) {
  const turn = (asked += 1);
  running?.abort();
  hits.replaceChildren();
  told.textContent = question ? "Đang tìm ..." : "";
  if (!question) return;
  running = new AbortController();
  try {
    const address = `${form.dataset.api}/api/v2/search/?${new URLSearchParams({ q: question })}`;
    const answer = await fetch(address, { signal: running.signal });
    const [body, ours] = await Promise.all([answer.json(), here]);
    if (turn !== asked) return;
    if (!answer.ok) throw new Error(body.detail);
    const { total_count: total, did_you_mean: other } = body.meta;
    told.textContent = total > 0 ? `${total} kết quả` : "Không thấy gì. Thử từ khác, hoặc viết đủ họ tên.";
    hits.replaceChildren(...body.items.map((hit) => row(hit, ours)));
    if (other) {
      const link = element("a", other);
      link.href = `?${new URLSearchParams({ q: other })}`;
      told.append(" Có phải bạn tìm: ", link);
    }
  } catch (error) {
    if (error.name !== "AbortError") told.textContent = `Chưa tìm được: ${error.message || "mất kết nối"}. Thử lại sau ít phút.`;
  }
}

let pause;
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => find(field.value.trim()), 250);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  history.replaceState(null, "", `?${new URLSearchParams({ q: field.value.trim() })}`);
  find(field.value.trim());
});
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) find(field.value.trim());
