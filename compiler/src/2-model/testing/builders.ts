import { withLabels } from "../labels";
import type { ActionModel, ColumnModel, FeatureModel, ProjectModel, TableModel } from "../project-model";

/** A nullable text column; `over` changes what a test is about. The SQL name is the snake_case of `name`. */
export function column(name: string, over: Partial<ColumnModel> = {}): ColumnModel {
  return {
    name,
    dbName: name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    sqlType: "text",
    dataType: "string",
    primaryKey: false,
    autoIncrement: false,
    notNull: false,
    unique: false,
    hasDefault: false,
    injected: false,
    ...over,
  };
}

const now = "(strftime('%Y-%m-%dT%H:%M:%fZ','now'))";

/** The audit columns the compiler adds to every table. */
export const auditColumns: ColumnModel[] = [
  column("createdAt", { notNull: true, hasDefault: true, sqlDefault: now, injected: true }),
  column("createdBy", { injected: true }),
  column("modifiedAt", { notNull: true, hasDefault: true, sqlDefault: now, injected: true }),
  column("modifiedBy", { injected: true }),
  column("deletedAt", { injected: true }),
  column("deletedBy", { injected: true }),
];

/** Column keys of {@link auditColumns}. */
export const auditNames = auditColumns.map(({ name }) => name);

/** A foreign key to the `id` of another table. */
export function references(
  table: string,
  from: string,
  onDelete = "cascade",
): NonNullable<ColumnModel["references"]> {
  return { table, column: "id", onDelete, onUpdate: "no action", name: `${from}_${table}_id_fk` };
}

/**
 * An organization-scoped table with soft delete and no routes until `over.crud` gives some.
 * @param columns the user's columns beyond `id` and `organizationId`; audit columns are added
 */
export function table(
  feature: string,
  name: string,
  columns: ColumnModel[],
  over: Partial<TableModel> = {},
): TableModel {
  const id = column("id", { primaryKey: true, notNull: true });
  const scopes = over.firewall?.scopes ?? [
    { kind: "organization", column: "organizationId", source: "activeOrgId" },
  ];
  const scopeColumns = scopes.map((scope) => column(scope.column, { notNull: true }));
  return {
    name,
    dbName: name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    feature,
    file: `quickback/features/${feature}/${name}.ts`,
    path: name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    internal: false,
    id: { column: "id", generate: "prefixed", prefix: name.slice(0, 3) },
    columns: [id, ...scopeColumns, ...columns, ...auditColumns],
    indexes: [],
    uniqueConstraints: [],
    uniqueAcrossTenants: [],
    checks: [],
    firewall: { scopes, softDelete: "deletedAt", errorMode: "reveal", exception: scopes.length === 0 },
    crud: {},
    guards: {
      createable: [],
      updatable: [],
      immutable: [],
      protected: {},
      systemManaged: [...auditNames, ...scopeColumns.map((scope) => scope.name)],
      ...over.guards,
    },
    guardsOff: false,
    masking: {},
    views: {},
    labels: [],
    defaultSort: [{ field: "createdAt", order: "desc" }],
    searchable: [],
    audit: true,
    validation: {},
    references: {},
    inputHints: {},
    layouts: {},
    positions: {},
    ...over,
  };
}

/** A record action with an inline handler in the feature's `actions.ts`. */
export function action(feature: string, name: string, over: Partial<ActionModel> = {}): ActionModel {
  const standalone = over.standalone ?? false;
  return {
    name,
    feature,
    standalone,
    method: "POST",
    path: standalone ? `/${name}` : `/:id/${name}`,
    access: { roles: ["owner", "admin"] },
    responseType: "json",
    audited: false,
    description: `Run ${name}`,
    input: { type: "object", properties: {}, additionalProperties: false },
    handler: { kind: "inline" },
    module: `features/${feature}/actions`,
    allowRawSql: false,
    file: `quickback/features/${feature}/actions.ts`,
    positions: {},
    ...over,
  };
}

/** A multi-tenant Cloudflare project. */
export function project(features: FeatureModel[], over: Partial<ProjectModel> = {}): ProjectModel {
  const tables = withLabels(features.flatMap((feature) => feature.tables));
  const labelled = features.map((feature) => ({
    ...feature,
    tables: tables.filter((own) => own.feature === feature.name),
  }));
  return {
    name: "sample",
    compilerVersion: "0.7.3",
    target: { runtime: "cloudflare", database: "cloudflare-d1", auth: "better-auth" },
    build: { packageManager: "npm", dependencies: {} },
    organizations: true,
    auditFields: true,
    database: {
      generateId: "prefixed",
      namingConvention: "snake_case",
      usePlurals: false,
      splitDatabases: true,
      authBinding: "AUTH_DB",
      featuresBinding: "DB",
      auditBinding: "AUDIT_DB",
    },
    auth: {
      emailAndPassword: { enabled: true, disableSignUp: false },
      plugins: [
        { name: "organization", options: {} },
        { name: "admin", options: {} },
        { name: "bearer", options: {} },
      ],
      session: { expiresInDays: 7, updateAgeInDays: 1 },
      organizationRoles: ["admin", "member", "owner", "recruiter"],
    },
    trustedOrigins: ["http://localhost:8787"],
    devPort: 8787,
    runtime: { compatibilityDate: "2026-04-01", routes: [], vars: {} },
    etag: true,
    openapi: { generate: true, publish: true },
    schemaRegistry: true,
    renames: { tables: {}, columns: {} },
    contracts: {
      failMode: "error",
      report: { enabled: true, path: "quickback/reports/security-contracts.report.json" },
      signature: {
        enabled: true,
        required: false,
        keyEnv: "QUICKBACK_SECURITY_REPORT_SIGNING_KEY",
        path: "quickback/reports/security-contracts.report.sig.json",
      },
    },
    features: labelled,
    pages: [],
    positions: {},
    ...over,
  };
}
