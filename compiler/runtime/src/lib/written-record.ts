import { columnsOf } from "./columns";
import { readerOf } from "./readers";
import { present, type TableEngine, type TableRequest } from "./table-engine";
import type { Row } from "./types";
import { isObject } from "./validation";

/**
 * The answer to a write. Who may read the record by get or list gets what they would read there.
 * Anyone else gets back the id and what they sent: writing a row is no way to read the rest of it.
 *
 * @param row the whole row as it was written
 * @param sent the body that wrote it
 */
export async function writtenRecord(
  engine: TableEngine,
  request: TableRequest,
  row: Row,
  sent: unknown,
): Promise<Row> {
  const reader = await readerOf(engine, request.ctx, row);
  const fields = reader?.fields ?? sentFields(engine, sent);
  // Without the owner, whom this caller is not shown, no mask can tell by its absence whose row it is.
  const shown = reader ? row : Object.fromEntries(fields.map((field) => [field, row[field]]));
  return present(shown, fields, request.masker);
}

function sentFields({ table, policy }: TableEngine, sent: unknown): string[] {
  const id = policy.id.column;
  const names = isObject(sent) ? Object.keys(sent) : [];
  return [id, ...Object.keys(columnsOf(table)).filter((name) => name !== id && names.includes(name))];
}
