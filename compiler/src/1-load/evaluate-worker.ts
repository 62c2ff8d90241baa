/**
 * Runs inside the evaluation worker. `bundle.ts` makes an entry that calls `evaluate` with every
 * definition file as a lazy import, so this module is part of the bundle from source and imported
 * from `dist/evaluate-worker.js` when built.
 */
import { parentPort } from "node:worker_threads";
import { getTableName, is, Table } from "drizzle-orm";
import { type DescribedTable, describeTable, UnknownColumn } from "./describe-table";
import { plainValue } from "./plain-value";

/** What became of one file. */
export type Evaluated =
  | { file: string; tables: DescribedTable[]; definition: EvaluatedDefinition }
  /** `stack` refers to the bundle. */
  | { file: string; problem: string; stack: string; unknown?: { table: string; column: string } };

export type EvaluatedDefinition =
  | { kind: "none" }
  | { kind: "other"; value: unknown }
  | { kind: "config"; value: unknown }
  | { kind: "table"; table: string | undefined; dbName: string | undefined; config: unknown }
  | { kind: "actions"; table: string | null | undefined; actions: unknown }
  | { kind: "page"; page: unknown };

export type WorkerMessage = { type: "evaluating"; file: string } | { type: "done"; results: Evaluated[] };

const definitionKey = Symbol.for("quickback.definition");

/**
 * Imports each file in turn and posts what it exports as plain data. One file that throws does not
 * stop the others; an error that reaches several files through imports is reported once.
 */
export async function evaluate(files: [path: string, load: () => Promise<object>][]): Promise<void> {
  const results: Evaluated[] = [];
  const thrown = new Set<unknown>();
  for (const [file, load] of files) {
    post({ type: "evaluating", file });
    try {
      results.push(describe(file, await load()));
    } catch (error) {
      if (thrown.has(error)) continue;
      thrown.add(error);
      const problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      const stack = error instanceof Error ? (error.stack ?? "") : "";
      const unknown = error instanceof UnknownColumn && { table: error.table, column: error.column };
      results.push({ file, problem, stack, ...(unknown && { unknown }) });
    }
  }
  post({ type: "done", results });
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

/** What a definition file exports, as plain data. */
export function describe(file: string, module: object): Evaluated {
  const exports = Object.entries(module).filter(([name]) => name !== "default");
  const tables = exports.flatMap(([name, value]) => describeTable(name, value) ?? []);
  return { file, tables, definition: describeDefault(module, exports) };
}

function describeDefault(module: object, exports: [string, unknown][]): EvaluatedDefinition {
  if (!("default" in module)) return { kind: "none" };
  const value: unknown = module.default;
  if (typeof value !== "object" || value === null || !(definitionKey in value))
    return { kind: "other", value: plainValue(value) };
  const table: unknown = Reflect.get(value, "table");
  const dbName = is(table, Table) ? getTableName(table) : undefined;
  switch (value[definitionKey]) {
    case "config":
      return { kind: "config", value: plainValue(value) };
    case "table": {
      const exported = exports.find(([, candidate]) => candidate === table);
      return {
        kind: "table",
        table: exported?.[0],
        dbName,
        config: plainValue(Reflect.get(value, "config")),
      };
    }
    case "actions": {
      const actions = plainValue(Reflect.get(value, "actions"));
      return { kind: "actions", table: table === null ? null : dbName, actions };
    }
    case "page":
      return { kind: "page", page: plainValue(Reflect.get(value, "config")) };
    default:
      return { kind: "other", value: plainValue(value) };
  }
}
