import { organizations } from "../people";
import type { Prng } from "../prng";
import {
  allColumns,
  batches,
  isBatch,
  type RequestSpec,
  type Row,
  type TableSpec,
  type World,
} from "../spec";
import { generateBatch } from "./batch";
import { generateBody, generateId, newId } from "./body";
import { storedValue } from "./values";

const kinds: [RequestSpec["operation"], weight: number][] = [
  ["list", 33],
  ["view", 9],
  ["get", 12],
  ["create", 9],
  ["update", 11],
  ["delete", 3],
  ["put", 8],
  ["action", 11],
  ["batchCreate", 5],
  ["batchUpdate", 7],
  ["batchDelete", 3],
  ["batchPut", 6],
];

/** A request on the table: reads more often than writes, mostly well formed and to routes that exist. */
export function generateRequest(random: Prng, table: TableSpec, world: World): RequestSpec {
  const rows = world.rows.get(table.name) ?? [];
  const operation = random.pick(
    kinds.flatMap(([kind, weight]) =>
      exists(random, table, kind) ? Array<typeof kind>(weight).fill(kind) : [],
    ),
  );
  const base = { table: table.name, operation, query: foreignOrganization(random) };
  const id = targetId(random, table, world, operation);
  switch (operation) {
    case "list":
      return { ...base, query: [...base.query, ...listQuery(random, table, rows, table.crud.list?.fields)] };
    case "view": {
      const name = random.pick(Object.keys(table.views));
      const fields = table.views[name]?.fields;
      return { ...base, name, query: [...base.query, ...listQuery(random, table, rows, fields)] };
    }
    case "create":
      return { ...base, body: generateBody(random, table, world, "create") };
    case "update":
    case "put":
      return { ...base, id, body: generateBody(random, table, world, operation) };
    case "batchCreate":
    case "batchUpdate":
    case "batchDelete":
    case "batchPut":
      return { ...base, body: generateBatch(random, table, world, operation) };
    case "action":
      return generateCall(random, { ...base, id });
    default:
      return { ...base, id };
  }
}

function targetId(random: Prng, table: TableSpec, world: World, operation: RequestSpec["operation"]): string {
  const fresh = operation === "put" && random.chance(0.4);
  return fresh ? newId(random, table) : generateId(random, table, world);
}

/** Now and then a route that does not exist is asked for all the same. */
function exists(random: Prng, table: TableSpec, operation: RequestSpec["operation"]): boolean {
  if (operation === "view") return Object.keys(table.views).length > 0;
  if (operation === "action") return true;
  return table.crud[isBatch(operation) ? batches[operation] : operation] !== undefined || random.chance(0.05);
}

function generateCall(random: Prng, { id, ...base }: RequestSpec & { id: string }): RequestSpec {
  const name = random.pick(["all", "read", "mark", "mark"]);
  if (name !== "mark") return { ...base, name, ...(name === "read" && { id }) };
  const value = random.chance(0.85)
    ? random.pick(["one", "two", ""])
    : random.pick([5, null, "x".repeat(21)]);
  const odd = random.pick([{ text: "{" }, { json: [] }, { json: {} }, undefined]);
  const body = random.chance(0.9) ? { json: { value } } : odd;
  return { ...base, name, id, ...(body && { body }) };
}

function foreignOrganization(random: Prng): [string, string][] {
  return random.chance(0.15) ? [["organizationId", random.pick([...organizations, "org_none", ""])]] : [];
}

const filterOperators = ["ne", "gt", "gte", "lt", "lte", "like", "in"];

function listQuery(
  random: Prng,
  table: TableSpec,
  rows: Row[],
  fields: string[] | undefined,
): [string, string][] {
  const everything = random.chance(0.1);
  const columns = allColumns(table).filter(({ key }) => everything || (fields?.includes(key) ?? true));
  const query: [string, string][] = [];
  const stored = () => {
    const column = random.pick(columns);
    const held = rows.length > 0 ? random.pick(rows)[column.key] : undefined;
    return { column, text: String(held ?? storedValue(random, { ...column, notNull: true })) };
  };
  const filters = random.chance(0.5) ? random.int(1, 2) : 0;
  for (let index = 0; index < filters; index++) {
    const { column, text } = stored();
    const operator = random.chance(0.4) ? undefined : random.pick(filterOperators);
    const name = operator === undefined ? column.key : `${column.key}.${operator}`;
    const value =
      operator === "in"
        ? listText(random, text, () => stored().text)
        : operator === "like"
          ? part(random, text)
          : text;
    if (!query.some(([known]) => known === name)) query.push([name, random.chance(0.05) ? "odd" : value]);
  }
  if (random.chance(0.05))
    query.push([random.pick(["unknown", "title.near", "id.title.eq", "__proto__"]), "x"]);
  if (random.chance(0.45))
    query.push([
      "sort",
      sortText(
        random,
        columns.map(({ key }) => key),
      ),
    ]);
  if (random.chance(0.1)) query.push(["order", random.pick(["asc", "desc", "desc", "up"])]);
  if (random.chance(0.4))
    query.push([
      "limit",
      random.pick(["1", "3", "3", "10", "10", "100", "500", "0", "-2", "", random.pick(["x", "2.5"])]),
    ]);
  if (random.chance(0.25)) query.push(["offset", random.pick(["0", "2", "2", "5", "40", "-1", "x"])]);
  if (random.chance(0.2))
    query.push([
      "fields",
      random
        .atLeastOne(
          columns.map(({ key }) => key),
          0.2,
        )
        .join(","),
    ]);
  if (random.chance(0.03)) query.push(["fields", "id,nothing"]);
  if (random.chance(0.25)) query.push(["search", part(random, stored().text)]);
  if (random.chance(0.3)) query.push(["total", random.pick(["true", "false"])]);
  return query.filter(([name], index) => query.findIndex(([other]) => other === name) === index);
}

/** Two values, now and then more than a statement may bind one by one. */
function listText(random: Prng, text: string, another: () => string): string {
  const more = random.chance(0.1) ? random.int(90, 130) : 1;
  return [text, ...Array.from({ length: more }, another)].join(",");
}

function sortText(random: Prng, keys: string[]): string {
  const count = random.chance(0.6) ? 1 : random.int(2, 4);
  const parts = Array.from({ length: count }, () => `${random.chance(0.5) ? "-" : ""}${random.pick(keys)}`);
  return random.chance(0.03) ? "nothing" : parts.join(",");
}

/** Some of a text's characters, in another case now and then. */
function part(random: Prng, text: string): string {
  const letters = [...text];
  const from = random.int(0, Math.max(letters.length - 1, 0));
  const piece = letters.slice(from, from + random.int(1, 4)).join("");
  return random.chance(0.3) ? piece.toUpperCase() : piece;
}
