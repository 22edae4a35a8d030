/** Dates and numbers as Vietnamese write them. */

const part = (iso: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", ...options }).format(new Date(iso));

export const day = (iso: string): string => part(iso, { day: "2-digit" });
export const month = (iso: string): string => part(iso, { month: "numeric" });
export const date = (iso: string): string => part(iso, { day: "2-digit", month: "2-digit", year: "numeric" });
export const weekday = (iso: string): string => part(iso, { weekday: "long" });
export const time = (iso: string): string => part(iso, { hour: "2-digit", minute: "2-digit", hour12: false });

export function duration(seconds: number | null | undefined): string {
  if (!seconds) return "";
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function size(bytes: number | null): string {
  if (!bytes) return "";
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1).replace(".", ",")} MB`;
}

/** Today in Việt Nam as 2026-11-26, moved by some days. */
export const isoDay = (moved = 0): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date(Date.now() + moved * 86_400_000));
