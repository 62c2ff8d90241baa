import type { AccessRule } from "../../runtime/src/lib/policy";
import { rulesIn } from "./access";
import type { ActionModel, FunctionRef, TableModel } from "./project-model";

/** Names that stand in `roles` without being an organization role. */
const pseudoRoles = ["PUBLIC", "*"];

/** Every access rule of a table with its path in the definition. */
export function tableRules(table: TableModel): { path: string; access: AccessRule<FunctionRef> }[] {
  // A batch route without a rule of its own has that of its operation, which stands here already.
  const crud = Object.entries(table.crud).flatMap(([name, { access }]) =>
    access ? [{ path: `crud.${name}.access`, access }] : [],
  );
  const views = Object.entries(table.views).map(([name, { access }]) => ({
    path: `views.${name}.access`,
    access,
  }));
  return [...crud, ...views];
}

/** Every organization role that the definitions name, sorted. */
export function organizationRoles(tables: TableModel[], actions: ActionModel[]): string[] {
  const rules = [
    ...tables.flatMap((table) => tableRules(table).map(({ access }) => access)),
    ...actions.map(({ access }) => access),
  ];
  const inRules = rules.flatMap((access) => rulesIn(access, "").flatMap(({ rule }) => rule.roles ?? []));
  const inMasks = tables.flatMap(({ masking }) => Object.values(masking).flatMap(({ roles }) => roles));
  return [...new Set([...inRules, ...inMasks])].filter((role) => !pseudoRoles.includes(role)).sort();
}
