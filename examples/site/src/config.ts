/** What a clan sets: `site.json`, and for one run the command line or the environment. */

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export interface Config {
  /** Scheme and host of the site whose API is read. */
  api: string;
  /** Where this site will stand, for the sitemap and search engines. */
  address: string;
  name: string;
  tagline: string;
  footer: string;
  /** Slugs of the clans whose people are shown; empty for all. */
  clans: string[];
  /** Folder that is written; it may be empty or not be there. */
  out: string;
  /** What a build remembers for the next one. */
  memory: string;
  /** Of the webhook; from the environment alone. */
  secret: string;
  port: number;
}

export const HERE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

export function readConfig(): Config {
  const { values } = parseArgs({
    options: { api: { type: "string" }, address: { type: "string" }, out: { type: "string" }, port: { type: "string" }, clan: { type: "string", multiple: true } },
  });
  const file = path.join(HERE, "site.json");
  const given = existsSync(file) ? (JSON.parse(readFileSync(file, "utf-8")) as Partial<Config>) : {};
  const from = (name: "api" | "address" | "out", variable: string, otherwise: string): string =>
    values[name] ?? process.env[variable] ?? given[name] ?? otherwise;
  const out = path.resolve(HERE, from("out", "OUT", "public"));
  return {
    api: from("api", "API", "http://127.0.0.1:8000").replace(/\/+$/, ""),
    address: from("address", "ADDRESS", "http://127.0.0.1:4000").replace(/\/+$/, ""),
    name: given.name ?? "Họ Dương xứ Quảng",
    tagline: given.tagline ?? "",
    footer: given.footer ?? "",
    clans: values.clan ?? given.clans ?? [],
    out,
    // Beside the folder, never in it: what is in it goes to the public host.
    memory: `${out}.memory`,
    secret: process.env["WEBHOOK_SECRET"] ?? "",
    port: Number(values.port ?? process.env["PORT"] ?? 4000),
  };
}
