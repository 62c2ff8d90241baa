import type { ProjectModel } from "../../2-model/project-model";

/** A D1 database of the app, as wrangler.toml, the scripts and the code refer to it. */
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
  if (isAudited(model)) main.push(make("audit", database.auditBinding, database.auditDatabaseId));
  return main;
}

/** An action leaves rows in `audit_events`, so there is an audit database. */
export function isAudited({ features }: ProjectModel): boolean {
  return features.some(({ actions }) => actions.some(({ audited }) => audited));
}
