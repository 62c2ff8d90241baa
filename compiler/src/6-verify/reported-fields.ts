import { positionOf } from "../2-model/positions";
import type { FunctionRef, TableModel } from "../2-model/project-model";
import { place } from "./definition-place";
import type { EvidenceSource } from "./evidence";
import type { FilledField } from "./report-schema";
import { reportedFunction } from "./reported-functions";

/** How the app itself sets a field; `undefined` where it leaves it alone. */
export function fillersOf(table: TableModel, field: string, source: EvidenceSource): FilledField | undefined {
  const { create, update } = table.crud;
  const value = ownOf(create?.defaults, field);
  const computed = (columns: Record<string, FunctionRef> | undefined) => {
    const own = ownOf(columns, field);
    return own && reportedFunction(own, table.feature, source);
  };
  const [onCreate, onUpdate] = [computed(create?.computed), computed(update?.computed)];
  if (value === undefined && !onCreate && !onUpdate) return undefined;
  const definition = place(positionOf(table.positions, `crud.create.defaults.${field}`), table.file);
  return {
    ...(value !== undefined && { default: { value, definition } }),
    ...(onCreate && { create: onCreate }),
    ...(onUpdate && { update: onUpdate }),
  };
}

/** Where it is said that `search` looks at a field: in `search.fields`, else at its column. */
export function searchPlace(
  { searchable, internal, crud, views, columns, positions, file }: TableModel,
  field: string,
): string | undefined {
  const searched = crud.list !== undefined || Object.keys(views).length > 0;
  if (internal || !searched || !searchable.includes(field)) return undefined;
  const written = positions[`search.fields.${searchable.indexOf(field)}`];
  return place(written ?? columns.find(({ name }) => name === field)?.position, file);
}

function ownOf<Value>(values: Record<string, Value> | undefined, key: string): Value | undefined {
  return values && Object.hasOwn(values, key) ? values[key] : undefined;
}
