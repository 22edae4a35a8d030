/** What every template asks: does this address stand on our own site? */

import type { Config } from "./config.js";
import type { Library } from "./library.js";

export class Site {
  /** Paths of the pages that are built. */
  readonly built = new Set<string>();

  constructor(
    readonly library: Library,
    readonly config: Config,
  ) {}

  /** Our own path for an address of the council's site; theirs where we have no such page. */
  link(url: string | null | undefined): string {
    if (!url) return "";
    const address = new URL(url, this.config.api);
    const isTheirs = address.origin === new URL(this.config.api).origin;
    if (isTheirs && this.built.has(decodeURI(address.pathname))) return address.pathname + address.search + address.hash;
    return address.href;
  }

  /** Let links inside text of the API lead to our own pages. */
  text(markup: string): string {
    return markup.replace(/(<a\b[^>]*\shref=")([^"]+)(")/g, (_all, before: string, url: string, after: string) => {
      try {
        return before + this.link(url.replaceAll("&amp;", "&")).replaceAll("&", "&amp;") + after;
      } catch {
        return before + url + after;
      }
    });
  }
}
