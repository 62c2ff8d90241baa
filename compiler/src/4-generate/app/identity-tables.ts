import type { ProjectModel } from "../../2-model/project-model";
import { authTables } from "../auth/auth-tables";

/** The tables that requests are authenticated against; see `lib/auth-tables.ts`. */
const identityTables = ["user", "session", "member", "organization", "team", "teamMember", "apikey"];

/** The lines of `src/db/index.ts` that name these tables: an import and an export. */
export function identityTableLines({ auth, database }: ProjectModel): { imports: string; exports: string } {
  const tables = authTables(auth, database);
  const exported = (name: string) => (database.usePlurals ? `${name}s` : name);
  const present = identityTables.filter((name) => tables.some((table) => table.name === exported(name)));
  const entries = present.map((name) => (database.usePlurals ? `${name}: ${exported(name)}` : name));
  return {
    imports: `import { ${present.map(exported).sort().join(", ")} } from "./auth-schema";`,
    exports: `/** The tables that requests are authenticated against. */
export const authTables = { ${entries.join(", ")} };`,
  };
}
