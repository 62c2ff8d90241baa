import type { BatchPolicy, CrudPolicy } from "../../runtime/src/lib/policy";
import { normaliseAccess } from "./access";
import type { FunctionScope } from "./functions";
import type { FunctionRef } from "./project-model";
import type { RawCrud, RawRule, RawTable } from "./raw";

const defaultPageSize = 50;
const defaultMaxPageSize = 100;
/** Most records that any batch route takes. */
export const largestBatch = 100;

/** Each batch route and the operation that brings it with it. */
export const batchRoutes = [
  ["batchCreate", "create"],
  ["batchUpdate", "update"],
  ["batchDelete", "delete"],
  ["batchPut", "put"],
] as const;

/** The written operations; one that is not written has no route. */
export function normaliseCrud(raw: RawCrud | undefined, functions: FunctionScope): CrudPolicy<FunctionRef> {
  const access = (name: string, operation: { access?: RawRule | undefined }) =>
    normaliseAccess(operation.access, `crud.${name}.access`, functions);
  const computed = (name: string, { computed: written }: { computed?: object | undefined }) =>
    written && {
      computed: Object.fromEntries(
        Object.keys(written).map((column) => [
          column,
          functions.ref(`crud.${name}.computed.${column}`, "compute"),
        ]),
      ),
    };
  const { list, get, create, update, delete: remove, put } = raw ?? {};
  const batches: Partial<Record<(typeof batchRoutes)[number][0], BatchPolicy<FunctionRef>>> = {};
  for (const [name, operation] of batchRoutes) {
    const batch = raw?.[name];
    if (batch === false || !(batch ?? raw?.[operation])) continue;
    const { maxBatchSize = largestBatch, allowAtomic = true } = batch ?? {};
    batches[name] = { ...(batch?.access && { access: access(name, batch) }), maxBatchSize, allowAtomic };
  }
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
    ...(create && {
      create: {
        access: access("create", create),
        ...(create.defaults && { defaults: create.defaults }),
        ...computed("create", create),
      },
    }),
    ...(update && { update: { access: access("update", update), ...computed("update", update) } }),
    ...(remove && { delete: { access: access("delete", remove), mode: remove.mode ?? "soft" } }),
    ...(put && { put: { access: access("put", put) } }),
    ...batches,
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

/** The columns that the app computes on create or update. */
export function computedColumns({ create, update }: CrudPolicy<unknown>): string[] {
  return Object.keys({ ...create?.computed, ...update?.computed });
}
