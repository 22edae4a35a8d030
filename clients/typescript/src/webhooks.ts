/** Verification of webhooks in the Standard Webhooks form; runs in Node, browsers and edge workers. */

export type WebhookType =
  | "page.published"
  | "page.updated"
  | "page.unpublished"
  | "page.moved"
  | "page.deleted"
  | "image.changed"
  | "tree.changed"
  | "redirect.changed"
  | "topic.changed"
  | "author.changed"
  | "site.changed"
  | "ping";

export interface WebhookEvent {
  /** The same for every attempt: keep it to notice a repeated delivery. */
  id: string;
  type: WebhookType;
  created_at: string;
  /** Grows by each event of one object. */
  sequence: number;
  object: {
    type: string | null;
    endpoint: string | null;
    id: number | string | null;
    path: string | null;
    detail_url: string | null;
  };
  previous_path?: string;
  /** Of the events whose type ends in `changed`. */
  change?: "created" | "updated" | "gone";
  /** Of `tree.changed`: false when too much changed to be named. */
  is_complete?: boolean;
  is_gone?: boolean;
  people?: string[];
  people_gone?: string[];
  branches?: string[];
  branches_gone?: string[];
}

export type WebhookFault = "missing-header" | "too-old" | "wrong-signature" | "not-json";

/** A delivery that must not be acted on. */
export class WebhookError extends Error {
  override readonly name = "WebhookError";

  constructor(readonly reason: WebhookFault) {
    super(`webhook refused: ${reason}`);
  }
}

export interface Delivery {
  /** The bytes as they came, before any parsing. */
  body: string;
  header: (name: string) => string | null | undefined;
  /** `whsec_...` as the admin shows it once; several while a secret is being changed. */
  secret: string | readonly string[];
  /** Seconds by which the clocks may differ; 300 unless told. */
  tolerance?: number;
  /** Milliseconds since 1970, for tests. */
  now?: number;
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> | null => {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
};

const keyBytes = (secret: string): Uint8Array<ArrayBuffer> => {
  const decoded = secret.startsWith("whsec_") ? bytesOf(secret.slice("whsec_".length)) : null;
  return decoded ?? new TextEncoder().encode(secret);
};

/** Check signature and age of a delivery and give its event; throws `WebhookError`. */
export async function verifyWebhook(delivery: Delivery): Promise<WebhookEvent> {
  const id = delivery.header("Webhook-Id");
  const timestamp = delivery.header("Webhook-Timestamp");
  const signatures = delivery.header("Webhook-Signature");
  if (!id || !timestamp || !signatures) throw new WebhookError("missing-header");
  const age = Math.abs((delivery.now ?? Date.now()) / 1000 - Number(timestamp));
  if (!(age <= (delivery.tolerance ?? 300))) throw new WebhookError("too-old");
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${delivery.body}`);
  const offered = signatures
    .split(" ")
    .filter((part) => part.startsWith("v1,"))
    .map((part) => bytesOf(part.slice(3)));
  const secrets = typeof delivery.secret === "string" ? [delivery.secret] : delivery.secret;
  for (const secret of secrets) {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", keyBytes(secret), algorithm, false, ["verify"]);
    for (const signature of offered) {
      // `verify` compares in constant time.
      if (signature !== null && (await crypto.subtle.verify("HMAC", key, signature, signed))) {
        return parsed(delivery.body);
      }
    }
  }
  throw new WebhookError("wrong-signature");
}

function parsed(body: string): WebhookEvent {
  try {
    return JSON.parse(body) as WebhookEvent;
  } catch {
    throw new WebhookError("not-json");
  }
}
