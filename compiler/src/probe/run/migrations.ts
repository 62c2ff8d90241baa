import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A migration file and what it runs, in order. */
export interface Migration {
  /** File name, e.g. `0000_initial.sql`. */
  name: string;
  statements: string[];
}

/** The migrations of a folder, oldest first. @param folder absolute path */
export async function migrationsIn(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8");
      const statements = text.split("--> statement-breakpoint").map((statement) => statement.trim());
      return { name, statements: statements.filter(Boolean) };
    }),
  );
}
