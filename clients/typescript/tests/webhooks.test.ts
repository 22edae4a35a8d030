import assert from "node:assert/strict";
import { test } from "node:test";
import { type Delivery, verifyWebhook, WebhookError } from "../src/index.js";

// The example of the Standard Webhooks specification, signed by its reference library.
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const HEADERS: Record<string, string> = {
  "Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
  "Webhook-Timestamp": "1614265330",
  "Webhook-Signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};
const BODY = '{"test": 2432232314}';
const NOW = 1614265330_000;

const delivery = (changed: Partial<Delivery> = {}, headers: Record<string, string> = {}): Delivery => ({
  body: BODY,
  secret: SECRET,
  now: NOW,
  header: (name) => ({ ...HEADERS, ...headers })[name],
  ...changed,
});

const refused = (given: Delivery, reason: string): Promise<void> =>
  assert.rejects(verifyWebhook(given), (error: unknown) => error instanceof WebhookError && error.reason === reason);

test("the specification's own example is accepted", async () => {
  assert.deepEqual(await verifyWebhook(delivery()), { test: 2432232314 });
});

test("one signature of several and one secret of several are enough", async () => {
  const several = { "Webhook-Signature": `v1a,abc v1,AAAA ${HEADERS["Webhook-Signature"] ?? ""}` };
  await verifyWebhook(delivery({ secret: ["whsec_AAAA", SECRET] }, several));
});

test("a changed body, id or secret is refused", async () => {
  await refused(delivery({ body: '{"test": 2432232315}' }), "wrong-signature");
  await refused(delivery({}, { "Webhook-Id": "msg_other" }), "wrong-signature");
  await refused(delivery({ secret: "whsec_AAAA" }), "wrong-signature");
  await refused(delivery({}, { "Webhook-Signature": "v1,%%%" }), "wrong-signature");
});

test("an old, a future and an unreadable time are refused", async () => {
  await refused(delivery({ now: NOW + 301_000 }), "too-old");
  await refused(delivery({ now: NOW - 301_000 }), "too-old");
  await refused(delivery({}, { "Webhook-Timestamp": "soon" }), "too-old");
});

test("a delivery without its headers is refused", async () => {
  await refused(delivery({ header: () => null }), "missing-header");
});
