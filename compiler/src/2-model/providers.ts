import { z } from "zod";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, TextEdit } from "../diagnostics/diagnostic";
import { nearest, suggestion } from "../diagnostics/suggest";
import { authPluginNames, writtenPlugins } from "./auth-model";
import { positionOf, renameKeyEdit, replaceEdit } from "./positions";
import type { DatabaseName, Positions, ProjectModel, RuntimeName } from "./project-model";
import type { RawConfig } from "./raw";

type Kind = "runtime" | "database" | "auth";

/** The databases that each runtime works with. */
const databases: Record<RuntimeName, DatabaseName[]> = {
  cloudflare: ["cloudflare-d1"],
  bun: ["better-sqlite3", "libsql"],
  node: ["libsql"],
};
const isRuntime = (name: string): name is RuntimeName => Object.hasOwn(databases, name);

const supported: Record<Kind, string[]> = {
  runtime: Object.keys(databases),
  database: [...new Set(Object.values(databases).flat())],
  auth: ["better-auth"],
};

/** Options that every database takes; the others are D1's. */
const commonDatabaseOptions = ["generateId", "namingConvention", "usePlurals"];

const examples = {
  runtime: 'runtime: defineRuntime("cloudflare")',
  database: 'database: defineDatabase("cloudflare-d1")',
  auth: 'auth: defineAuth("better-auth")',
} as const;

const kinds: Kind[] = ["runtime", "database", "auth"];

const named = z.looseObject({ name: z.string() });
const withProviders = z.looseObject({
  providers: z.looseObject({ runtime: named.optional(), database: named.optional(), auth: named.optional() }),
});

/**
 * Providers that are missing or that this version does not compile. Found before the schema looks,
 * since another provider has other options.
 */
export function providerProblems(value: unknown, positions: Positions): Diagnostic[] {
  const parsed = withProviders.safeParse(value);
  if (!parsed.success) return [];
  const { runtime, database } = parsed.data.providers;
  const found = kinds.flatMap((kind) => {
    const provider = parsed.data.providers[kind];
    // A misspelt kind is an unknown key, which the schema reports.
    if (!provider && Object.keys(parsed.data.providers).some((key) => nearest(key, kinds) === kind))
      return [];
    if (!provider)
      return [
        diagnostics.CONFIG_PROVIDER_MISSING(
          { kind, example: examples[kind] },
          positionOf(positions, "providers"),
        ),
      ];
    if (supported[kind].includes(provider.name)) return [];
    const path = `providers.${kind}.name`;
    const near = nearest(provider.name, supported[kind]);
    return [
      diagnostics.CONFIG_PROVIDER_UNSUPPORTED(
        { kind, name: provider.name, supported: supported[kind].join("`, `") },
        positionOf(positions, path),
        near === undefined ? undefined : replaceEdit(positions, path, JSON.stringify(near)),
      ),
    ];
  });
  if (found.length > 0 || !runtime || !database || !isRuntime(runtime.name)) return found;
  const allowed: string[] = databases[runtime.name];
  if (allowed.includes(database.name)) return [];
  const params = { runtime: runtime.name, database: database.name, supported: allowed.join("`, `") };
  return [diagnostics.CONFIG_PROVIDERS_MISMATCHED(params, positionOf(positions, "providers.database.name"))];
}

/** The target that checked providers name. */
export function targetOf({ providers }: RawConfig): ProjectModel["target"] {
  const runtime = isRuntime(providers.runtime.name) ? providers.runtime.name : "cloudflare";
  const database = databases[runtime].find((name) => name === providers.database.name);
  return { runtime, database: database ?? "cloudflare-d1", auth: "better-auth" };
}

/** Options of Workers and D1 that other providers do not have. */
export function optionProblems({ providers }: RawConfig, positions: Positions): Diagnostic[] {
  const { runtime, database } = providers;
  const foreign = (kind: "runtime" | "database", name: string, config: object | undefined, own: string[]) =>
    Object.keys(config ?? {})
      .filter((option) => !own.includes(option))
      .map((option) =>
        diagnostics.CONFIG_OPTION_FOREIGN(
          { kind, name, option, valid: own.length > 0 ? `It takes: ${own.join(", ")}.` : "It takes none." },
          positionOf(positions, `providers.${kind}.config.${option}`),
        ),
      );
  return [
    ...(runtime.name === "cloudflare" ? [] : foreign("runtime", runtime.name, runtime.config, [])),
    ...(database.name === "cloudflare-d1"
      ? []
      : foreign("database", database.name, database.config, commonDatabaseOptions)),
  ];
}

/** Auth plugins that this version does not compile, or that contradict `features`. */
export function pluginProblems(
  { providers }: RawConfig,
  organizations: boolean,
  positions: Positions,
): Diagnostic[] {
  const plugins = [...writtenPlugins(providers.auth.config?.plugins).keys()];
  const list = "providers.auth.config.plugins";
  const pathOf = (index: number, name: string) => `${list}.${positions[`${list}.${name}`] ? name : index}`;
  const at = (index: number, name: string) => positionOf(positions, pathOf(index, name));
  const unknown = plugins.flatMap((plugin, index) =>
    authPluginNames.some((name) => name === plugin)
      ? []
      : [
          diagnostics.CONFIG_PLUGIN_UNSUPPORTED(
            { plugin, hint: suggestion(plugin, authPluginNames, "plugins") },
            at(index, plugin),
            pluginEdit(plugin, pathOf(index, plugin), positions),
          ),
        ],
  );
  const written = providers.auth.config?.plugins !== undefined;
  if (organizations || !written || !plugins.includes("organization")) return unknown;
  const position = at(plugins.indexOf("organization"), "organization");
  return [...unknown, diagnostics.CONFIG_ORGANIZATIONS_CONTRADICT({}, position)];
}

/** Writes the plugin that was probably meant: the key of an object, or an element given as a text. */
function pluginEdit(plugin: string, path: string, positions: Positions): TextEdit | undefined {
  const near = nearest(plugin, authPluginNames);
  if (near === undefined || positions[`${path}.name`]) return undefined;
  return path.endsWith(`.${plugin}`)
    ? renameKeyEdit(positions, path, near)
    : replaceEdit(positions, path, JSON.stringify(near));
}
