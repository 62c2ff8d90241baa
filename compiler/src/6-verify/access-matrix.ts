import { positionOf } from "../2-model/positions";
import type { ProjectModel, TableModel } from "../2-model/project-model";
import { type RouteModel, routesOf } from "../4-generate/route-table";
import { place, rulePlace } from "./definition-place";
import { type EvidenceSource, operationEvidence, tableEvidence } from "./evidence";
import { probeLine } from "./probe-evidence";
import { whoMay, whoReads } from "./report-roles";
import type { OperationAccess, TableAccess } from "./report-schema";
import { fillersOf, searchPlace } from "./reported-fields";
import { reportedFunction, reportedRule } from "./reported-functions";

/** Reads the matrix off the model, in the model's order, each line with its evidence. */
export function accessMatrix(source: EvidenceSource, roles: readonly string[]): TableAccess[] {
  const { model } = source;
  const project = { roles, labels: labelsByField(model) };
  const owned = new Map<string, RouteModel[]>();
  for (const route of routesOf(model)) {
    const owner = ownerOf(route.feature, route.table);
    const known = owned.get(owner);
    if (known) known.push(route);
    else owned.set(owner, [route]);
  }
  return model.features.flatMap((feature) => {
    const tables = feature.tables.map((table) =>
      tableAccess(source, table, owned.get(ownerOf(feature.name, table.name)) ?? [], project),
    );
    const tableless = owned.get(ownerOf(feature.name, undefined)) ?? [];
    if (tableless.length === 0) return tables;
    const [first] = feature.actions;
    const own: TableAccess = {
      table: feature.name,
      feature: feature.name,
      definition: place(first?.positions[""], first?.file),
      internal: false,
      rules: {},
      operations: tableless.map((route) => operationAccess(source, undefined, route, roles)),
      fields: [],
    };
    return [...tables, own];
  });
}

function ownerOf(feature: string, table: string | undefined): string {
  return table === undefined ? feature : `${feature}/${table}`;
}

function tableAccess(
  source: EvidenceSource,
  table: TableModel,
  routes: RouteModel[],
  project: { roles: readonly string[]; labels: ReadonlyMap<string, Record<string, string>> },
): TableAccess {
  const { roles } = project;
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
    operations: routes.map((route) => operationAccess(source, table, route, roles)),
    fields: table.columns.map(({ name, position }) => {
      const mask = table.masking[name];
      const filled = fillersOf(table, name, source);
      const search = searchPlace(table, name);
      const labels = project.labels.get(`${table.name}.${name}`);
      return {
        field: name,
        write: writers(table, name),
        read: whoReads(
          mask && { seenBy: mask.roles, ...(mask.ownerColumn && { owner: mask.ownerColumn }) },
          roles,
        ),
        ...(filled && { filled }),
        ...(mask && {
          mask: {
            type: mask.type,
            seenBy: mask.roles,
            ...(mask.ownerColumn && { owner: mask.ownerColumn }),
            automatic: mask.automatic,
            ...(mask.mask && { function: reportedFunction(mask.mask, table.feature, source) }),
            proof: maskProof(name),
          },
        }),
        ...(labels && { labels }),
        ...(search !== undefined && { search }),
        definition: place(table.positions[`masking.${name}`] ?? position, table.file),
      };
    }),
    ...(table.positions.displayColumn && { display: place(table.positions.displayColumn) }),
  };
}

/** By `<table>.<field>`: the labels of other tables that show the field, and where their keys stand. */
function labelsByField({ features }: ProjectModel): ReadonlyMap<string, Record<string, string>> {
  const found = new Map<string, Record<string, string>>();
  for (const { tables } of features)
    for (const { name: table, labels, columns, file } of tables)
      for (const label of labels) {
        const field = `${label.table}.${label.display}`;
        const key = columns.find(({ name }) => name === label.column);
        const known = found.get(field) ?? {};
        known[`${table}.${label.name}`] = place(key?.position, file);
        found.set(field, known);
      }
  return found;
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
  source: EvidenceSource,
  table: TableModel | undefined,
  route: RouteModel,
  roles: readonly string[],
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
  const probed = probeLine(route, source.probes);
  return {
    operation: detail === undefined ? operation : `${operation} ${detail}`,
    route: `${method} ${path}`,
    access: reportedRule(access, route.feature, source),
    public: route.public,
    who: whoMay(access, roles),
    ...(fields && { fields }),
    ...(own?.audited && { audited: true }),
    ...(own?.unsafe && { unsafe: own.unsafe }),
    ...(own?.allowRawSql && { rawSql: true as const }),
    ...(/^(delete|batchDelete)$/.test(operation) &&
      table?.crud.delete && { deletes: table.crud.delete.mode }),
    definition: rulePlace(route, table, own),
    evidence: operationEvidence(route, source),
    ...(probed !== undefined && { probed }),
  };
}
