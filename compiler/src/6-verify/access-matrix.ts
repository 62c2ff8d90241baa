import type { AccessRule, FirewallPolicy } from "../../runtime/src/lib/policy";
import { batchRoutes } from "../2-model/crud";
import type { FunctionRef, ProjectModel, TableModel } from "../2-model/project-model";
import { type RouteModel, routesOf } from "../4-generate/route-table";
import type { SourcePosition } from "../diagnostics/diagnostic";

/** Who may do what on one table, or in a feature without tables: what the report says of it. */
export interface TableAccess {
  table: string;
  feature: string;
  /** `file:line` of the definition. */
  definition: string;
  internal: boolean;
  firewall?: FirewallPolicy;
  operations: OperationAccess[];
  fields: FieldAccess[];
}

export interface OperationAccess {
  /** `list`, `get`, `create`, `update`, `delete`, `put`, `batchCreate`, …, `view contact`, `action advance`. */
  operation: string;
  route: string;
  access: AccessRule<FunctionRef>;
  public: boolean;
  /** Fields answered; absent: all. */
  fields?: string[];
  audited?: boolean;
  unsafe?: string;
  definition: string;
}

export interface FieldAccess {
  field: string;
  /** Operations through which a client may set it: `create`, `update`, `action <name>`. */
  write: string[];
  mask?: { type: string; seenBy: string[]; owner?: string; automatic: boolean };
  definition: string;
}

/** Reads the matrix off the model, in the model's order. */
export function accessMatrix(model: ProjectModel): TableAccess[] {
  const routes = routesOf(model);
  return model.features.flatMap((feature) => {
    const tables = feature.tables.map((table) =>
      tableAccess(
        model,
        table,
        routes.filter((route) => route.table === table.name),
      ),
    );
    const tableless = routes.filter((route) => route.feature === feature.name && route.table === undefined);
    if (tableless.length === 0) return tables;
    const [first] = feature.actions;
    const own: TableAccess = {
      table: feature.name,
      feature: feature.name,
      definition: place(first?.positions[""], first?.file),
      internal: false,
      operations: tableless.map((route) => operationAccess(model, undefined, route)),
      fields: [],
    };
    return [...tables, own];
  });
}

function tableAccess(model: ProjectModel, table: TableModel, routes: RouteModel[]): TableAccess {
  return {
    table: table.name,
    feature: table.feature,
    definition: place(table.positions[""], table.file),
    internal: table.internal,
    firewall: table.firewall,
    operations: routes.map((route) => operationAccess(model, table, route)),
    fields: table.columns.map(({ name, position }) => {
      const mask = table.masking[name];
      return {
        field: name,
        write: writers(table, name),
        ...(mask && {
          mask: {
            type: mask.type,
            seenBy: mask.roles,
            ...(mask.ownerColumn && { owner: mask.ownerColumn }),
            automatic: mask.automatic,
          },
        }),
        definition: place(table.positions[`masking.${name}`] ?? position, table.file),
      };
    }),
  };
}

function writers(table: TableModel, field: string): string[] {
  const { createable, updatable, immutable, protected: closed } = table.guards;
  return [
    ...(table.crud.create && (createable.includes(field) || immutable.includes(field)) ? ["create"] : []),
    ...(table.crud.update && updatable.includes(field) ? ["update"] : []),
    ...(table.crud.put && updatable.includes(field) ? ["put"] : []),
    ...(closed[field] ?? []).map((action) => `action ${action}`),
  ];
}

function operationAccess(
  model: ProjectModel,
  table: TableModel | undefined,
  route: RouteModel,
): OperationAccess {
  const { operation, view, action, method, path, access } = route;
  const model_ = model.features
    .find(({ name }) => name === route.feature)
    ?.actions.find((own) => own.name === action && own.table === route.table);
  const detail = view ?? action;
  const fields =
    view !== undefined
      ? table?.views[view]?.fields
      : operation === "list" || operation === "get"
        ? table?.crud[operation]?.fields
        : undefined;
  const key = view !== undefined ? `views.${view}` : action !== undefined ? action : `crud.${operation}`;
  const inherited = batchRoutes.find(([batch]) => batch === operation)?.[1];
  const positions = model_?.positions ?? table?.positions ?? {};
  return {
    operation: detail === undefined ? operation : `${operation} ${detail}`,
    route: `${method} ${path}`,
    access,
    public: route.public,
    ...(fields && { fields }),
    ...(model_?.audited && { audited: true }),
    ...(model_?.unsafe && { unsafe: model_.unsafe.reason }),
    definition: place(
      positions[`${key}.access`] ?? positions[key] ?? positions[`crud.${inherited}`] ?? positions[""],
      model_?.file ?? table?.file,
    ),
  };
}

function place(position: SourcePosition | undefined, file = ""): string {
  return position ? `${position.file}:${position.line}` : file;
}
