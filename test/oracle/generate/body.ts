import type { Prng } from "../prng";
import { auditColumns, type RequestSpec, scopeColumns, type TableSpec, type World } from "../spec";
import { fitting } from "./table";
import { sentValue } from "./values";

type Write = "create" | "update" | "put";

/** A body for the single route: mostly a record, mostly one that fits. */
export function generateBody(
  random: Prng,
  table: TableSpec,
  world: World,
  operation: Write,
): NonNullable<RequestSpec["body"]> {
  if (random.chance(0.03))
    return random.pick([{ text: "{" }, { json: [] }, { json: "x" }, { json: {} }, { text: "" }]);
  return { json: generateFields(random, table, world, operation) };
}

/** The id of a row, now and then of none. */
export function generateId(random: Prng, table: TableSpec, world: World): string {
  const rows = world.rows.get(table.name) ?? [];
  if (rows.length === 0 || random.chance(0.05)) return `${table.name}_none`;
  return String(random.pick(rows).id);
}

/** An id that a client gives to a new row: rarely taken. */
export const newId = (random: Prng, table: TableSpec): string => `${table.name}_c${random.int(0, 9999)}`;

export function generateFields(
  random: Prng,
  table: TableSpec,
  world: World,
  operation: Write,
): Record<string, unknown> {
  const { guards } = table;
  const system: unknown[] = ["id", ...scopeColumns(table), ...auditColumns];
  const all = table.columns.map(({ key }) => key).filter((key) => !system.includes(key));
  const allowed =
    guards === false
      ? all
      : operation !== "update"
        ? [...guards.createable, ...guards.immutable]
        : guards.updatable;
  const chosen = random.some(allowed, operation === "update" ? 0.4 : 0.85);
  const keys = random.chance(0.12)
    ? [...chosen, random.pick([...all, ...system.map(String), "nothing"])]
    : chosen;
  const json: Record<string, unknown> = {};
  for (const key of keys) {
    const column = table.columns.find((candidate) => candidate.key === key);
    json[key] = column ? valueFor(random, table, world, column) : "x";
  }
  if (operation === "create" && table.clientIds && random.chance(0.95))
    json.id = random.chance(0.9) ? newId(random, table) : random.pick([generateId(random, table, world), 5]);
  return json;
}

function valueFor(
  random: Prng,
  table: TableSpec,
  world: World,
  column: TableSpec["columns"][number],
): unknown {
  const parents = world.rows.get(column.references ?? "") ?? [];
  if (parents.length > 0 && random.chance(0.9)) return random.pick(parents).id;
  if (column.unique && random.chance(0.3))
    return random.pick(world.rows.get(table.name) ?? [{}])[column.key] ?? null;
  const rule = table.validation[column.key] ?? {};
  const wanted = rule.enum ?? Object.keys(rule).flatMap((name) => fitting[name] ?? []);
  return sentValue(random, column, wanted.length > 0 ? wanted : undefined);
}
