import type { JsonSchema, TableModel } from "../../2-model/project-model";
import { pascalCase } from "../print/names";
import type { RouteModel } from "../route-table";
import { recordProperties } from "./field-json-schema";
import { ref } from "./references";

const writes: ReadonlySet<RouteModel["operation"]> = new Set([
  "create",
  "update",
  "put",
  "batchCreate",
  "batchUpdate",
  "batchPut",
]);

/** The answer to a write: the record, or what is left of it for callers who may not read it. */
export function writtenRef(table: TableModel, route: RouteModel): JsonSchema {
  return ref(isReadable(table, route) ? pascalCase(table.name) : writtenName(table));
}

/** The component that a route's answer needs beside the record: the id, and what the caller may see more. */
export function writtenSchemas(table: TableModel, route: RouteModel): Record<string, JsonSchema> {
  if (!writes.has(route.operation) || isReadable(table, route)) return {};
  const properties = recordProperties(table, undefined);
  return { [writtenName(table)]: { type: "object", properties, required: [table.id.column] } };
}

const writtenName = ({ name }: TableModel): string => `${pascalCase(name)}Written`;

/** Whether everyone whom the route admits may also get every record: roles alone decide, and those of get are more. */
function isReadable({ crud }: TableModel, { access }: RouteModel): boolean {
  const read = Object.entries(crud.get?.access ?? {});
  const [clause, readers] = read[0] ?? [];
  if (read.length !== 1 || (clause !== "roles" && clause !== "userRole") || !Array.isArray(readers))
    return false;
  const writers = access[clause];
  return readers.includes("PUBLIC") || (writers?.every((role) => readers.includes(role)) ?? false);
}
