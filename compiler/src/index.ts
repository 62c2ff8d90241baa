/**
 * What definition files import. Light on purpose: every define function only marks what it is given.
 */
export { ActionError } from "../runtime/src/lib/errors";
export type { AccessDefinition, AccessRuleDefinition, ConditionDefinition } from "./definitions/access";
export {
  type ActionDefinition,
  type ActionsDefinition,
  defineActions,
  type RecordActionDefinition,
  type StandaloneActionDefinition,
} from "./definitions/actions";
export { type AuthPlugin, type AuthProvider, type BetterAuthOptions, defineAuth } from "./definitions/auth";
export type { AuditRecord, ContextPath } from "./definitions/columns";
export {
  type CompilerOptions,
  type ConfigDefinition,
  defineConfig,
  type QuickbackConfig,
} from "./definitions/config";
export {
  type D1Options,
  type DatabaseOptions,
  type DatabaseProvider,
  defineDatabase,
} from "./definitions/database";
export type { MaskDefinition, ShowDefinition } from "./definitions/masking";
export {
  definePage,
  type PageConfig,
  type PageDataSource,
  type PageDefinition,
  type PageMatchingRule,
  type PagePanel,
} from "./definitions/page";
export { type CloudflareOptions, defineRuntime, type RuntimeProvider } from "./definitions/runtime";
export {
  type CrudDefinition,
  defineTable,
  type FirewallDefinition,
  type GuardsDefinition,
  type TableConfig,
  type TableDefinition,
} from "./definitions/table";
