import { drizzle } from "drizzle-orm/d1";
import type { Database } from "./database";

/** Opens a D1 binding; runs no statement. */
export function openD1(binding: Parameters<typeof drizzle>[0]): Database {
  const orm = drizzle(binding);
  return { orm, batch: async (statements) => [...(await orm.batch(statements))] };
}
