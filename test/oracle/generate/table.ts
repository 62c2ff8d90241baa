import type { Prng } from "../prng";
import type {
  AccessSpec,
  ActionSpec,
  BatchSpec,
  ColumnSpec,
  GuardSpec,
  MaskSpec,
  TableSpec,
  UniqueSpec,
  ValidationSpec,
} from "../spec";
import { allColumns, auditColumns, batches, scopeColumns } from "../spec";
import { generateAccess } from "./access";
import { generateDisplay, generateKeys } from "./keys";

const roles = ["owner", "admin", "member", "recruiter"];

/** Values that fit the validation of a column, where it has one. */
export const fitting: Record<string, string[]> = {
  email: ["ann@example.com", "bob@example.org"],
  url: ["https://example.com/x", "http://example.org"],
  pattern: ["ab", "abc"],
};

/**
 * A table anywhere in the language.
 * @param earlier tables it may point at
 * @param clientIds whether clients choose the ids
 */
export function generateTable(
  random: Prng,
  name: string,
  earlier: TableSpec[],
  clientIds: boolean,
): TableSpec {
  const firewall = generateFirewall(random);
  const columns = generateColumns(random, name, firewall, earlier);
  columns.push(...generateKeys(random, name, columns));
  const base: TableSpec = {
    name,
    ...(clientIds && { clientIds }),
    columns,
    firewall,
    crud: {},
    guards: false,
    masking: {},
    views: {},
    validation: {},
    actions: [],
  };
  base.masking = generateMasking(random, base);
  base.validation = generateValidation(random, columns);
  base.uniques = generateUniques(random, base);
  base.guards = random.chance(clientIds ? 0.6 : 0.15) ? false : generateGuards(random, base);
  base.crud = generateCrud(random, base);
  for (const view of ["brief", "full"]) {
    if (random.chance(0.4))
      base.views[view] = {
        fields: someFields(random, base),
        access: generateAccess(random, base, true),
      };
  }
  const sortable = allColumns(base).filter(({ key }) => !(key in base.masking) && !sensitive(key));
  if (random.chance(0.4))
    base.defaultSort = { field: random.pick(sortable).key, order: random.pick(["asc", "desc"]) };
  base.actions = generateActions(random, base);
  generateDisplay(random, base);
  return base;
}

const sensitive = (key: string) => /email$|phone$|secret$|ssn$/i.test(key);

function generateFirewall(random: Prng): TableSpec["firewall"] {
  const kind = random.next();
  const optional = random.chance(0.5);
  return {
    ...(kind < 0.75 && { organization: random.chance(0.2) ? { column: "tenant" } : {} }),
    ...(kind > 0.5 && kind < 0.9 && { owner: random.chance(0.3) ? { column: "holder" } : {} }),
    ...(kind > 0.5 && kind < 0.75 && optional && { owner: { mode: "optional" as const } }),
    ...(kind < 0.9 && random.chance(0.3) && { team: random.chance(0.3) ? { column: "squad" } : {} }),
    ...(kind >= 0.9 && { exception: true }),
    ...(random.chance(0.6) && { softDelete: true }),
    ...(random.chance(0.5) && { errorMode: random.pick(["reveal", "hide"]) }),
  };
}

function generateColumns(
  random: Prng,
  name: string,
  firewall: TableSpec["firewall"],
  earlier: TableSpec[],
): ColumnSpec[] {
  const text = (key: string, notNull: boolean): ColumnSpec => ({
    key,
    sqlName: key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    kind: "text",
    notNull,
  });
  const scopes = scopeColumns({ ...emptyTable, firewall });
  const parents = [
    ...(earlier.length > 0 && random.chance(0.45) ? [random.pick(earlier).name] : []),
    ...(random.chance(0.12) ? [name] : []),
  ];
  const optional: ColumnSpec[] = [
    text("note", false),
    text("workEmail", random.chance(0.3)),
    text("homePhone", false),
    text("apiSecret", false),
    text("fullName", false),
    { ...text("rank", random.chance(0.3)), kind: "integer", ...(random.chance(0.3) && { default: 7 }) },
    { ...text("score", false), kind: "real" },
    { ...text("active", random.chance(0.3)), kind: "boolean", ...(random.chance(0.5) && { default: true }) },
    {
      ...text("state", random.chance(0.5)),
      kind: "enum",
      values: ["open", "closed", "held"],
      ...(random.chance(0.5) && { default: "open" }),
    },
    { ...text("code", false), unique: random.chance(0.4) },
  ];
  return [
    { ...text("id", true) },
    ...scopes.map((key) => text(key, true)),
    text("title", random.chance(0.6)),
    ...random.some(optional, 0.6),
    ...parents.map((references) => {
      const self = references === name;
      return { ...text(self ? "aboveId" : "parentId", !self && random.chance(0.3)), references };
    }),
    text("mark", false),
  ];
}

const emptyTable: TableSpec = {
  name: "",
  columns: [],
  firewall: {},
  crud: {},
  guards: false,
  masking: {},
  views: {},
  validation: {},
  actions: [],
};

/** The author's columns that clients may be given to write. */
function ownColumns(table: TableSpec): ColumnSpec[] {
  const scopes = ["id", ...scopeColumns(table)];
  return table.columns.filter(({ key }) => !scopes.includes(key));
}

/** Values unique within the table's scopes, as the documentation advises. */
function generateUniques(random: Prng, table: TableSpec): UniqueSpec[] {
  const scopes = scopeColumns(table);
  const able = table.columns.filter(({ key, unique }) => ["code", "title", "rank"].includes(key) && !unique);
  if (scopes.length === 0 || able.length === 0 || random.chance(0.6)) return [];
  return [{ columns: [...scopes, random.pick(able).key], living: random.chance(0.8) }];
}

function generateMasking(random: Prng, table: TableSpec): TableSpec["masking"] {
  const masking: Record<string, MaskSpec> = {};
  const kinds = ["email", "phone", "ssn", "creditCard", "name", "redact", "custom"] as const;
  for (const column of [...ownColumns(table), { key: "createdBy", kind: "text" }]) {
    if (!random.chance(column.key === "createdBy" ? 0.05 : 0.3)) continue;
    const isText = column.kind === "text" || column.kind === "enum";
    const type = isText ? random.pick(kinds) : random.pick(["redact", "custom"] as const);
    const shown = random.some(roles, 0.4);
    const show: MaskSpec["show"] = {
      ...(shown.length > 0 && { roles: random.chance(0.07) ? ["everyone"] : shown }),
      ...(random.chance(0.35) && { or: "owner" as const }),
    };
    masking[column.key] = { type, ...(Object.keys(show).length > 0 && { show }) };
  }
  return masking;
}

function generateValidation(random: Prng, columns: ColumnSpec[]): TableSpec["validation"] {
  const rules: Record<string, ValidationSpec> = {};
  for (const { key, kind } of columns) {
    if (key === "id" || /Id$|^tenant$|^squad$|^holder$/.test(key) || !random.chance(0.3)) continue;
    if (kind === "integer" || kind === "real")
      rules[key] = random.pick([{ min: 0 }, { max: 3 }, { min: 1, max: 10 }]);
    if (kind === "enum") rules[key] = { enum: ["open", "held"] };
    if (kind === "text")
      rules[key] = random.pick<ValidationSpec>([
        { minLength: 2 },
        { maxLength: 5 },
        { minLength: 1, maxLength: 10 },
        { pattern: "^[a-z]+$" },
        { email: true },
        { url: true },
        { enum: ["alpha", "ab"] },
      ]);
  }
  return rules;
}

function generateGuards(random: Prng, table: TableSpec): GuardSpec {
  const guards: GuardSpec = { createable: [], updatable: [], immutable: [], protected: {} };
  guards.protected.mark = ["mark"];
  if (table.clientIds) guards.createable.push("id");
  for (const column of ownColumns(table)) {
    if (column.key === "mark") continue;
    const required = column.notNull && column.default === undefined;
    if (random.chance(0.15)) guards.immutable.push(column.key);
    else {
      if (required || random.chance(0.75)) guards.createable.push(column.key);
      if (random.chance(0.65)) guards.updatable.push(column.key);
    }
  }
  return guards;
}

function generateCrud(random: Prng, table: TableSpec): TableSpec["crud"] {
  const access = () => generateAccess(random, table, true);
  const fields = () => random.chance(0.3) && { fields: someFields(random, table) };
  const canUpdate = table.guards === false || table.guards.updatable.length > 0;
  const sizes =
    random.chance(0.3) && random.pick([{ pageSize: 5 }, { maxPageSize: 7 }, { pageSize: 3, maxPageSize: 9 }]);
  const single: TableSpec["crud"] = {
    ...(random.chance(0.95) && { list: { access: access(), ...sizes, ...fields() } }),
    ...(random.chance(0.95) && { get: { access: access(), ...fields() } }),
    ...(random.chance(0.9) && { create: { access: generateAccess(random, table, false) } }),
    ...(canUpdate && random.chance(0.9) && { update: { access: access() } }),
    ...(random.chance(0.9) && { delete: { access: access(), ...generateMode(random) } }),
    ...generatePut(random, table, access),
  };
  return { ...single, ...generateBatches(random, table, single) };
}

function generatePut(random: Prng, table: TableSpec, access: () => AccessSpec): TableSpec["crud"] {
  return table.clientIds && table.guards === false && random.chance(0.9) ? { put: { access: access() } } : {};
}

/** @param crud the operations that the table has */
function generateBatches(random: Prng, table: TableSpec, crud: TableSpec["crud"]): TableSpec["crud"] {
  const routes = Object.entries(batches).flatMap(([batch, single]): [string, BatchSpec | false][] => {
    if (!crud[single] || random.chance(0.5)) return [];
    if (random.chance(0.15)) return [[batch, false]];
    const policy: BatchSpec = {
      ...(random.chance(0.4) && { access: generateAccess(random, table, single !== "create") }),
      ...(random.chance(0.5) && { maxBatchSize: random.int(2, 5) }),
      ...(random.chance(0.25) && { allowAtomic: random.chance(0.3) }),
    };
    return [[batch, policy]];
  });
  return Object.fromEntries(routes);
}

function generateMode(random: Prng): { mode?: "soft" | "hard" } {
  return random.chance(0.6) ? { mode: random.pick(["soft", "hard"]) } : {};
}

function someFields(random: Prng, table: TableSpec): string[] {
  const keys = allColumns(table).map(({ key }) => key);
  const chosen = random.atLeastOne(keys, 0.6);
  return random.chance(0.5)
    ? chosen
    : chosen.filter((key) => !auditColumns.some((audit) => audit === key)).concat("id");
}

function generateActions(random: Prng, table: TableSpec): ActionSpec[] {
  return [
    { name: "mark", kind: "mark", access: generateAccess(random, table, true), column: "mark" },
    { name: "read", kind: "read", access: generateAccess(random, table, true) },
    { name: "all", kind: "all", access: generateAccess(random, table, false) },
  ];
}
