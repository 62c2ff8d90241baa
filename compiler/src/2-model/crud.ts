import type { CrudPolicy } from "../../runtime/src/lib/policy";
import { normaliseAccess } from "./access";
import type { FunctionScope } from "./functions";
import type { FunctionRef } from "./project-model";
import type { RawCrud, RawRule, RawTable } from "./raw";

const defaultPageSize = 50;
const defaultMaxPageSize = 100;

/** The written operations; one that is not written has no route. */
export function normaliseCrud(raw: RawCrud | undefined, functions: FunctionScope): CrudPolicy<FunctionRef> {
  const access = (name: string, operation: { access?: RawRule | undefined }) =>
    normaliseAccess(operation.access, `crud.${name}.access`, functions);
  const { list, get, create, update, delete: remove } = raw ?? {};
  return {
    ...(list && {
      list: {
        access: access("list", list),
        pageSize: list.pageSize ?? Math.min(defaultPageSize, list.maxPageSize ?? defaultPageSize),
        maxPageSize: list.maxPageSize ?? Math.max(defaultMaxPageSize, list.pageSize ?? 0),
        ...(list.fields && { fields: list.fields }),
      },
    }),
    ...(get && { get: { access: access("get", get), ...(get.fields && { fields: get.fields }) } }),
    ...(create && { create: { access: access("create", create) } }),
    ...(update && { update: { access: access("update", update) } }),
    ...(remove && { delete: { access: access("delete", remove), mode: remove.mode ?? "soft" } }),
  };
}

/** The named column selections of a table. */
export function normaliseViews(
  raw: RawTable["views"],
  functions: FunctionScope,
): Record<string, { fields: string[]; access: ReturnType<typeof normaliseAccess> }> {
  return Object.fromEntries(
    Object.entries(raw ?? {}).map(([name, { fields, access }]) => [
      name,
      { fields, access: normaliseAccess(access, `views.${name}.access`, functions) },
    ]),
  );
}
