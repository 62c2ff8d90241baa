import { batchRoutes, largestBatch } from "../2-model/crud";
import { positionOf, replaceEdit } from "../2-model/positions";
import type { TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";

/** A page fits the largest one; PUT has what it needs; batch routes belong to an operation and have a size. */
export function checkCrud(table: TableModel): Diagnostic[] {
  return [...checkPages(table), ...checkPut(table), ...checkBatches(table)];
}

function checkPages({ name: table, crud, positions }: TableModel): Diagnostic[] {
  const { pageSize = 0, maxPageSize = 0 } = crud.list ?? {};
  if (pageSize <= maxPageSize) return [];
  const path = "crud.list.pageSize";
  const params = { table, pageSize: String(pageSize), maxPageSize: String(maxPageSize) };
  const edit = replaceEdit(positions, path, `pageSize: ${maxPageSize}`);
  return [diagnostics.CRUD_PAGE_SIZE(params, positionOf(positions, path), edit)];
}

function checkPut({ name: table, crud, guardsOff, id, positions }: TableModel): Diagnostic[] {
  if (!crud.put) return [];
  const problems = [
    { wrong: !guardsOff, needs: "`guards: false`", hint: "Write `guards: false`, or use create and update." },
    {
      wrong: id.generate !== false,
      needs: "ids that clients give",
      hint: "Set `generateId: false` in `defineDatabase`, or use create and update.",
    },
  ];
  return problems
    .filter(({ wrong }) => wrong)
    .map(({ needs, hint }) =>
      diagnostics.CRUD_PUT_UNAVAILABLE({ table, needs, hint }, positionOf(positions, "crud.put")),
    );
}

function checkBatches({ name: table, crud, positions }: TableModel): Diagnostic[] {
  return batchRoutes.flatMap(([batch, operation]) => {
    const policy = crud[batch];
    if (!policy) return [];
    const found: Diagnostic[] = [];
    if (!crud[operation]) {
      const place = positionOf(positions, `crud.${batch}`);
      found.push(diagnostics.CRUD_BATCH_WITHOUT_OPERATION({ table, batch, operation }, place));
    }
    const size = policy.maxBatchSize;
    if (!Number.isInteger(size) || size < 1 || size > largestBatch) {
      const key = `crud.${batch}.maxBatchSize`;
      const params = { table, batch, size: String(size), max: String(largestBatch) };
      const edit =
        size > largestBatch ? replaceEdit(positions, key, `maxBatchSize: ${largestBatch}`) : undefined;
      found.push(diagnostics.CRUD_BATCH_SIZE(params, positionOf(positions, key), edit));
    }
    return found;
  });
}
