import { type AppUnderTest, lineOf, seedWorld, send } from "./app/app-under-test";
import { printTable } from "./app/print-project";
import { hiddenIds, rewriteHidden } from "./generate/hidden";
import { generateRequest } from "./generate/request";
import { judge } from "./judge/judge";
import { callers } from "./people";
import { Prng } from "./prng";
import { familiesOf, generateTables, generateWorld, type MakeApp } from "./run";
import type { Caller, RequestSpec, Row, TableSpec, World } from "./spec";

/** An answer that tells two worlds apart which the caller cannot tell apart. */
export interface Leak {
  caller: string;
  request: RequestSpec;
  answers: [string, string];
  definition: string;
}

export interface LeakSearch {
  /** Requests asked in both worlds. */
  compared: number;
  /** Of these, answered with 2xx. */
  answered: number;
  leaks: Leak[];
}

export interface LeakOptions {
  seed: number;
  tableCount: number;
  /** One leak is enough. */
  stopAtFirst?: boolean;
}

const identities = ["anonymous", "outsider", "member", "admin", "owner", "foreignOwner", "platform", "both"];
const requestsPerRoute = 4;

/**
 * Asks each route of generated tables as each identity in two worlds that differ only in what the
 * identity may not see there, and compares the answers byte by byte.
 * @param options its seed makes the definitions, rows, hidden changes and requests
 */
export async function findLeaks(
  make: MakeApp,
  { seed, tableCount, stopAtFirst = false }: LeakOptions,
): Promise<LeakSearch> {
  const random = new Prng(seed);
  const tables = generateTables(random, tableCount);
  const app = await make(tables);
  const search: LeakSearch = { compared: 0, answered: 0, leaks: [] };
  try {
    await Promise.all(
      familiesOf(tables).map((family, index) =>
        searchFamily(app, family, new Prng(seed * 1000 + index), search, stopAtFirst),
      ),
    );
  } finally {
    await app.stop();
  }
  return search;
}

async function searchFamily(
  app: AppUnderTest,
  family: TableSpec[],
  random: Prng,
  search: LeakSearch,
  stopAtFirst: boolean,
): Promise<void> {
  const world = generateWorld(random, family);
  const people = callers.filter(({ name }) => identities.includes(name));
  for (const table of family)
    for (const caller of people)
      for (const requests of routes(random, table, world)) {
        const worthwhile = requests.filter(
          (request, index) => index === 0 || !refusedAtDoor(world, caller, request),
        );
        if (stopAtFirst && search.leaks.length > 0) return;
        await searchRoute(app, world, caller, worthwhile, random, search);
      }
}

const atDoor = ["AUTH_MISSING", "ACCESS_ROLE_REQUIRED", "ORG_REQUIRED", "TEAM_REQUIRED"];

/** Refused before any row was read; one such answer of a route is enough. */
function refusedAtDoor(world: World, caller: Caller, request: RequestSpec): boolean {
  return atDoor.includes(judge(world, caller, request).code ?? "");
}

/** Random requests of a table, those of one route together. */
function routes(random: Prng, table: TableSpec, world: World): RequestSpec[][] {
  const byRoute = new Map<string, RequestSpec[]>();
  const known = withHiddenIds(world);
  for (let count = 0; count < 160; count++) {
    const drawn = generateRequest(random, table, known);
    const request = { ...drawn, query: drawn.query.filter(([name]) => name !== "organizationId") };
    const route = `${request.operation} ${request.name ?? ""}`;
    const requests = byRoute.get(route) ?? [];
    if (requests.length < requestsPerRoute) byRoute.set(route, [...requests, request]);
  }
  return [...byRoute.values()];
}

/** A world in which requests find the ids of rows that only the other world will have. */
function withHiddenIds({ tables, rows }: World): World {
  const more = tables.map((table): [string, Row[]] => {
    const hidden = hiddenIds(table).map((id) => ({ id }));
    return [table.name, [...(rows.get(table.name) ?? []), ...hidden]];
  });
  return { tables, rows: new Map(more) };
}

async function searchRoute(
  app: AppUnderTest,
  world: World,
  caller: Caller,
  requests: RequestSpec[],
  random: Prng,
  search: LeakSearch,
): Promise<void> {
  const [first] = requests;
  if (!first) return;
  const other = rewriteHidden(random, world, caller, first);
  const here = await answers(app, world, caller, requests);
  const there = await answers(app, other, caller, requests);
  requests.forEach((request, index) => {
    const [one = "", two = ""] = [here[index], there[index]];
    search.compared++;
    if (one.startsWith("2")) search.answered++;
    if (one === two) return;
    const table = world.tables.find(({ name }) => name === request.table);
    const definition = table ? printTable(table) : "";
    search.leaks.push({ caller: caller.name, request, answers: [one, two], definition });
  });
}

/** Status, headers and body of each request, every one asked of the same rows. */
async function answers(
  app: AppUnderTest,
  world: World,
  caller: Caller,
  requests: RequestSpec[],
): Promise<string[]> {
  const texts: string[] = [];
  let fresh = false;
  for (const request of requests) {
    if (!fresh) await seedWorld(app, world);
    const answer = await send(app, caller, request, { "x-request-id": "the-same" });
    const headers = [...answer.headers].filter(([name]) => name !== "date").map((pair) => pair.join(": "));
    texts.push([answer.status, ...headers.map(withoutNow), withoutNow(answer.text)].join("\n"));
    fresh = lineOf(request).method === "GET" || answer.status >= 400;
  }
  return texts;
}

/** New ids and the time of the request are different in any two answers. */
function withoutNow(text: string): string {
  const today = new Date().toISOString().slice(0, 10);
  return text.replace(/\w+_[0-9a-f]{32}/g, "#id").replaceAll(new RegExp(`${today}T[0-9:.]+Z`, "g"), "#now");
}
