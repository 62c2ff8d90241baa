import type { ColumnModel, JsonSchema, TableModel } from "../../2-model/project-model";
import { fieldSchema } from "../features/field-schema";
import { valueSchema } from "./field-json-schema";

/** Parameters that mean the same on every route that takes them. */
export const sharedParameters: Record<string, JsonSchema> = {
  Offset: query("offset", "Rows to skip", { type: "integer", minimum: 0, default: 0 }),
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

function query(name: string, description: string, schema: JsonSchema): JsonSchema {
  return { name, in: "query", description, schema };
}

/**
 * Filters as components: tables often have columns of the same name and type, and a table's list and
 * views have the same filters.
 */
export class Filters {
  readonly #components = new Map<string, { text: string; parameter: JsonSchema }>();

  /** The reference to a filter; the first with a name gets `filter.<name>`, another one a number behind it. */
  reference(parameter: JsonSchema): JsonSchema {
    const text = JSON.stringify(parameter);
    const base = `filter.${parameter.name}`;
    let name = base;
    for (let next = 2; (this.#components.get(name)?.text ?? text) !== text; next += 1)
      name = `${base}.${next}`;
    this.#components.set(name, { text, parameter });
    return parameterRef(name);
  }

  /** `components.parameters`, in the order of first use. */
  components(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#components].map(([name, { parameter }]) => [name, parameter]));
  }
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
  filters: Filters,
): JsonSchema[] {
  const columns = table.columns.filter(({ name }) => !fields || fields.includes(name));
  const usable = columns.filter(({ name }) => !hiddenFromAll(table, name));
  const { pageSize = 50, maxPageSize = 100 } = table.crud.list ?? {};
  const names = usable.map(({ name }) => name);
  return [
    query("limit", `Rows to return, at most ${maxPageSize}`, {
      type: "integer",
      minimum: 1,
      maximum: maxPageSize,
      default: pageSize,
    }),
    parameterRef("Offset"),
    list(
      "sort",
      "Sort keys; `-` descends",
      names.flatMap((name) => [name, `-${name}`]),
    ),
    parameterRef("Order"),
    list(
      "fields",
      "Columns to return",
      columns.map(({ name }) => name),
    ),
    parameterRef("Search"),
    parameterRef("Total"),
    ...usable.flatMap(filterParameters).map((filter) => filters.reference(filter)),
  ];
}

/** Values separated by commas. */
function list(name: string, description: string, values: string[]): JsonSchema {
  const schema = { type: "array", items: { type: "string", enum: values } };
  return { name, in: "query", description, style: "form", explode: false, schema };
}

/** A column that everyone sees masked can be neither filtered nor sorted by. */
function hiddenFromAll({ masking }: TableModel, name: string): boolean {
  const mask = masking[name];
  return mask !== undefined && mask.roles.length === 0;
}

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
