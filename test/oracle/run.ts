import { type AppUnderTest, lineOf, readRows, seedWorld, send } from "./app/app-under-test";
import { changesSince, watchChanges } from "./app/changes";
import { printTable } from "./app/print-project";
import { differs, settle } from "./compare";
import { differsConditional, differsTag, isTagged } from "./conditional";
import { generateRequest } from "./generate/request";
import { generateRows } from "./generate/rows";
import { generateTable } from "./generate/table";
import { judge } from "./judge/judge";
import type { Verdict } from "./judge/verdict";
import { usualCallers } from "./people";
import { Prng } from "./prng";
import type { Caller, RequestSpec, Row, TableSpec, World } from "./spec";

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

/** The tables of one compiled app. With an even seed clients choose the ids, and there is PUT. */
export function generateTables(random: Prng, count: number): TableSpec[] {
  const tables: TableSpec[] = [];
  for (let index = 0; index < count; index++)
    tables.push(generateTable(random, `t${index}`, tables.slice(-3), random.seed % 2 === 0));
  return tables;
}

/** Rows for every table, parents first. */
export function generateWorld(random: Prng, tables: TableSpec[]): World {
  const rows: World["rows"] = new Map();
  for (const table of tables) rows.set(table.name, generateRows(random, table, rows, rowsPerTable));
  return { tables, rows };
}

export interface RunOptions {
  /** Makes the definitions, rows and requests. */
  seed: number;
  cases: number;
  /** Of the app; default 40. */
  tableCount?: number;
  /** One disagreement is enough. */
  stopAtFirst?: boolean;
}

/** Compiles one app, asks it and the judge, and compares. */
export async function runBatch(
  make: MakeApp,
  { seed, cases, tableCount = tablesPerApp, stopAtFirst = false }: RunOptions,
): Promise<Disagreement[]> {
  const random = new Prng(seed);
  const tables = generateTables(random, tableCount);
  const app = await make(tables);
  await watchChanges(app, tables);
  try {
    const found: Disagreement[] = [];
    const families = familiesOf(tables);
    await Promise.all(
      families.map(async (family, index) => {
        const own = new Prng(seed * 1000 + index);
        const world: WatchedWorld = { ...generateWorld(own, family), place: 0 };
        await seedWorld(app, world);
        ({ place: world.place } = await changesSince(app, family, 0));
        const share = Math.round((cases * family.length) / tables.length);
        for (let count = 0; count < share; count++) {
          if (stopAtFirst && found.length > 0) return;
          const disagreement = await runCase(app, world, own);
          if (!disagreement) continue;
          found.push(disagreement);
          // After a disagreement the database is right: the next one shall be another.
          world.rows = await readRows(app, world.tables);
          ({ place: world.place } = await changesSince(app, family, world.place));
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

async function runCase(
  app: AppUnderTest,
  world: WatchedWorld,
  random: Prng,
): Promise<Disagreement | undefined> {
  const table = random.pick(world.tables);
  const caller = random.pick(usualCallers);
  const request = generateRequest(random, table, world);
  if (judge(world, caller, request).undecided) return undefined;
  const problem = await ask(app, world, caller, request, random.chance(0.02));
  if (!problem) return undefined;
  const { request: least, problem: text, answer } = await shrink(app, world, caller, request, problem);
  return {
    runtime: app.runtime,
    caller: caller.name,
    request: least,
    problem: text,
    answer,
    definition: printTable(table),
  };
}

/** A world and how far the record of its changes has been read. */
interface WatchedWorld extends World {
  place: number;
}

interface Problem {
  problem: string;
  answer: string;
}

/**
 * One request to both. Where they agree on a write, the world moves on.
 * @param conditional a read is asked again with its ETag
 */
async function ask(
  app: AppUnderTest,
  world: WatchedWorld,
  caller: Caller,
  request: RequestSpec,
  conditional = false,
): Promise<Problem | undefined> {
  const verdict = judge(world, caller, request);
  const answer = await send(app, caller, request);
  const problem =
    differs(verdict, answer) ??
    differsTag(request, answer) ??
    (conditional && isTagged(request, answer)
      ? await differsConditional(app, caller, request, answer)
      : await compareWrite(app, world, verdict, request, answer.text));
  return problem === undefined ? undefined : { problem, answer: `${answer.status} ${answer.text}` };
}

/** After a write, allowed or refused, every table of the family must be as predicted. */
async function compareWrite(
  app: AppUnderTest,
  world: WatchedWorld,
  verdict: Verdict,
  request: RequestSpec,
  text: string,
): Promise<string | undefined> {
  if (lineOf(request).method === "GET") return undefined;
  const { effect, bodyOf } = verdict;
  const { place, changed } = await changesSince(app, world.tables, world.place);
  world.place = place;
  const stored = changed.length > 0 ? await readRows(app, changed) : new Map<string, Row[]>();
  const after: World["rows"] = new Map(world.rows);
  for (const { name } of world.tables) {
    const before = world.rows.get(name) ?? [];
    const predicted = effect?.rows.get(name) ?? before;
    // A table that nothing touched is as it was.
    if (predicted === before && !stored.has(name)) continue;
    const settled = settle(predicted, stored.get(name) ?? before);
    if (typeof settled === "string") return `${name}: ${settled}`;
    after.set(name, settled);
  }
  world.rows = after;
  if (!effect || !bodyOf) return undefined;
  const predicted = effect.rows.get(request.table) ?? [];
  const rows = effect.written.map((row) => after.get(request.table)?.[predicted.indexOf(row)] ?? {});
  return differs(
    { status: verdict.status, ...(verdict.errors && { errors: verdict.errors }), body: bodyOf(rows) },
    { status: verdict.status, headers: new Headers(), text },
  );
}

/** Leaves out query parameters as long as the two still disagree. Only reads are asked again. */
async function shrink(
  app: AppUnderTest,
  world: WatchedWorld,
  caller: Caller,
  request: RequestSpec,
  problem: Problem,
): Promise<Problem & { request: RequestSpec }> {
  let least = { ...problem, request };
  if (lineOf(request).method !== "GET") return least;
  for (const parameter of request.query) {
    const shorter = { ...least.request, query: least.request.query.filter((other) => other !== parameter) };
    const still = await ask(app, world, caller, shorter);
    if (still) least = { ...still, request: shorter };
  }
  return least;
}
