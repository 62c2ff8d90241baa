import type { LoadedFile, LoadedProject } from "../1-load/loaded-project";
import { configSchema } from "../definitions/config.schema";
import { diagnostics as messages } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { WantedFunction } from "../source";
import { actionsOf } from "./action-files";
import type { ActionContext } from "./actions";
import { carry, tableFiles } from "./carry";
import {
  configModel,
  databaseModel,
  hasAuditFields,
  hasOrganizations,
  organizationsHaveTeams,
} from "./config";
import { fileStart, tablesBySqlName, tablesOf } from "./definition-files";
import { duplicateKeys } from "./duplicate-keys";
import { idPrefixes } from "./ids";
import { byName, compareNames } from "./names";
import { pagesOf } from "./pages";
import { type Parsed, parse } from "./parse";
import { keyPositions } from "./positions";
import type { FeatureModel, ProjectModel } from "./project-model";
import { optionProblems, pluginProblems, providerProblems } from "./providers";
import type { RawConfig } from "./raw";
import { organizationRoles } from "./roles";
import { severalDefinitions } from "./several-definitions";
import type { TableContext } from "./tables";

export interface BuiltModel {
  /** Absent when a definition has the wrong shape, so that nothing sound can be said of the rest. */
  model: ProjectModel | undefined;
  diagnostics: Diagnostic[];
}

/** Turns loaded definitions into the model that all later phases read, defaults filled in. */
export function buildModel(loaded: LoadedProject): BuiltModel {
  const positions = keyPositions(loaded.config.positions, loaded.sources.get(loaded.config.file) ?? "");
  const files = loaded.files.map((file) => withKeyPositions(file, loaded.sources));
  const config = parseConfig(loaded, positions);
  const diagnostics = [...config.diagnostics];
  // Definitions are checked even where the configuration fails, so that every error is told at once.
  const database = databaseModel(config.value?.providers.database ?? { name: "cloudflare-d1" });

  const wanted: WantedFunction[] = [];
  const bySqlName = tablesBySqlName(files);
  const tableNames = new Set([...bySqlName.values()].map(({ exportName }) => exportName));
  const context: TableContext = {
    database,
    tableBySqlName: (name) => bySqlName.get(name),
    tableNames,
    idPrefixes: idPrefixes(tableNames),
    teams: config.value !== undefined && organizationsHaveTeams(config.value),
    auditFields: config.value === undefined || hasAuditFields(config.value),
    sources: loaded.sources,
    wanted,
  };
  const tables = tablesOf(files, context);
  const actionContext: ActionContext = {
    sources: loaded.sources,
    handlerFiles: new Map(),
    wanted,
    diagnostics,
  };
  const actions = actionsOf(files, tables.tables, actionContext);
  const pages = pagesOf(files);
  diagnostics.push(
    ...tables.diagnostics,
    ...pages.diagnostics,
    ...duplicateKeys(loaded.sources),
    ...files.flatMap(({ path }) => severalDefinitions(path, loaded.sources)),
  );

  const sourceContext = { sources: loaded.sources, tableFiles: tableFiles(files, tables.tables) };
  const names = [...new Set(files.filter(isPartOfApp).map(({ feature }) => feature))].sort(compareNames);
  const features = names.map((name): FeatureModel => {
    const handlers = actionContext.handlerFiles.get(name) ?? new Set<string>();
    const ownFiles = files.filter(({ feature }) => feature === name);
    const carried = carry(name, ownFiles, context.auditFields, wanted, handlers, sourceContext);
    // Files for another database import other columns; that is what has to be told of them.
    const foreign = ownFiles.some((file) => file.tables.some(({ dialect }) => dialect !== "sqlite"));
    if (!foreign) diagnostics.push(...carried.diagnostics);
    const own = <T extends { feature: string; name: string }>(list: T[]) =>
      byName(list.filter(({ feature }) => feature === name));
    return { name, tables: own(tables.tables), actions: own(actions.actions), modules: carried.modules };
  });
  if (!config.value || tables.incomplete || actions.incomplete || pages.incomplete)
    return { model: undefined, diagnostics };
  const roles = organizationRoles(tables.tables, actions.actions);
  return {
    model: { ...configModel(config.value, positions, roles), features, pages: pages.pages },
    diagnostics,
  };
}

function parseConfig({ config }: LoadedProject, positions: ProjectModel["positions"]): Parsed<RawConfig> {
  if (config.value === undefined) {
    const params = { file: config.file, call: "defineConfig({ … })" };
    return { diagnostics: [messages.MISSING_DEFAULT_EXPORT(params, fileStart(config.file))] };
  }
  const providers = providerProblems(config.value, positions);
  if (providers.length > 0) return { diagnostics: providers };
  const parsed = parse(configSchema, { value: config.value, positions, owner: "the configuration" });
  if (!parsed.value) return parsed;
  const options = optionProblems(parsed.value, positions);
  const plugins = pluginProblems(parsed.value, hasOrganizations(parsed.value), positions);
  return { ...parsed, diagnostics: [...parsed.diagnostics, ...options, ...plugins] };
}

function withKeyPositions(file: LoadedFile, sources: LoadedProject["sources"]): LoadedFile {
  const { definition, path } = file;
  if (!("positions" in definition)) return file;
  const positions = keyPositions(definition.positions, sources.get(path) ?? "");
  return { ...file, definition: { ...definition, positions } };
}

/** Helper modules beside the definitions make no feature by themselves. */
function isPartOfApp({ tables, definition }: LoadedFile): boolean {
  return tables.length > 0 || definition.kind === "table" || definition.kind === "actions";
}
