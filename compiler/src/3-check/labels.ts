import { planLabels } from "../2-model/labels";
import type { ProjectModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";

/** Foreign keys whose label is left out, because its name is taken or a statement would get too large. */
export function checkLabels({ features }: ProjectModel): Diagnostic[] {
  const tables = features.flatMap((feature) => feature.tables);
  const byName = new Map(tables.map((table) => [table.name, table]));
  return tables.flatMap((table) =>
    planLabels(table, byName).lost.map(({ label: { name: label, column }, other }) => {
      const own = table.columns.find((candidate) => candidate.name === column)?.position;
      const position = table.positions[`references.${column}`] ?? own ?? table.declaration;
      const params = { label, column, table: table.name };
      return other === undefined
        ? diagnostics.LABEL_TOO_MANY(params, position)
        : diagnostics.LABEL_NAME_TAKEN({ ...params, other }, position);
    }),
  );
}
