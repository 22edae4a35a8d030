/** Errors of the API: RFC 9457 problem details as a class. */

export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  message?: string;
  /** Parameter or field -> what is wrong with it. */
  errors?: Record<string, string[]>;
}

/** An answer of 400 and above. `detail` is a sentence in Vietnamese that may be shown to a reader. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly title: string;
  readonly detail: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;

  constructor(
    readonly status: number,
    readonly url: string,
    body: ProblemBody,
    /** Seconds to wait before asking again; null when the answer does not say. */
    readonly retryAfter: number | null = null,
  ) {
    super(`${status} ${url}: ${body.detail ?? body.title ?? "no explanation"}`);
    this.title = body.title ?? "";
    this.detail = body.detail ?? body.message ?? "";
    this.errors = body.errors ?? {};
  }

  get isNotFound(): boolean {
    return this.status === 404;
  }

  /** The page was public once and is not any more. */
  get isGone(): boolean {
    return this.status === 410;
  }

  get isRateLimited(): boolean {
    return this.status === 429;
  }
}

/** Read `Retry-After` given in seconds or as a date; null when absent or unreadable. */
export function retryAfterSeconds(value: string | null, now: number = Date.now()): number | null {
  if (value === null || value.trim() === "") return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const moment = Date.parse(value);
  return Number.isNaN(moment) ? null : Math.max(0, Math.ceil((moment - now) / 1000));
}

/** Make the error of a refused answer; a body that is no problem object is kept out of the message. */
export function problemOf(response: Response, url: string, body: unknown): ProblemError {
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  const told: ProblemBody = isObject ? body : { title: response.statusText };
  return new ProblemError(response.status, url, told, retryAfterSeconds(response.headers.get("Retry-After")));
}
