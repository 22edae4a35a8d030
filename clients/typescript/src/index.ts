export type * from "./addresses.js";
export { type AnswerStore, etagFetch, type Fetch, type KeptAnswer, MemoryStore } from "./cache.js";
export { Client, type ClientOptions, type Item, type Parameters } from "./client.js";
export { type ProblemBody, ProblemError } from "./problems.js";
export type { components, operations, paths } from "./schema.js";
export { type Delivery, verifyWebhook, WebhookError, type WebhookEvent, type WebhookType } from "./webhooks.js";
