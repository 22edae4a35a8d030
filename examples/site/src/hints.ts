/** What a delivery says has changed. */

import type { WebhookEvent } from "@tu-duong/client";
import type { Hint } from "./library.js";

/** The hint of an event; undefined when only a look at everything finds what follows from it. */
export function hintOf(event: WebhookEvent): Hint | undefined {
  const paths = [event.object.path, event.previous_path].filter((one): one is string => Boolean(one));
  // The last two name pages of their own, and everything that names these shows them.
  if (/^(page|redirect|site|topic|author)\./.test(event.type)) return { paths, branches: [] };
  if (event.type !== "tree.changed") return undefined;
  if (!event.is_complete || event.is_gone || event.previous_path) return undefined;
  const { people = [], people_gone = [], branches = [], branches_gone = [] } = event;
  const ofPeople = [...people, ...people_gone].map((id) => `/gia-pha/nguoi/${id}/`);
  return { paths: [...paths, ...ofPeople], branches: [...branches, ...branches_gone] };
}

/** Both at once; undefined when one of them asks for a look at everything. */
export const joined = (one: Hint | undefined, other: Hint | undefined): Hint | undefined =>
  one && other && { paths: [...one.paths, ...other.paths], branches: [...one.branches, ...other.branches] };
