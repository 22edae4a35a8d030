// A receiver of webhooks with Node's own modules alone: node receiver.mjs SECRET_FILE [PORT]
//
// What every receiver has to do, in this order:
// 1. Keep the body as the bytes that came; check the signature over them before reading anything.
// 2. Refuse a moment more than five minutes away from the own clock.
// 3. Answer a message seen before with 200 and do nothing: messages come at least once.
// 4. Answer 2xx as soon as the message is safe, and work afterwards.
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const TOLERANCE_SECONDS = 300;
const LARGEST_BODY = 256 * 1024;

export class Refused extends Error {}

/** Check one message and give its id; throws Refused. `headers` have names in small letters. */
export function verify(secret, headers, body, now = Date.now() / 1000) {
  const id = headers["webhook-id"];
  const moment = headers["webhook-timestamp"] ?? "";
  const signatures = headers["webhook-signature"];
  if (!id || !/^\d{1,12}$/.test(moment) || !signatures) throw new Refused("header");
  if (Math.abs(now - Number(moment)) > TOLERANCE_SECONDS) throw new Refused("timestamp");
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signed = createHmac("sha256", key).update(`${id}.${moment}.`).update(body);
  const expected = Buffer.from(`v1,${signed.digest("base64")}`);
  // One signature for each active secret: any of them will do while secrets are exchanged.
  const fits = signatures.split(" ").some((one) => {
    const given = Buffer.from(one);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!fits) throw new Refused("signature");
  return id;
}

/** The ids of messages already taken. Keep them in a database where restarts matter. */
export class Seen {
  #ids = new Set();
  constructor(most = 10_000) {
    this.most = most;
  }
  isRepeat(id) {
    if (this.#ids.has(id)) return true;
    this.#ids.add(id);
    if (this.#ids.size > this.most) this.#ids.delete(this.#ids.values().next().value);
    return false;
  }
}

/** Give a server that hands each new, believed message to `take(message)`. */
export function receiver(secret, take) {
  const seen = new Seen();
  return createServer((request, response) => {
    const parts = [];
    let size = 0;
    request.on("data", (part) => {
      size += part.length;
      if (size > LARGEST_BODY) request.destroy();
      else parts.push(part);
    });
    request.on("end", () => {
      if (request.method !== "POST") return response.writeHead(405).end();
      const body = Buffer.concat(parts);
      let id;
      try {
        id = verify(secret, request.headers, body);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return response.writeHead(400).end(error.message);
      }
      if (!seen.isRepeat(id)) take(JSON.parse(body.toString("utf8")));
      return response.writeHead(200).end("ok");
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const secret = readFileSync(process.argv[2], "utf8").trim();
  const server = receiver(secret, (message) => console.log(JSON.stringify(message)));
  server.listen(Number(process.argv[3] ?? 8400), "127.0.0.1", () => {
    console.error(`listening on 127.0.0.1:${server.address().port}`);
  });
}
