import type { ProjectModel } from "../../2-model/project-model";
import { printJson } from "../print/json";
import { type AppDatabase, appDatabases } from "./databases";
import { dependencies, devDependencies } from "./versions";

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
    predev: makeDevVars,
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

/**
 * For a fresh clone, which has no `.dev.vars` and perhaps no Quickback: makes it as the first compile
 * does, from the example with a random secret.
 */
const makeDevVars = `node -e "${[
  "const fs=require('fs')",
  "const secret='BETTER_AUTH_SECRET='+require('crypto').randomBytes(32).toString('hex')",
  "const text=fs.readFileSync('.dev.vars.example','utf8').replace(/BETTER_AUTH_SECRET=.*/,secret)",
  "fs.existsSync('.dev.vars')||fs.writeFileSync('.dev.vars',text,{mode:0o600})",
].join(";")}"`;

const scriptName = (kind: AppDatabase["kind"], place: Place) => `db:migrate:${kind}:${place}`;

function sorted(versions: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));
}
