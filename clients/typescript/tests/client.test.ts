import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, MemoryStore, ProblemError } from "../src/index.js";

const HOST = "https://hoduong.example";

/** A client whose server is a function; `asked` collects what was asked. */
function clientOf(answer: (request: Request) => Response, options: object = {}) {
  const asked: Request[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    asked.push(request);
    return answer(request);
  };
  return { asked, client: new Client({ baseUrl: `${HOST}/`, fetch, ...options }) };
}

const json = (body: unknown, init: ResponseInit = {}): Response =>
  Response.json(body, init);

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test("parameters go into the path and the query", async () => {
  const { asked, client } = clientOf(() => json({ id: 8, title: "Tin" }));
  const article = await client.get("/api/v2/news/{id}/", { path: { id: 8 } });
  assert.equal(article.title, "Tin");
  assert.equal(asked[0]?.url, `${HOST}/api/v2/news/8/`);
});

test("an answer with a strong ETag is asked again by its mark and given from memory on 304", async () => {
  const { asked, client } = clientOf((request) =>
    request.headers.get("If-None-Match") === '"a1"'
      ? new Response(null, { status: 304, headers: { ETag: '"a1"' } })
      : json({ site_name: "Họ Dương" }, { headers: { ETag: '"a1"', "Cache-Control": "public, max-age=60" } }),
  );
  const first = await client.get("/api/v2/site/");
  const second = await client.get("/api/v2/site/");
  assert.deepEqual(second, first);
  assert.equal(asked.length, 2);
  assert.equal(asked[1]?.headers.get("If-None-Match"), '"a1"');
});

test("an answer marked private or asked with a key is never kept", async () => {
  const store = new MemoryStore();
  const answer = () => json({ site_name: "x" }, { headers: { ETag: '"a"', "Cache-Control": "private, no-store" } });
  await clientOf(answer, { store }).client.get("/api/v2/site/");
  const open = () => json({ site_name: "x" }, { headers: { ETag: '"a"' } });
  await clientOf(open, { store, key: "td_x" }).client.get("/api/v2/site/");
  assert.equal(store.size, 0);
});

test("the memory forgets the oldest answer first", () => {
  const store = new MemoryStore(2);
  const kept = { etag: '"a"', contentType: "", body: "" };
  for (const key of ["1", "2"]) store.set(key, kept);
  store.get("1");
  store.set("3", kept);
  assert.ok(store.get("1") && store.get("3"));
  assert.equal(store.get("2"), undefined);
});

test("a list without cursors is walked by offsets to its end", async () => {
  const { asked, client } = clientOf((request) => {
    const from = Number(new URL(request.url).searchParams.get("offset") ?? 0);
    const items = [1, 2, 3, 4, 5].slice(from, from + 2).map((id) => ({ id }));
    return json({ meta: { total_count: 5 }, items });
  });
  const found = await all(client.list("/api/v2/news/", { query: { limit: 2 } }));
  assert.deepEqual(found.map((item) => item.id), [1, 2, 3, 4, 5]);
  assert.equal(asked.length, 3);
});

test("a list with cursors is walked by them and keeps its filters", async () => {
  const { asked, client } = clientOf((request) => {
    const cursor = new URL(request.url).searchParams.get("cursor");
    return cursor === null
      ? json({ meta: { next_cursor: "n1" }, items: [{ id: 1 }] })
      : json({ meta: { next_cursor: null }, items: [{ id: 2 }] });
  });
  const found = await all(client.list("/api/v2/news/", { query: { search: "gio" } }));
  assert.deepEqual(found.map((item) => item.id), [1, 2]);
  const second = new URL(asked[1]?.url ?? "").searchParams;
  assert.equal(second.get("cursor"), "n1");
  assert.equal(second.get("search"), "gio");
  assert.equal(second.has("offset"), false);
});

test("a list that is one piece is asked without limit", async () => {
  const { asked, client } = clientOf(() => json({ meta: { total_count: 1 }, items: [{ depth: 0 }] }));
  await all(client.list("/api/v2/people/{uuid}/ancestors/", { path: { uuid: "u" } }));
  assert.equal(asked[0]?.url, `${HOST}/api/v2/people/u/ancestors/`);
});

test("a refused question is a ProblemError that names the parameter", async () => {
  const body = { status: 400, title: "Bad Request", detail: "topics: không có tham số này", errors: { topics: ["x"] } };
  const { client } = clientOf(() => json(body, { status: 400, headers: { "Content-Type": "application/problem+json" } }));
  await assert.rejects(all(client.list("/api/v2/news/")), (error: unknown) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.status, 400);
    assert.deepEqual(error.errors["topics"], ["x"]);
    return true;
  });
});

test("an error page of a proxy is a ProblemError too", async () => {
  const { client } = clientOf(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  await assert.rejects(client.json("/api/v2/site/"), (error: unknown) => error instanceof ProblemError && error.status === 502);
});

test("a 429 is asked again after the wait it names, a long wait is given to the caller", async () => {
  let tries = 0;
  const busy = (wait: string) => json({ status: 429 }, { status: 429, headers: { "Retry-After": wait } });
  const short = clientOf(() => ((tries += 1) < 2 ? busy("0") : json({ site_name: "x" })));
  await short.client.get("/api/v2/site/");
  assert.equal(short.asked.length, 2);
  const long = clientOf(() => busy("600"));
  await assert.rejects(long.client.get("/api/v2/site/"), (error: unknown) => {
    assert.ok(error instanceof ProblemError && error.isRateLimited);
    assert.equal(error.retryAfter, 600);
    return true;
  });
  assert.equal(long.asked.length, 1);
});

test("a GET whose connection broke is sent again, a POST never", async () => {
  let tries = 0;
  const broken = clientOf(() => {
    tries += 1;
    if (tries === 1) throw new TypeError("fetch failed");
    return json({ site_name: "x" });
  });
  await broken.client.get("/api/v2/site/");
  assert.equal(tries, 2);
  tries = 0;
  await assert.rejects(broken.client.post("/api/v2/news/", { title: "Tin" } as never), TypeError);
  assert.equal(tries, 1);
});

test("paths are walked page by page and end with the cursor of the next build", async () => {
  const { asked, client } = clientOf((request) =>
    new URL(request.url).searchParams.get("since") === "p2"
      ? json({ meta: { next: null, cursor: "end" }, items: [{ path: "/b/" }] })
      : json({ meta: { next: "p2", cursor: "mid" }, items: [{ path: "/a/" }] }),
  );
  const { items, cursor } = await client.paths();
  assert.deepEqual(items.map((item) => item.path), ["/a/", "/b/"]);
  assert.equal(cursor, "end");
  assert.equal(asked.length, 2);
});

test("a key never goes to another host", async () => {
  const { asked, client } = clientOf(() => json({}), { key: "td_x" });
  await assert.rejects(client.json("https://other.example/api/v2/site/"), TypeError);
  assert.equal(asked.length, 0);
});
