import type { ProjectModel } from "../../2-model/project-model";

/** A database of the app, as the configuration of its tools and its code refer to it. */
export interface AppDatabase {
  /** `app` holds everything where the databases are not split. */
  kind: "auth" | "features" | "audit" | "app";
  binding: string;
  /** Cloudflare's name for it, e.g. `hiring-features`. */
  name: string;
  /** Cloudflare's id where the project gives one; a placeholder that serves locally otherwise. */
  id: string;
  /** Folder of its migrations, relative to the project root. */
  migrations: string;
}

/** The app's databases, in the order they are migrated. */
export function appDatabases(model: ProjectModel): AppDatabase[] {
  const { database, name } = model;
  const make = (kind: AppDatabase["kind"], binding: string, id = `local-${kind}`): AppDatabase => ({
    kind,
    binding,
    name: kind === "app" ? name : `${name}-${kind}`,
    id,
    migrations: kind === "app" ? "quickback/drizzle" : `quickback/drizzle/${kind}`,
  });
  const main = database.splitDatabases
    ? [
        make("auth", database.authBinding, database.authDatabaseId),
        make("features", database.featuresBinding, database.featuresDatabaseId),
      ]
    : [make("app", database.featuresBinding, database.featuresDatabaseId)];
  if (isAudited(model) && hasAuditDatabase(model))
    main.push(make("audit", database.auditBinding, database.auditDatabaseId));
  return main;
}

/** Audit rows stand in a database of their own; on a server everything is in one. */
export function hasAuditDatabase({ target }: ProjectModel): boolean {
  return target.runtime === "cloudflare";
}

/** An action leaves rows in `audit_events`. */
export function isAudited({ features }: ProjectModel): boolean {
  return features.some(({ actions }) => actions.some(({ audited }) => audited));
}
