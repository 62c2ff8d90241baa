import { holds, settleChecks } from "./access";
import { columnsOf } from "./columns";
import { present, type Reader, type TableEngine, type TableRequest } from "./table-engine";
import type { RequestContext, Row } from "./types";
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
  const readable = await readFields(engine, request, row);
  const fields = readable ?? sentFields(engine, sent);
  // Without the owner, whom this caller is not shown, no mask can tell by its absence whose row it is.
  const shown = readable ? row : Object.fromEntries(fields.map((field) => [field, row[field]]));
  return present(shown, fields, request.masker);
}

/** The fields of this row that the caller reads elsewhere; undefined where no rule lets them. */
async function readFields(
  { readers }: TableEngine,
  { ctx }: TableRequest,
  row: Row,
): Promise<string[] | undefined> {
  for (const reader of readers) {
    // The row is written: a rule that throws cannot undo that, it only admits nobody.
    if (await reads(reader, ctx, row).catch(() => false)) return reader.fields;
  }
  return undefined;
}

async function reads({ access, seesRecord }: Reader, ctx: RequestContext, row: Row): Promise<boolean> {
  if (!ctx.authenticated && !access.admitsAnonymous) return false;
  const residual = access.residual(ctx);
  return holds(seesRecord ? residual : await settleChecks(residual, ctx), ctx, row);
}

function sentFields({ table, policy }: TableEngine, sent: unknown): string[] {
  const id = policy.id.column;
  const names = isObject(sent) ? Object.keys(sent) : [];
  return [id, ...Object.keys(columnsOf(table)).filter((name) => name !== id && names.includes(name))];
}
