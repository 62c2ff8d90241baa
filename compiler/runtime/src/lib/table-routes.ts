import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Hono } from "hono";
import type { ActionRoute } from "./action-routes";
import { mountActions } from "./action-routes";
import type { AppEnv } from "./app-env";
import { mountBatchCreate } from "./batch-create-route";
import { mountBatchDelete } from "./batch-delete-route";
import { mountBatchUpdate } from "./batch-update-route";
import { mountCreate } from "./create-route";
import { mountDelete } from "./delete-route";
import { mountGet } from "./get-route";
import { mountList, mountViews } from "./list-route";
import { mountBatchPut, mountPut } from "./put-route";
import { createEngine, type MountOptions, type TableBodies } from "./table-engine";
import type { RuntimeTablePolicy } from "./types";
import { mountUpdate } from "./update-route";

export type { MountOptions, TableBodies } from "./table-engine";

/** A table and everything that answers below its path. */
export interface TableRoutes {
  table: SQLiteTable;
  policy: RuntimeTablePolicy;
  /** Registers the routes, relative to `/api/v1/<policy.path>`; names before `/:id`. */
  mount(app: Hono<AppEnv>, options: MountOptions): void;
}

export interface TableOptions {
  table: SQLiteTable;
  policy: RuntimeTablePolicy;
  bodies: TableBodies;
  actions?: ActionRoute[];
}

/** The routes of a table: views, batches, list, create, get, update, delete and its actions. */
export function tableRoutes({ table, policy, bodies, actions = [] }: TableOptions): TableRoutes {
  return {
    table,
    policy,
    mount(app, options) {
      const engine = createEngine(table, bodies, options);
      mountActions(
        app,
        actions.filter((action) => action.policy.standalone),
        options.registry,
        engine,
      );
      mountViews(app, engine);
      mountBatchCreate(app, engine);
      mountBatchUpdate(app, engine);
      mountBatchDelete(app, engine);
      mountBatchPut(app, engine);
      mountList(app, engine);
      mountCreate(app, engine);
      mountGet(app, engine);
      mountUpdate(app, engine);
      mountDelete(app, engine);
      mountPut(app, engine);
      mountActions(
        app,
        actions.filter((action) => !action.policy.standalone),
        options.registry,
        engine,
      );
    },
  };
}

/** A table without routes: the scoped db, foreign keys and cascades still know its firewall. */
export function internalTable(options: { table: SQLiteTable; policy: RuntimeTablePolicy }): TableRoutes {
  return { ...options, mount: () => undefined };
}
