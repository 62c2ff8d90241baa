import { positionOf } from "../2-model/positions";
import type { ActionModel, FeatureModel, ProjectModel, TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, SourcePosition } from "../diagnostics/diagnostic";

/** Something mounted at `/api/v1/<path>`. */
interface Mount {
  kind: "Table" | "Feature";
  name: string;
  path: string;
  position?: SourcePosition | undefined;
  routes: Route[];
  actions: ActionModel[];
}

interface Route {
  method: string;
  path: string;
  what: string;
}

/** Segments below `/api/v1` that the app serves itself. */
const reserved = ["schema", "system", "token"];

const pathForm = /^(\/(:?[A-Za-z0-9_][A-Za-z0-9_-]*))+$/;

/** Every route has one owner: mount points, action paths and action names do not collide. */
export function checkPaths({ features }: ProjectModel): Diagnostic[] {
  const mounts = features.flatMap(mountsOf);
  return [...checkMounts(mounts), ...mounts.flatMap(checkMountedActions)];
}

function mountsOf(feature: FeatureModel): Mount[] {
  const tables = feature.tables
    .filter(({ internal }) => !internal)
    .map((table): Mount => {
      const actions = feature.actions.filter((action) => action.table === table.name);
      const position = table.declaration ?? positionOf(table.positions, "");
      return {
        kind: "Table",
        name: table.name,
        path: table.path,
        position,
        routes: tableRoutes(table),
        actions,
      };
    });
  const actions = feature.actions.filter(({ table }) => table === undefined);
  const [first] = actions;
  if (!first) return tables;
  const { name } = feature;
  const position = positionOf(first.positions, "");
  return [...tables, { kind: "Feature", name, path: name, position, routes: [], actions }];
}

/** The routes a table brings by itself. Batch routes are kept free for it. */
function tableRoutes({ crud, views }: TableModel): Route[] {
  const operations = [
    { on: crud.list, method: "GET", path: "/", what: "the list" },
    { on: crud.get, method: "GET", path: "/:", what: "a record" },
    { on: crud.create, method: "POST", path: "/", what: "create" },
    { on: crud.update, method: "PATCH", path: "/:", what: "update" },
    { on: crud.delete, method: "DELETE", path: "/:", what: "delete" },
  ];
  return [
    ...operations.filter(({ on }) => on !== undefined),
    ...Object.keys(views).map((view) => ({
      method: "GET",
      path: `/views/${view}`,
      what: `the view \`${view}\``,
    })),
    ...["POST", "PATCH", "PUT", "DELETE"].map((method) => ({
      method,
      path: "/batch",
      what: "kept for batch requests",
    })),
  ];
}

function checkMounts(mounts: Mount[]): Diagnostic[] {
  return mounts.flatMap((mount) => {
    const { kind, name, path, position } = mount;
    const other = mounts.find((candidate) => candidate !== mount && candidate.path === path);
    if (!other && !reserved.includes(path)) return [];
    // Two tables of one name are reported as such.
    if (other?.kind === kind && other.name === name) return [];
    const owner = other ? `${other.kind.toLowerCase()} \`${other.name}\`` : "the app itself";
    const params = { owner: `${kind} \`${name}\``, path, other: owner };
    return [diagnostics.SCHEMA_DUPLICATE_PATH(params, position)];
  });
}

function checkMountedActions({ name: owner, path: base, routes, actions }: Mount): Diagnostic[] {
  return actions.flatMap((action): Diagnostic[] => {
    const { name, method, path } = action;
    const position = positionOf(action.positions, "path");
    // The path of a record action is its name, which has a rule of its own.
    if (action.standalone && !pathForm.test(path))
      return [diagnostics.ACTION_PATH_INVALID({ action: name, path }, position)];
    const others = actions.filter((other) => other !== action);
    const twin = others.find((other) => other.name === name);
    if (twin) {
      const params = { owner, action: name, other: placeText(twin) };
      return [diagnostics.ACTION_DUPLICATE(params, positionOf(action.positions, ""))];
    }
    const taken = [
      ...routes,
      ...others.map((other) => ({
        method: other.method,
        path: shape(other.path),
        what: `the action \`${other.name}\``,
      })),
    ].find((route) => route.method === method && route.path === shape(path));
    if (!taken) return [];
    const params = { action: name, method, path: `/api/v1/${base}${path}`, other: taken.what };
    return [diagnostics.ACTION_PATH_COLLISION(params, position)];
  });
}

/** A path in which every parameter looks alike. */
function shape(path: string): string {
  return path.replaceAll(/:[^/]+/g, ":");
}

function placeText({ file, positions }: ActionModel): string {
  const line = positionOf(positions, "")?.line;
  return line === undefined ? file : `${file}:${line}`;
}
