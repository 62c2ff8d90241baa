import { type AppUnderTest, lineOf, readRows, seedWorld, send } from "./app/app-under-test";
import { printTable } from "./app/print-project";
import { differs, settle } from "./compare";
import { generateRequest } from "./generate/request";
import { generateRows } from "./generate/rows";
import { generateTable } from "./generate/table";
import { judge, type Verdict } from "./judge/judge";
import { usualCallers } from "./people";
import { Prng } from "./prng";
import type { Caller, RequestSpec, TableSpec, World } from "./spec";

export interface Disagreement {
  runtime: string;
  caller: string;
  request: RequestSpec;
  problem: string;
  /** What the app answered. */
  answer: string;
  definition: string;
}

/** Makes an app from tables; one per runtime. */
export type MakeApp = (tables: TableSpec[]) => Promise<AppUnderTest>;

const tablesPerApp = 40;
const rowsPerTable = 24;

/** The tables of one compiled app. */
export function generateTables(random: Prng, count = tablesPerApp): TableSpec[] {
  const tables: TableSpec[] = [];
  for (let index = 0; index < count; index++)
    tables.push(generateTable(random, `t${index}`, tables.slice(-3)));
  return tables;
}

/** Rows for every table, parents first. */
export function generateWorld(random: Prng, tables: TableSpec[]): World {
  const rows: World["rows"] = new Map();
  for (const table of tables) rows.set(table.name, generateRows(random, table, rows, rowsPerTable));
  return { tables, rows };
}

/**
 * Compiles one app, asks it and the judge `cases` times, and compares.
 * @param seed makes the definitions, rows and requests
 */
export async function runBatch(make: MakeApp, seed: number, cases: number): Promise<Disagreement[]> {
  const random = new Prng(seed);
  const tables = generateTables(random);
  const app = await make(tables);
  try {
    const found: Disagreement[] = [];
    const families = familiesOf(tables);
    await Promise.all(
      families.map(async (family, index) => {
        const own = new Prng(seed * 1000 + index);
        const world = generateWorld(own, family);
        await seedWorld(app, world);
        const share = Math.round((cases * family.length) / tables.length);
        for (let count = 0; count < share; count++) {
          const disagreement = await runCase(app, world, own);
          if (!disagreement) continue;
          found.push(disagreement);
          // After a disagreement the database is right: the next one shall be another.
          world.rows = await readRows(app, world.tables);
        }
      }),
    );
    return found;
  } finally {
    await app.stop();
  }
}

/** Tables that point at each other share their rows, so their requests go one after the other. */
export function familiesOf(tables: TableSpec[]): TableSpec[][] {
  const families: TableSpec[][] = [];
  for (const table of tables) {
    const parents = table.columns.flatMap(({ references, points }) => references ?? points ?? []);
    const mine = families.find((family) => family.some(({ name }) => parents.includes(name)));
    if (mine) mine.push(table);
    else families.push([table]);
  }
  return families;
}

async function runCase(app: AppUnderTest, world: World, random: Prng): Promise<Disagreement | undefined> {
  const table = random.pick(world.tables);
  const caller = random.pick(usualCallers);
  const request = generateRequest(random, table, world);
  const problem = await ask(app, world, caller, request);
  if (!problem) return undefined;
  const least = await shrink(app, world, caller, request);
  const { problem: text, answer } = (await ask(app, world, caller, least)) ?? problem;
  const shown = caller.name;
  return {
    runtime: app.runtime,
    caller: shown,
    request: least,
    problem: text,
    answer,
    definition: printTable(table),
  };
}

interface Problem {
  problem: string;
  answer: string;
}

/** One request to both. Where they agree on a write, the world moves on. */
async function ask(
  app: AppUnderTest,
  world: World,
  caller: Caller,
  request: RequestSpec,
): Promise<Problem | undefined> {
  const verdict = judge(world, caller, request);
  const answer = await send(app, caller, request);
  const problem = differs(verdict, answer) ?? (await compareWrite(app, world, verdict, request, answer.text));
  return problem === undefined ? undefined : { problem, answer: `${answer.status} ${answer.text}` };
}

/** After a write, allowed or refused, every table of the family must be as predicted. */
async function compareWrite(
  app: AppUnderTest,
  world: World,
  verdict: Verdict,
  request: RequestSpec,
  text: string,
): Promise<string | undefined> {
  if (lineOf(request).method === "GET") return undefined;
  const after: World["rows"] = new Map();
  for (const [name, stored] of await readRows(app, world.tables)) {
    const settled = settle(verdict.effect?.rows.get(name) ?? world.rows.get(name) ?? [], stored);
    if (typeof settled === "string") return `${name}: ${settled}`;
    after.set(name, settled);
  }
  const { effect, bodyOf } = verdict;
  const place = effect?.row ? effect.rows.get(request.table)?.indexOf(effect.row) : undefined;
  const row = place === undefined ? undefined : after.get(request.table)?.[place];
  world.rows = after;
  if (!row || !bodyOf) return undefined;
  return differs(
    { status: verdict.status, body: bodyOf(row) },
    { status: verdict.status, headers: new Headers(), text },
  );
}

/** Leaves out query parameters as long as the two still disagree. Only reads are asked again. */
async function shrink(
  app: AppUnderTest,
  world: World,
  caller: Caller,
  request: RequestSpec,
): Promise<RequestSpec> {
  if (lineOf(request).method !== "GET") return request;
  let least = request;
  for (const parameter of request.query) {
    const shorter = { ...least, query: least.query.filter((other) => other !== parameter) };
    if (await ask(app, world, caller, shorter)) least = shorter;
  }
  return least;
}
