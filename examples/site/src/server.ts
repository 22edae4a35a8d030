/**
 * `node dist/server.js`: serves the built files, shows drafts and builds anew when a webhook says so.
 * A site on a plain file host needs none of it; drafts then stay with the council's own preview.
 */

import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { ProblemError, verifyWebhook, WebhookError } from "@tu-duong/client";
import { build } from "./build.js";
import { readConfig } from "./config.js";
import { html } from "./html.js";
import { document } from "./layout.js";
import { hintOf, joined } from "./hints.js";
import { type Hint, Library } from "./library.js";
import { pageOf, siteOf } from "./render.js";
import { date, time } from "./words.js";

const config = readConfig();
const LARGEST_DELIVERY = 100_000;
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml", ".woff2": "font/woff2", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
};

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8", "X-Content-Type-Options": "nosniff", ...headers }).end(body);
}

function redirectOf(asked: string): [string, number] | null {
  const file = path.join(config.out, "_redirects");
  const lines = existsSync(file) ? readFileSync(file, "utf-8").split("\n") : [];
  const bare = (address: string): string => address.replace(/(.)\/$/, "$1");
  const found = lines.map((line) => line.split(" ")).find(([from]) => from && bare(from) === bare(asked));
  return found?.[1] === undefined ? null : [found[1], Number(found[2])];
}

function serveFile(asked: string, response: ServerResponse): void {
  const redirect = redirectOf(asked);
  if (redirect) return send(response, redirect[1], "", { Location: redirect[0] });
  const file = path.join(config.out, asked.endsWith("/") ? `${asked}index.html` : asked);
  const inside = file.startsWith(config.out + path.sep);
  if (inside && existsSync(file) && statSync(file).isFile()) {
    response.writeHead(200, { "Content-Type": TYPES[path.extname(file)] ?? "application/octet-stream", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff" });
    createReadStream(file).pipe(response);
    return;
  }
  if (inside && existsSync(path.join(file, "index.html"))) return send(response, 301, "", { Location: `${asked}/` });
  send(response, 404, readFileSync(path.join(config.out, "404.html"), "utf-8"));
}

/** The bar of an editor who looks at his own draft, with the content checker; nothing for a shared link. */
async function barOf(token: string): Promise<string> {
  const address = `${config.api}/api/v2/preview/${encodeURIComponent(token)}/userbar/`;
  const answer = await fetch(address, { headers: { Origin: new URL(config.address).origin } });
  return answer.ok ? answer.text() : "";
}

/** A draft, drawn by the same templates as the page it will become. */
async function preview(address: URL, response: ServerResponse): Promise<void> {
  const secret = { "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer", "Content-Security-Policy": `frame-ancestors 'self' ${config.api}` };
  const site = siteOf(library, config);
  try {
    const token = address.searchParams.get("token") ?? "";
    const [draft, bar] = await Promise.all([library.client.preview(token), barOf(token)]);
    const at = draft.url === null ? (address.searchParams.get("path") ?? "/") : new URL(draft.url, config.api).pathname;
    const page = pageOf(site, draft.endpoint, at, draft.record);
    if (page === null) return send(response, 404, "Trang này chưa có mẫu để xem thử.", secret);
    const until = draft.preview.expires_at;
    page.banner = html`<div class="banner" role="status">Bản xem thử, chưa đăng. Liên kết dùng được đến ${time(until)} ngày ${date(until)}.</div>`;
    send(response, 200, document(site, { ...page, hidden: true, bar }).text, secret);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const gone = html`<article class="story"><header><h1>Không xem thử được</h1><p class="intro">${error.detail || "Liên kết đã hết hạn hoặc đã bị thu hồi."} Hãy mở lại từ trang quản trị.</p></header></article>`;
    send(response, error.status, document(site, { path: "/", title: "Không xem thử được", hidden: true, content: gone }).text, secret);
  }
}

const NOTHING: Hint = { paths: [], branches: [] };
/** A day without any delivery may still bring a memorial day, or somebody no delivery named. */
const WHOLE_EVERY = 24 * 3600 * 1000;
let running = false;
let reasons: string[] = [];
let waiting: Hint | undefined = NOTHING;

/** One build after another; what comes meanwhile is read by the next, all of it at once. */
async function buildAgain(reason: string, hint: Hint | undefined): Promise<void> {
  waiting = joined(waiting, hint);
  reasons.push(reason);
  if (running) return;
  running = true;
  while (reasons.length > 0) {
    const [because, wanted] = [reasons.join(", "), waiting];
    reasons = [];
    waiting = NOTHING;
    try {
      const { fetched, written, removed } = await build(config, wanted, library);
      console.log(JSON.stringify({ reason: because, fetched, written, removed }));
    } catch (error) {
      // The sender was told 202 and will not come again: the next build looks at everything.
      waiting = undefined;
      console.error(`build failed after ${because}: ${String(error)}`);
    }
  }
  running = false;
}

async function textOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LARGEST_DELIVERY) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf-8");
}

/** A delivery says that something changed; what, the API itself is asked. Repeats do no harm. */
async function hook(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (config.secret === "") return send(response, 503, "WEBHOOK_SECRET is not set");
  const body = await textOf(request);
  if (body === null) return send(response, 413, "too large");
  const header = (name: string): string | undefined => request.headers[name.toLowerCase()] as string | undefined;
  try {
    const event = await verifyWebhook({ body, header, secret: config.secret });
    send(response, 202, "");
    if (event.type !== "ping") void buildAgain(`${event.type} ${event.object.path ?? ""}`, hintOf(event));
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    send(response, 401, error.reason);
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = new URL(request.url ?? "/", "http://localhost");
  if (address.pathname === "/hooks" && request.method === "POST") return hook(request, response);
  if (request.method !== "GET" && request.method !== "HEAD") return send(response, 405, "");
  if (address.pathname === "/api/preview") return preview(address, response);
  let asked: string;
  try {
    asked = decodeURIComponent(address.pathname);
  } catch {
    return send(response, 400, "");
  }
  serveFile(asked, response);
}

const library = new Library(config);
await build(config, existsSync(path.join(config.out, "index.html")) ? NOTHING : undefined, library);
setInterval(() => void buildAgain("daily", undefined), WHOLE_EVERY).unref();
createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(String(error));
    if (!response.headersSent) send(response, 502, "Không đọc được dữ liệu, xin thử lại sau.");
  });
}).listen(config.port, "127.0.0.1", () => console.log(`http://127.0.0.1:${config.port}/`));
