import { fingerprint } from "./7-write/fingerprint";
import { readManifest } from "./7-write/manifest";
import { isUpToDate } from "./7-write/up-to-date";
import { type TableFacts, tableFacts } from "./project-facts";

/** What there is in a project and how it stands. */
export interface ProjectFacts {
  /** Absent where the definitions are too broken to say. */
  name?: string;
  /** One line: target, database, organizations, auth plugins. */
  config?: string;
  /** `never`: not compiled yet; `current`: the last compile is of these definitions; `stale`: it is not. */
  compiled: "never" | "current" | "stale";
  /** Errors of the definitions as they stand. */
  errors: number;
  /** Absent where the definitions cannot be evaluated or have the wrong shape. */
  tables?: TableFacts[];
}

/** Reads a project's definitions as they stand, without generating anything. */
export async function describeProject(root: string, signal?: AbortSignal): Promise<ProjectFacts> {
  const [manifest, inputs] = await Promise.all([readManifest(root), fingerprint(root)]);
  const current = manifest.inputs !== "" && (await isUpToDate(root, inputs));
  const compiled = manifest.inputs === "" ? "never" : current ? "current" : "stale";
  const [{ loadProject }, { buildModel, checkModel }] = await Promise.all([
    import("./1-load"),
    import("./phases"),
  ]);
  const loaded = await loadProject(root, signal ? { signal } : {});
  const errorsOf = (found: readonly { severity: string }[]) =>
    found.filter(({ severity }) => severity === "error").length;
  const unread = errorsOf(loaded.diagnostics);
  if (unread > 0) return { compiled, errors: unread };
  const { model, diagnostics } = buildModel(loaded);
  if (!model) return { compiled, errors: errorsOf(diagnostics) };
  const { runtime, database } = model.target;
  const plugins = model.auth.plugins.map(({ name }) => name).join(", ");
  return {
    name: model.name,
    config: `${runtime}, ${database}${model.database.splitDatabases ? ", split databases" : ""}; organizations ${model.organizations ? "on" : "off"}; auth plugins: ${plugins || "none"}`,
    compiled,
    errors: errorsOf([...diagnostics, ...checkModel(model)]),
    tables: tableFacts(model),
  };
}
