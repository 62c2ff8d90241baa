import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import Sqlite from "libsql";
import type { Database } from "./database";
import { remembered } from "./remembered";
import { BUSY_TIMEOUT, PRAGMAS, PREPARED, type SqliteConnection, sqliteDatabase } from "./sqlite-connection";

/**
 * Opens a SQLite file with libSQL's engine. Its client for files and servers alike would prepare every
 * statement anew, which costs more than most statements do.
 * @param url `file:./data/app.db`, from the working directory, or `file:///srv/app.db`; made, with its
 * folder, where there is none
 */
export function openLibsqlFile(url: string): Database {
  const path = url.startsWith("file://") ? fileURLToPath(url) : decodeURIComponent(url.slice("file:".length));
  mkdirSync(dirname(path), { recursive: true });
  const sqlite = new Sqlite(path, { timeout: BUSY_TIMEOUT });
  for (const pragma of PRAGMAS) sqlite.exec(`PRAGMA ${pragma}`);
  return sqliteDatabase(new LibsqlConnection(sqlite));
}

type Statement = ReturnType<Sqlite.Database["prepare"]>;

class LibsqlConnection implements SqliteConnection {
  readonly #prepared = new Map<string, Statement>();

  constructor(private readonly sqlite: Sqlite.Database) {}

  rows(text: string, values: unknown[]): unknown[] {
    return this.#statement(text).all(values);
  }

  run(text: string, values: unknown[]): number {
    const statement = this.#statement(text);
    if (!statement.reader) return statement.run(values).changes;
    // A pragma has rows, which `run` would refuse, and changes none.
    statement.all(values);
    return 0;
  }

  immediate<T>(work: () => T): T {
    return this.sqlite.transaction(work).immediate();
  }

  #statement(text: string): Statement {
    return remembered(this.#prepared, PREPARED, text, () => {
      const made = this.sqlite.prepare(text);
      return made.reader ? made.raw() : made;
    });
  }
}
