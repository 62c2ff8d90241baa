import type { ColumnModel, JsonSchema, TableModel } from "../../2-model/project-model";
import { fieldSchema } from "../features/field-schema";
import { valueSchema } from "./field-json-schema";

/** Parameters that mean the same on every route that takes them. */
const sharedParameters: Record<string, JsonSchema> = {
  Offset: query("offset", "Rows to skip; a negative number counts as 0", {
    type: "integer",
    minimum: 0,
    default: 0,
  }),
  Order: query("order", "Direction where `sort` names one field without a sign", {
    type: "string",
    enum: ["asc", "desc"],
  }),
  Search: query("search", "Text to find in the searchable columns that the caller sees unmasked", {
    type: "string",
  }),
  Total: query("total", "Add `pagination.total`", { type: "boolean", default: false }),
  OrganizationId: query("organizationId", "Another organization than the active one, where that is allowed", {
    type: "string",
  }),
};

const words = query(
  "search",
  "Words to find in the searchable columns that the caller sees unmasked; the last may be the beginning of one",
  { type: "string" },
);

function query(name: string, description: string, schema: JsonSchema): JsonSchema {
  return { name, in: "query", description, schema };
}

/**
 * Parameters as components: a table's list and views have the same filters, and tables often have
 * columns of the same name and type.
 */
export class Parameters {
  readonly #components = new Map(
    Object.entries(sharedParameters).map(([name, parameter]) => [
      name,
      { text: JSON.stringify(parameter), parameter },
    ]),
  );

  readonly #filters = new Map<string, JsonSchema[]>();

  /** The reference to a parameter. The first of a name is called so, another one has a number behind it. */
  reference(parameter: JsonSchema): JsonSchema {
    const text = JSON.stringify(parameter);
    const base = String(parameter.name).replaceAll(/[^\w.-]/g, "_");
    let name = base;
    for (let next = 2; (this.#components.get(name)?.text ?? text) !== text; next += 1)
      name = `${base}.${next}`;
    this.#components.set(name, { text, parameter });
    return parameterRef(name);
  }

  /** References to the filters of a column. */
  filters(column: ColumnModel): JsonSchema[] {
    const { name, dataType, sqlType, enumValues } = column;
    const key = JSON.stringify([name, dataType, sqlType, enumValues]);
    const known = this.#filters.get(key) ?? filterParameters(column).map((filter) => this.reference(filter));
    this.#filters.set(key, known);
    return known;
  }

  /** `components.parameters`: the shared ones, then the others in the order of first use. */
  components(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#components].map(([name, { parameter }]) => [name, parameter]));
  }
}

/** Names separated by commas. */
function list(name: string, description: string, names: string[]): JsonSchema {
  const schema = { type: "array", items: { type: "string", enum: names } };
  return { name, in: "query", description, style: "form", explode: false, schema };
}

export const parameterRef = (name: string): JsonSchema => ({ $ref: `#/components/parameters/${name}` });

/** The id in the path of a record's routes. */
export function idParameter(table: TableModel): JsonSchema {
  const column = table.columns.find(({ name }) => name === table.id.column);
  const schema = column ? valueSchema(fieldSchema(column)) : { type: "string" };
  return { name: "id", in: "path", required: true, schema };
}

/**
 * The query of a list or view: paging, sorting, selection, search, and each filter by name.
 * @param fields the columns the route returns
 */
export function listParameters(
  table: TableModel,
  fields: string[] | undefined,
  parameters: Parameters,
): JsonSchema[] {
  const columns = table.columns.filter(({ name }) => !fields || fields.includes(name));
  const names = columns.map(({ name }) => name);
  const usable = columns.filter(({ name }) => !hiddenFromAll(table, name));
  const { pageSize = 50, maxPageSize = 100 } = table.crud.list ?? {};
  const limit = query("limit", "Rows to return; a number out of bounds counts as the nearest bound", {
    type: "integer",
    minimum: 1,
    maximum: maxPageSize,
    default: pageSize,
  });
  return [
    parameters.reference(limit),
    parameterRef("Offset"),
    ...(usable.length > 0 ? [parameters.reference(sortBy(usable))] : []),
    parameterRef("Order"),
    parameters.reference(list("fields", "Columns to return", names)),
    table.fullText ? parameters.reference(words) : parameterRef("Search"),
    parameterRef("Total"),
    ...usable.filter(({ name }) => !reserved.has(name)).flatMap((column) => parameters.filters(column)),
  ];
}

function sortBy(columns: ColumnModel[]): JsonSchema {
  const names = columns.flatMap(({ name }) => [name, `-${name}`]);
  return list("sort", "Columns to sort by; `-` before a name descends", names);
}

/** A column that everyone sees masked can be neither filtered nor sorted by. */
function hiddenFromAll({ masking }: TableModel, name: string): boolean {
  const mask = masking[name];
  return mask !== undefined && mask.roles.length === 0;
}

/** Names the list grammar uses itself: a column of this name cannot be filtered by. */
const reserved = new Set([
  "limit",
  "sort",
  "fields",
  ...Object.values(sharedParameters).map(({ name }) => name),
]);

const ranges = ["gt", "gte", "lt", "lte"];

function filterParameters(column: ColumnModel): JsonSchema[] {
  const schema = valueSchema(fieldSchema(column));
  const many = { type: "array", items: schema };
  return operatorsOf(column).map((operator) => {
    if (operator === "eq") return { name: column.name, in: "query", schema };
    const name = `${column.name}.${operator}`;
    if (operator === "in") return { name, in: "query", style: "form", explode: false, schema: many };
    return { name, in: "query", schema: operator === "like" ? { type: "string" } : schema };
  });
}

/** The operators that make sense for a column. Ranges of text are listed where its name says it is a time. */
function operatorsOf({ dataType, enumValues, name }: ColumnModel): string[] {
  switch (dataType) {
    case "string":
      if (enumValues) return ["eq", "ne", "in"];
      return ["eq", "ne", ...(/(At|On|Date)$/.test(name) ? ranges : ["like", "in"])];
    case "number":
    case "date":
      return ["eq", "ne", ...ranges, "in"];
    case "boolean":
      return ["eq", "ne"];
    default:
      return [];
  }
}

/**
 * The input of a GET action, which comes as query parameters.
 * @param component reference to the input among the schemas
 */
export function inputParameters({ properties, required }: JsonSchema, component: JsonSchema): JsonSchema[] {
  if (typeof properties !== "object" || properties === null || Array.isArray(properties)) return [];
  const needed = Array.isArray(required) ? required : [];
  return Object.keys(properties).map((name) => ({
    name,
    in: "query",
    ...(needed.includes(name) && { required: true }),
    schema: { $ref: `${component.$ref}/properties/${pointerSegment(name)}` },
  }));
}

const pointerSegment = (name: string): string =>
  encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
