import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { packageFolder as compilerFolder } from "../../1-load/own-modules";
import { ProbeError } from "./booted-app";
import { startChild } from "./child";
import { mainModule, packageFolder } from "./installed";

/** A way into the database of a server that is probed, past the server. */
export interface Door {
  /** Runs statements in one transaction; the rows of each. */
  run(statements: string[]): Promise<Record<string, unknown>[][]>;
  close(): Promise<void>;
}

/** As much of `@libsql/client` as a probe needs; the project brings it. */
interface LibsqlModule {
  createClient(options: { url: string; timeout: number }): {
    batch(statements: string[], mode: "write"): Promise<{ columns: string[]; rows: ArrayLike<unknown>[] }[]>;
    close(): void;
  };
}

/** Through the project's own `@libsql/client`. @param file the database's */
export async function libsqlDoor(root: string, file: string): Promise<Door> {
  const name = "@libsql/client";
  packageFolder(root, name);
  const { createClient }: LibsqlModule = await import(pathToFileURL(mainModule(root, name, name)).href);
  const client = createClient({ url: pathToFileURL(file).href, timeout: 5000 });
  await client.batch(["pragma journal_mode = wal"], "write").catch(() => undefined);
  return {
    async run(statements) {
      const results = await client.batch(statements, "write");
      return results.map(({ columns, rows }) =>
        rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, plain(row[index])]))),
      );
    },
    async close() {
      client.close();
    },
  };
}

const reply = z.union([
  z.object({ results: z.array(z.array(z.record(z.string(), z.unknown()))) }),
  z.object({ error: z.string() }),
]);

/** Through a Bun of its own, as `bun:sqlite` lives there alone. @param file the database's */
export async function bunDoor(bun: string, folder: string, file: string): Promise<Door> {
  const script = join(compilerFolder, "runtime/probe/sqlite-door.ts");
  const child = await startChild(bun, [script, file], { cwd: folder, env: {} });
  let last: Promise<unknown> = Promise.resolve();
  const ask = async (statements: string[]) => {
    child.process.stdin.write(`${JSON.stringify(statements)}\n`);
    const line = await child.line();
    if (line === undefined) throw new ProbeError(`The database cannot be opened:\n${child.output()}`);
    const answer = reply.parse(JSON.parse(line));
    if ("error" in answer) throw new Error(answer.error);
    return answer.results;
  };
  return {
    run(statements) {
      // One question at a time: answers carry no name.
      const answer = last.then(() => ask(statements));
      last = answer.catch(() => undefined);
      return answer;
    },
    close: () => child.stop(),
  };
}

/** Bytes as a list, so that two of them can be compared. */
function plain(value: unknown): unknown {
  return value instanceof ArrayBuffer ? [...new Uint8Array(value)] : value;
}
