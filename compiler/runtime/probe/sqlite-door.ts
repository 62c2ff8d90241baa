import { Database } from "bun:sqlite";
import { createInterface } from "node:readline";

/**
 * Runs on Bun beside an app that is probed: a SQLite file over standard input and output, whose own driver
 * lives in Bun alone. Each line is a JSON list of statements, run in one transaction, and is answered with a
 * line: `{"results": [rows, …]}` or `{"error": "…"}`.
 */
const database = new Database(process.argv[2], { create: true });
for (const pragma of ["journal_mode = WAL", "foreign_keys = ON", "busy_timeout = 5000"])
  database.run(`PRAGMA ${pragma}`);

const run = database.transaction((statements: string[]) =>
  statements.map((statement) => database.query(statement).all()),
);

for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(JSON.stringify({ results: run(JSON.parse(line)) }));
  } catch (error) {
    console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
  }
}
