/** Whose databases an app has, whatever its runtime calls them. */
export type DatabaseKind = "auth" | "features" | "audit";

/** A compiled app on its own runtime, with a fresh database. */
export interface BootedApp {
  /** Base URL without a trailing slash. */
  url: string;
  /** Runs statements in one transaction; the rows of each. */
  sql(database: DatabaseKind, statements: string[]): Promise<Record<string, unknown>[][]>;
  /** What the app has printed. */
  output(): string;
  stop(): Promise<void>;
}

/** Why an app cannot be probed, and what to do about it. */
export class ProbeError extends Error {
  override readonly name = "ProbeError";
}
