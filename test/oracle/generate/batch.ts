import type { Prng } from "../prng";
import { type Batch, batches, type RequestSpec, type TableSpec, type World } from "../spec";
import { generateFields, generateId, newId } from "./body";

/** A batch: mostly a few sound items, sometimes none, too many, odd ones, or a frame that does not fit. */
export function generateBatch(
  random: Prng,
  table: TableSpec,
  world: World,
  operation: Batch,
): NonNullable<RequestSpec["body"]> {
  if (random.chance(0.03))
    return random.pick([{ text: "[" }, { json: [] }, { json: {} }, { json: { records: 5 } }]);
  const policy = table.crud[operation];
  const most = (policy ? policy.maxBatchSize : undefined) ?? 100;
  const count = random.chance(0.04) ? 0 : random.chance(0.04) ? Math.min(most + 1, 101) : random.int(1, 5);
  const items = Array.from({ length: count }, () =>
    random.chance(0.03) ? random.pick([null, 5, "x", ""]) : generateItem(random, table, world, operation),
  );
  const list = operation === "batchDelete" ? "ids" : "records";
  return { json: { [list]: items, ...generateOptions(random), ...(random.chance(0.02) && { other: 1 }) } };
}

function generateOptions(random: Prng): { options?: unknown } {
  if (random.chance(0.5)) return {};
  if (random.chance(0.85)) return { options: { atomic: random.chance(0.8) } };
  return { options: random.pick([{}, [], { atomic: "yes" }, { atomic: true, more: 1 }]) };
}

function generateItem(random: Prng, table: TableSpec, world: World, operation: Batch): unknown {
  const single = batches[operation];
  if (single === "create") return generateFields(random, table, world, "create");
  const fresh = single === "put" && random.chance(0.4);
  const id = fresh ? newId(random, table) : generateId(random, table, world);
  if (single === "delete") return id;
  const odd = random.chance(0.02) ? random.pick([{}, { id: 5 }, { id: null }]) : { id };
  return { ...odd, ...generateFields(random, table, world, single) };
}
