import type { ProjectModel } from "../../../2-model/project-model";
import { type AppDatabase, appDatabases } from "../databases";
import { makeSecrets } from "../package-json";

type Place = "local" | "remote";

/** Scripts of package.json: wrangler serves, migrates and deploys. */
export function scripts(model: ProjectModel): Record<string, string> {
  const databases = appDatabases(model);
  const run = `${model.build.packageManager} run`;
  const places: Place[] = ["local", "remote"];
  const all = (place: Place) => databases.map(({ kind }) => `${run} ${scriptName(kind, place)}`).join(" && ");
  return {
    predev: makeSecrets("node", ".dev.vars"),
    dev: "wrangler dev",
    build: "tsc --noEmit",
    ...Object.fromEntries(
      databases.flatMap(({ kind, name }) =>
        places.map((place) => [scriptName(kind, place), `wrangler d1 migrations apply ${name} --${place}`]),
      ),
    ),
    ...Object.fromEntries(places.map((place) => [`db:migrate:${place}`, all(place)])),
    deploy: `${run} db:migrate:remote && wrangler deploy`,
  };
}

const scriptName = (kind: AppDatabase["kind"], place: Place) => `db:migrate:${kind}:${place}`;
