import type { z } from "zod";
import type {
  ActionPolicy,
  CrudPolicy,
  FirewallPolicy,
  GuardPolicy,
  IdGenerator,
  MaskRule,
  SortKey,
  TablePolicy,
  UnsafePolicy,
  ViewPolicy,
} from "../../runtime/src/lib/policy";
import type { pageSchema } from "../definitions/page.schema";
import type { EntryPosition, SourcePosition } from "../diagnostics/diagnostic";

/**
 * The ProjectModel: everything later phases know. Plain data, JSON-serialisable, every list in a
 * fixed order (features, tables and actions by name; columns as written, injected ones last).
 */
export interface ProjectModel {
  name: string;
  compilerVersion: string;
  target: { runtime: RuntimeName; database: DatabaseName; auth: "better-auth" };
  build: {
    packageManager: "npm" | "pnpm" | "yarn" | "bun";
    dependencies: Record<string, string>;
  };
  /** Feature flags: `organizations: false` is the single-tenant mode. */
  organizations: boolean;
  /** Every table gets the audit columns. */
  auditFields: boolean;
  database: DatabaseModel;
  auth: AuthModel;
  trustedOrigins: string[];
  domain?: string;
  /** Port of the local server. */
  devPort: number;
  runtime: {
    compatibilityDate: string;
    routes: { pattern: string; custom_domain?: boolean }[];
    vars: Record<string, string>;
  };
  etag: boolean;
  openapi: { generate: boolean; publish: boolean };
  schemaRegistry: boolean;
  /** New SQL name → old one; `null`: the new one is not a rename of anything. */
  renames: {
    tables: Record<string, string | null>;
    columns: Record<string, Record<string, string | null>>;
  };
  contracts: ContractOptions;
  features: FeatureModel[];
  /** Pages of the CMS, by slug; a feature may have nothing else. */
  pages: PageModel[];
  /** Positions inside quickback.config.ts by dotted path; `""` is the whole definition. */
  positions: Positions;
}

export type RuntimeName = "cloudflare" | "bun" | "node";
export type DatabaseName = "cloudflare-d1" | "better-sqlite3" | "libsql";

/** Dotted path within a definition's object literal → where it stands. `""` is the whole call. */
export type Positions = Record<string, EntryPosition>;

export interface DatabaseModel {
  generateId: IdGenerator;
  namingConvention: "camelCase" | "snake_case";
  usePlurals: boolean;
  splitDatabases: boolean;
  authBinding: string;
  featuresBinding: string;
  auditBinding: string;
  /** Cloudflare D1 ids where the user gave them. */
  authDatabaseId?: string;
  featuresDatabaseId?: string;
  auditDatabaseId?: string;
  kvNamespaceId?: string;
}

export interface AuthModel {
  emailAndPassword: { enabled: boolean; disableSignUp: boolean };
  /**
   * Plugin name → its options, in the order Better Auth gets them. `writtenAt` is its place among the
   * plugins as written; absent for one that is on without being written.
   */
  plugins: { name: AuthPluginName; options: Record<string, unknown>; writtenAt?: number }[];
  session: { expiresInDays: number; updateAgeInDays: number };
  rateLimit?: {
    enabled: boolean;
    window?: number;
    max?: number;
    customRules?: Record<string, { window: number; max: number }>;
  };
  /** Every organization role named anywhere in the definitions, sorted; registered with the plugin. */
  organizationRoles: string[];
}

export type AuthPluginName = "organization" | "admin" | "bearer" | "apiKey" | "jwt";

export interface ContractOptions {
  failMode: "error" | "warn";
  report: { enabled: boolean; path: string };
  signature: {
    enabled: boolean;
    required: boolean;
    keyEnv: string;
    key?: string;
    keyId?: string;
    path: string;
  };
}

export interface FeatureModel {
  name: string;
  tables: TableModel[];
  actions: ActionModel[];
  /** User code placed in the output, already re-pointed; paths below `src/`, e.g. `features/hiring/schema.ts`. */
  modules: CarriedModule[];
}

/** A file of user code as it will stand in the output. */
export interface CarriedModule {
  /** Path below `src/`. */
  path: string;
  text: string;
  /** The user's file(s) it came from, relative to the project root. */
  from: string[];
}

/** A function of a definition, carried into `features/<feature>/functions.ts` under `name`. */
export interface FunctionRef {
  /** Exported name in the feature's `functions.ts`. */
  name: string;
  /** Where the function stands in the definition. */
  position?: SourcePosition;
  /** An access function that declares the record as its second parameter. */
  takesRecord?: true;
}

export interface TableModel extends Omit<TablePolicy<FunctionRef>, "name"> {
  /** Logical name: the export's name, e.g. `jobPostings`. Unique in the project. */
  name: string;
  /** SQL name, e.g. `job_postings`. */
  dbName: string;
  feature: string;
  /** The user's file. */
  file: string;
  /** In the schema and the migrations only: no routes. */
  internal: boolean;
  /** Where `sqliteTable(…)` is called; `positions` are those of its definition. */
  declaration?: SourcePosition;
  columns: ColumnModel[];
  indexes: IndexModel[];
  uniqueConstraints: { name: string; columns: string[] }[];
  /** Columns that may be unique without the scope: `firewall.uniqueAcrossTenants`. */
  uniqueAcrossTenants: string[];
  compositePrimaryKey?: { name: string; columns: string[] };
  checks: { name: string; sql: string }[];
  firewall: FirewallPolicy;
  crud: CrudPolicy<FunctionRef>;
  guards: GuardPolicy;
  /** `guards: false` was written: only system fields are protected. */
  guardsOff: boolean;
  masking: Record<string, MaskRule<FunctionRef> & { automatic: boolean }>;
  views: Record<string, ViewPolicy<FunctionRef>>;
  validation: Record<string, ValidationRule>;
  references: Record<string, string>;
  displayColumn?: string;
  declaredSort?: SortKey;
  inputHints: Record<string, string>;
  layouts: Record<
    string,
    { sections: { label: string; fields: string[]; columns: 1 | 2; collapsed: boolean }[] }
  >;
  positions: Positions;
}

export interface ValidationRule {
  minLength?: number;
  maxLength?: number;
  min?: number;
  max?: number;
  pattern?: string;
  enum?: (string | number)[];
  email?: boolean;
  url?: boolean;
}

export type SqlType = "text" | "integer" | "real" | "numeric" | "blob";
export type DataType = "string" | "number" | "boolean" | "date" | "json" | "bigint" | "buffer";

export interface ColumnModel {
  /** Key in the Drizzle table, e.g. `organizationId`. */
  name: string;
  /** SQL name, e.g. `organization_id`. */
  dbName: string;
  sqlType: SqlType;
  /** What the value is in JavaScript. */
  dataType: DataType;
  enumValues?: string[];
  maxLength?: number;
  primaryKey: boolean;
  autoIncrement: boolean;
  notNull: boolean;
  unique: boolean;
  uniqueName?: string;
  /** SQL text of the default as drizzle-kit writes it in a snapshot. */
  sqlDefault?: string | number | boolean;
  /** Has any default: in SQL, or a function run by Drizzle. A create body may leave it out. */
  hasDefault: boolean;
  generated?: { as: string; type: "stored" | "virtual" };
  references?: { table: string; column: string; onDelete: string; onUpdate: string; name: string };
  /** Added by the compiler (audit columns), not written by the user. */
  injected: boolean;
  position?: EntryPosition;
}

export interface IndexModel {
  name: string;
  columns: string[];
  unique: boolean;
  where?: string;
  /** Added by the compiler, not written by the user. */
  injected?: true;
}

export interface ActionModel extends ActionPolicy<FunctionRef> {
  feature: string;
  /** The table the action belongs to; absent for a tableless feature. */
  table?: string;
  description: string;
  /** JSON Schema (2020-12) of the input, from its Zod schema. */
  input: JsonSchema;
  /** Where the code is: in the feature's carried `actions.ts`, or in a carried handler module. */
  handler: { kind: "inline" } | { kind: "file"; module: string; exportName: "default" | "execute" };
  /** Module below `src/` whose default export holds this action, e.g. `features/hiring/actions`. */
  module: string;
  unsafe?: UnsafePolicy;
  sideEffects?: "sync" | "async" | "fire-and-forget";
  allowRawSql: boolean;
  cms?: Record<string, unknown>;
  file: string;
  positions: Positions;
}

/** A page of the CMS; it shows what the API lets its viewer see, and adds nothing to that. */
export interface PageModel extends Omit<z.output<typeof pageSchema>, "slug" | "feature"> {
  /** The slug, e.g. `reconcile`. Unique in the project. */
  name: string;
  feature: string;
  /** The feature that the definition names, if it does. */
  namedFeature?: string;
  file: string;
  positions: Positions;
}

export type JsonSchema = { [key: string]: JsonValue };
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
