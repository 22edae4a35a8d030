/** What a delivery says has changed. */

import type { WebhookEvent } from "@tu-duong/client";
import type { Hint } from "./library.js";

interface TreeChange {
  is_complete: boolean;
  is_gone: boolean;
  people: string[];
  people_gone: string[];
  branches: string[];
  branches_gone: string[];
}

/** The hint of an event; undefined when only a look at everything finds what follows from it. */
export function hintOf(event: WebhookEvent): Hint | undefined {
  const type: string = event.type;
  const paths = [event.object.path, event.previous_path].filter((one): one is string => Boolean(one));
  // The last two name pages of their own, and everything that names these shows them.
  if (/^(page|redirect|site|topic|author)\./.test(type)) return { paths, branches: [] };
  if (type !== "tree.changed") return undefined;
  const change = event as unknown as TreeChange;
  if (!change.is_complete || change.is_gone || event.previous_path) return undefined;
  const people = [...change.people, ...change.people_gone].map((id) => `/gia-pha/nguoi/${id}/`);
  return { paths: [...paths, ...people], branches: [...change.branches, ...change.branches_gone] };
}

/** Both at once; undefined when one of them asks for a look at everything. */
export const joined = (one: Hint | undefined, other: Hint | undefined): Hint | undefined =>
  one && other && { paths: [...one.paths, ...other.paths], branches: [...one.branches, ...other.branches] };
