import type { ProjectModel } from "../../2-model/project-model";
import type { FileTree } from "../../files";
import { cloudflareFiles } from "./cloudflare";
import { isAudited } from "./databases";
import { auditColumnsModule, auditSchema, combinedSchema, featuresSchema } from "./schemas";
import { serverFiles } from "./server";

/** Generates what makes the features an app: entry, databases, configuration of the tools. */
export function generateApp(model: ProjectModel): FileTree {
  const tree: FileTree = new Map([
    ...(model.target.runtime === "cloudflare" ? cloudflareFiles(model) : serverFiles(model)),
    model.database.splitDatabases
      ? ["src/db/features-schema.ts", featuresSchema(model)]
      : ["src/db/schema.ts", combinedSchema(model)],
  ]);
  if (model.auditFields) tree.set("src/db/audit-columns.ts", auditColumnsModule(model));
  if (isAudited(model)) tree.set("src/db/audit-schema.ts", auditSchema());
  return tree;
}
