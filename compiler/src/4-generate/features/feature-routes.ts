import type { ActionModel, FeatureModel, FunctionRef, TableModel } from "../../2-model/project-model";
import { Calls, Code, member } from "../print/code";
import { type Literal, printLiteral } from "../print/literal";
import { GeneratedModule } from "../print/module";
import { camelCase, routesExport } from "../print/names";
import { accessLiteral, bodiesName, policyName } from "./table-policy";

/** Generates a feature's `routes.ts`: every table with its policy, bodies and actions, ready to mount. */
export function featureRoutes(feature: FeatureModel): string {
  const module = new GeneratedModule(definitionsOf(feature));
  const name = module.names.claim(routesExport(feature.name));
  const actionsOf = actionsByTable(feature);
  const mounts: Literal[] = feature.tables.map((table) => {
    return tableMount(module, feature, table, actionsOf.get(table.name) ?? []);
  });
  const tableless = actionsOf.get(undefined);
  if (tableless) mounts.push(tablelessMount(module, feature, tableless));
  module.add(`export const ${name} = ${printLiteral(mounts, 0, `export const ${name} = `.length)};\n`);
  return module.print();
}

/** The feature's folder; one of its files where it has files elsewhere. */
function definitionsOf({ name, tables, actions }: FeatureModel): string {
  const [file = ""] = [...tables, ...actions].map((part) => part.file);
  const end = file.lastIndexOf(`/${name}/`);
  return end === -1 ? file : file.slice(0, end + name.length + 1);
}

function actionsByTable({ actions }: FeatureModel): Map<string | undefined, ActionModel[]> {
  const groups = new Map<string | undefined, ActionModel[]>();
  for (const action of actions) groups.set(action.table, [...(groups.get(action.table) ?? []), action]);
  return groups;
}

function tableMount(
  module: GeneratedModule,
  feature: FeatureModel,
  table: TableModel,
  actions: ActionModel[],
): Calls {
  const { imports } = module;
  const policies = `./policies/${table.name}`;
  const options: Record<string, Literal> = {
    table: new Code(imports.value("./schema", table.name)),
    policy: new Code(imports.value(policies, policyName(table))),
  };
  if (table.internal) {
    return Calls.function(imports.value("../../lib/table-routes", "internalTable"), options);
  }
  options.bodies = new Code(imports.value(policies, bodiesName(table)));
  if (actions.length > 0) options.actions = actions.map((action) => actionCall(module, feature, action));
  return Calls.function(imports.value("../../lib/table-routes", "tableRoutes"), options);
}

function tablelessMount(module: GeneratedModule, feature: FeatureModel, actions: ActionModel[]): Calls {
  return Calls.function(module.imports.value("../../lib/action-routes", "featureActions"), {
    path: feature.name,
    actions: actions.map((action) => actionCall(module, feature, action)),
  });
}

function actionCall(module: GeneratedModule, feature: FeatureModel, action: ActionModel): Calls {
  const { imports } = module;
  const actions = imports.default(relative(feature, action.module), "actions");
  const reference = ({ name }: FunctionRef) => new Code(imports.value("./functions", name));
  const definition = member(actions, action.name);
  const policy: Literal = {
    name: action.name,
    standalone: action.standalone,
    method: action.method,
    path: action.path,
    access: accessLiteral(action.access, reference),
    responseType: action.responseType,
    unsafe: action.unsafe && { ...action.unsafe },
    allowRawSql: action.allowRawSql || undefined,
    audited: action.audited,
  };
  return Calls.function(
    imports.value("../../lib/action-routes", "actionRoute"),
    policy,
    new Code(withHandler(module, feature, action, definition)),
  );
}

/** The action's definition, with its handler file's function in place. */
function withHandler(
  { imports }: GeneratedModule,
  feature: FeatureModel,
  { name, handler }: ActionModel,
  definition: string,
): string {
  if (handler.kind === "inline") return definition;
  const from = relative(feature, handler.module);
  const preferred = camelCase(name);
  const local =
    handler.exportName === "default"
      ? imports.default(from, preferred)
      : imports.value(from, "execute", preferred);
  return `{ ...${definition}, execute: ${local} }`;
}

/** A module below `src/` as the feature's `routes.ts` imports it. */
function relative(feature: FeatureModel, module: string): string {
  const folder = `features/${feature.name}/`;
  return module.startsWith(folder) ? `./${module.slice(folder.length)}` : `../../${module}`;
}
