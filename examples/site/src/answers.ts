/** Answers of the API with their marks, kept between builds: what is as it was costs a 304. */

import type { AnswerStore, KeptAnswer } from "@tu-duong/client";

export type KeptPairs = [string, KeptAnswer][];

export class Answers implements AnswerStore {
  readonly #kept: Map<string, KeptAnswer>;
  readonly #used = new Set<string>();

  constructor(pairs: KeptPairs = []) {
    this.#kept = new Map(pairs);
  }

  get(address: string): KeptAnswer | undefined {
    this.#used.add(address);
    return this.#kept.get(address);
  }

  set(address: string, answer: KeptAnswer): void {
    this.#kept.set(address, answer);
  }

  /** Forget what a walk through everything did not ask for: yesterday's days, people who are gone. */
  forgetUnused(): void {
    for (const address of this.#kept.keys()) if (!this.#used.has(address)) this.#kept.delete(address);
  }

  /** Begin to note what is asked for. */
  begin(): void {
    this.#used.clear();
  }

  pairs(): KeptPairs {
    return [...this.#kept];
  }
}
