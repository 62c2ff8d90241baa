/** What an action's handler may reach beyond the database; later features add to it. */
export interface Services {
  /** Bindings and variables of the runtime. */
  env: Record<string, unknown>;
  /** Lets work go on after the answer was sent. */
  waitUntil(work: Promise<unknown>): void;
}
