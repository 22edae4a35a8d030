/** `node dist/build.js`: read what changed, write what differs, remove what is gone. */

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Config, HERE, readConfig } from "./config.js";
import { type Hint, Library } from "./library.js";
import { render } from "./render.js";

export interface Built {
  /** Records asked for. */
  fetched: number;
  /** Files whose bytes differ from what stood there. */
  written: string[];
  removed: string[];
  pages: number;
}

const FONTS: [string, string][] = [
  ["source-serif-4", "title"],
  ["inter-tight", "text"],
];

function assets(): Map<string, Buffer> {
  const own = path.join(HERE, "assets");
  const files = new Map(readdirSync(own).map((name) => [`assets/${name}`, readFileSync(path.join(own, name))]));
  const packages = createRequire(import.meta.url);
  for (const [family, name] of FONTS) {
    for (const part of ["latin", "vietnamese"]) {
      const file = packages.resolve(`@fontsource-variable/${family}/files/${family}-${part}-wght-normal.woff2`);
      files.set(`assets/${name}-${part}.woff2`, readFileSync(file));
    }
  }
  return files;
}

/** Write a file whole or not at all; false when the same bytes stand there already. */
function put(file: string, bytes: Buffer): boolean {
  if (existsSync(file) && readFileSync(file).equals(bytes)) return false;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
  return true;
}

/** Read what changed, by the hint or all of it, and write what differs; `library` is what a server keeps at hand. */
export async function build(config: Config, hint?: Hint, library: Library = new Library(config)): Promise<Built> {
  const fetched = await library.refresh(hint);
  const files = new Map<string, Buffer>(assets());
  for (const [name, text] of render(library, config)) files.set(name, Buffer.from(text));
  const list = path.join(config.memory, "files.json");
  const before = existsSync(list) ? (JSON.parse(readFileSync(list, "utf-8")) as string[]) : [];
  const written = [...files].filter(([name, bytes]) => put(path.join(config.out, name), bytes)).map(([name]) => name);
  const removed = before.filter((name) => !files.has(name));
  for (const name of removed) rmSync(path.join(config.out, name), { force: true });
  // Last: a build that broke off is asked for again.
  library.save();
  writeFileSync(list, JSON.stringify([...files.keys()]));
  return { fetched, written, removed, pages: files.size };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const begun = performance.now();
  const config = readConfig();
  const done = await build(config);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${done.fetched} records read, ${done.written.length} of ${done.pages} files written, ${done.removed.length} removed, ${seconds} s: ${config.out}`);
}
