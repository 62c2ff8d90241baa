import type { BatchItem } from "drizzle-orm/batch";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";

/** Drizzle's query builder over the app's database, whichever driver is behind it. */
export type Orm = BaseSQLiteDatabase<"async", unknown>;

/** A database the app talks to. */
export interface Database {
  orm: Orm;
  /** Runs the statements as one transaction in one round trip: all or nothing. */
  batch(statements: readonly [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]]): Promise<unknown[]>;
}

/** The app's databases. `audit` exists when a PUBLIC or unsafe action does. */
export interface Databases {
  auth: Database;
  features: Database;
  audit?: Database;
}
