const kind: unique symbol = Symbol.for("quickback.definition");
export const defineConfig = (config: object) => ({ [kind]: "config", ...config });
export const defineRuntime = (name: string, config: object = {}) => ({ name, config });
export const defineDatabase = (name: string, config: object = {}) => ({ name, config });
export const defineAuth = (name: string, config: object = {}) => ({ name, config });
export const defineTable = (table: object, config: object) => ({ [kind]: "table", table, config });
export const defineActions = (table: object | null, actions: object) => ({
  [kind]: "actions",
  table,
  actions,
});
export { ActionError } from "../runtime/src/lib/errors";
