import { z } from "zod";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { authPluginNames, writtenPlugins } from "./auth-model";
import { positionOf } from "./positions";
import type { Positions } from "./project-model";
import type { RawConfig } from "./raw";
import { suggestion } from "./suggest";

const supported = { runtime: "cloudflare", database: "cloudflare-d1", auth: "better-auth" } as const;

const examples = {
  runtime: 'runtime: defineRuntime("cloudflare")',
  database: 'database: defineDatabase("cloudflare-d1")',
  auth: 'auth: defineAuth("better-auth")',
} as const;

const kinds = ["runtime", "database", "auth"] as const;

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
  return kinds.flatMap((kind) => {
    const provider = parsed.data.providers[kind];
    if (!provider)
      return [
        diagnostics.CONFIG_PROVIDER_MISSING(
          { kind, example: examples[kind] },
          positionOf(positions, "providers"),
        ),
      ];
    if (provider.name === supported[kind]) return [];
    const position = positionOf(positions, `providers.${kind}.name`);
    return [
      diagnostics.CONFIG_PROVIDER_UNSUPPORTED(
        { kind, name: provider.name, supported: supported[kind] },
        position,
      ),
    ];
  });
}

/** Auth plugins that this version does not compile, or that contradict `features`. */
export function pluginProblems(
  { providers }: RawConfig,
  organizations: boolean,
  positions: Positions,
): Diagnostic[] {
  const plugins = [...writtenPlugins(providers.auth.config?.plugins).keys()];
  const at = (index: number, name: string) =>
    positionOf(
      positions,
      positions[`providers.auth.config.plugins.${name}`]
        ? `providers.auth.config.plugins.${name}`
        : `providers.auth.config.plugins.${index}`,
    );
  const unknown = plugins.flatMap((plugin, index) =>
    authPluginNames.some((name) => name === plugin)
      ? []
      : [
          diagnostics.CONFIG_PLUGIN_UNSUPPORTED(
            { plugin, hint: suggestion(plugin, authPluginNames, "plugins") },
            at(index, plugin),
          ),
        ],
  );
  const written = providers.auth.config?.plugins !== undefined;
  if (organizations || !written || !plugins.includes("organization")) return unknown;
  const position = at(plugins.indexOf("organization"), "organization");
  return [...unknown, diagnostics.CONFIG_ORGANIZATIONS_CONTRADICT({}, position)];
}
