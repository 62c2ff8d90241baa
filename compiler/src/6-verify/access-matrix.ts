import type { AccessRule, FirewallPolicy, UnsafePolicy } from "../../runtime/src/lib/policy";
import { batchRoutes } from "../2-model/crud";
import { positionOf } from "../2-model/positions";
import type { FunctionRef, TableModel } from "../2-model/project-model";
import { type RouteModel, routesOf } from "../4-generate/route-table";
import type { SourcePosition } from "../diagnostics/diagnostic";
import {
  type Evidence,
  type EvidenceLine,
  type EvidenceSource,
  operationEvidence,
  tableEvidence,
} from "./evidence";

/** Who may do what on one table, or in a feature without tables: what the report says of it. */
export interface TableAccess {
  table: string;
  feature: string;
  /** `file:line` of the definition. */
  definition: string;
  internal: boolean;
  firewall?: FirewallPolicy;
  /** `firewall` and each kind of guard: where it is defined, and what shows that the generated policy has it. */
  rules: Record<string, ProvenRule>;
  operations: OperationAccess[];
  fields: FieldAccess[];
}

export interface ProvenRule {
  definition: string;
  proof: EvidenceLine;
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
  /** Leaves the tenant on purpose. */
  unsafe?: UnsafePolicy;
  /** Its handler may run SQL written as text. */
  rawSql?: true;
  /** What a delete leaves behind. */
  deletes?: "soft" | "hard";
  definition: string;
  /** What shows that each contract is kept. */
  evidence: Evidence;
}

export interface FieldAccess {
  field: string;
  /** Operations through which a client may set it: `create`, `update`, `action <name>`. */
  write: string[];
  /** How the app itself sets it: `default on create`, `computed on create`, `computed on update`. */
  filled?: string[];
  mask?: { type: string; seenBy: string[]; owner?: string; automatic: boolean; proof: EvidenceLine };
  definition: string;
}

/** Reads the matrix off the model, in the model's order, each line with its evidence. */
export function accessMatrix(source: EvidenceSource): TableAccess[] {
  const { model } = source;
  const routes = routesOf(model);
  return model.features.flatMap((feature) => {
    const tables = feature.tables.map((table) =>
      tableAccess(
        source,
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
      rules: {},
      operations: tableless.map((route) => operationAccess(source, undefined, route)),
      fields: [],
    };
    return [...tables, own];
  });
}

function tableAccess(source: EvidenceSource, table: TableModel, routes: RouteModel[]): TableAccess {
  const { rules, mask: maskProof } = tableEvidence(table, source);
  return {
    table: table.name,
    feature: table.feature,
    definition: place(table.positions[""], table.file),
    internal: table.internal,
    firewall: table.firewall,
    rules: Object.fromEntries(
      Object.entries(rules).map(([name, proof]) => [
        name,
        { definition: place(positionOf(table.positions, name), table.file), proof },
      ]),
    ),
    operations: routes.map((route) => operationAccess(source, table, route)),
    fields: table.columns.map(({ name, position }) => {
      const mask = table.masking[name];
      const filled = fillers(table, name);
      return {
        field: name,
        write: writers(table, name),
        ...(filled.length > 0 && { filled }),
        ...(mask && {
          mask: {
            type: mask.type,
            seenBy: mask.roles,
            ...(mask.ownerColumn && { owner: mask.ownerColumn }),
            automatic: mask.automatic,
            proof: maskProof(name),
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

function fillers({ crud: { create, update } }: TableModel, field: string): string[] {
  const has = (columns: object | undefined) => columns !== undefined && Object.hasOwn(columns, field);
  return [
    ...(has(create?.defaults) ? ["default on create"] : []),
    ...(has(create?.computed) ? ["computed on create"] : []),
    ...(has(update?.computed) ? ["computed on update"] : []),
  ];
}

function operationAccess(
  source: EvidenceSource,
  table: TableModel | undefined,
  route: RouteModel,
): OperationAccess {
  const { operation, view, action, method, path, access } = route;
  const own = source.model.features
    .find(({ name }) => name === route.feature)
    ?.actions.find((candidate) => candidate.name === action && candidate.table === route.table);
  const detail = view ?? action;
  const fields =
    view !== undefined
      ? table?.views[view]?.fields
      : operation === "list" || operation === "get"
        ? table?.crud[operation]?.fields
        : undefined;
  const key = view !== undefined ? `views.${view}` : `crud.${operation}`;
  const inherited = batchRoutes.find(([batch]) => batch === operation)?.[1];
  const positions = own?.positions ?? table?.positions ?? {};
  return {
    operation: detail === undefined ? operation : `${operation} ${detail}`,
    route: `${method} ${path}`,
    access,
    public: route.public,
    ...(fields && { fields }),
    ...(own?.audited && { audited: true }),
    ...(own?.unsafe && { unsafe: own.unsafe }),
    ...(own?.allowRawSql && { rawSql: true as const }),
    ...(/^(delete|batchDelete)$/.test(operation) &&
      table?.crud.delete && { deletes: table.crud.delete.mode }),
    definition: place(
      own?.positions.access ??
        positions[`${key}.access`] ??
        positions[key] ??
        positions[`crud.${inherited}`] ??
        positions[""],
      own?.file ?? table?.file,
    ),
    evidence: operationEvidence(route, source),
  };
}

function place(position: SourcePosition | undefined, file = ""): string {
  return position ? `${position.file}:${position.line}` : file;
}
