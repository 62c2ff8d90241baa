import type { ProjectModel } from "../../2-model/project-model";
import { printJson } from "../print/json";
import { type AppDatabase, appDatabases } from "./databases";
import { dependencies, devDependencies } from "./versions";
import { localUrl, variables } from "./wrangler";

type Place = "local" | "remote";

/** Generates `package.json`: the keys Quickback manages; the writer keeps every other. */
export function packageJson(model: ProjectModel): string {
  const { build, name } = model;
  return printJson({
    name,
    private: true,
    type: "module",
    scripts: scripts(model),
    dependencies: sorted({ ...dependencies, ...build.dependencies }),
    devDependencies: sorted(devDependencies),
  });
}

function scripts(model: ProjectModel): Record<string, string> {
  const databases = appDatabases(model);
  const run = `${model.build.packageManager} run`;
  const places: Place[] = ["local", "remote"];
  const all = (place: Place) => databases.map(({ kind }) => `${run} ${scriptName(kind, place)}`).join(" && ");
  return {
    predev: makeDevVars(model),
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

/** Writes `.dev.vars` where there is none: a random secret, and the local address where it is another. */
function makeDevVars(model: ProjectModel): string {
  const url = localUrl(model);
  const address = variables(model).BETTER_AUTH_URL === url ? "" : `+'\\nBETTER_AUTH_URL=${url}'`;
  const secret = `'BETTER_AUTH_SECRET='+require('crypto').randomBytes(32).toString('hex')${address}`;
  const script = `const fs=require('fs');fs.existsSync('.dev.vars')||fs.writeFileSync('.dev.vars',${secret})`;
  return `node -e "${script}"`;
}

const scriptName = (kind: AppDatabase["kind"], place: Place) => `db:migrate:${kind}:${place}`;

function sorted(versions: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));
}
