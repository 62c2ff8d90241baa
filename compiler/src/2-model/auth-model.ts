import { z } from "zod";
import { compact } from "./compact";
import type { AuthModel, AuthPluginName } from "./project-model";
import type { RawConfig } from "./raw";

type RawAuth = NonNullable<RawConfig["providers"]["auth"]["config"]>;

/** The plugins this version compiles, in the order Better Auth gets them. */
export const authPluginNames: readonly AuthPluginName[] = [
  "organization",
  "admin",
  "bearer",
  "apiKey",
  "jwt",
];

const defaultPlugins = ["organization", "admin", "bearer"];

/** Better Auth's own organization roles exist in every project with organizations. */
const builtInRoles = ["owner", "admin", "member"];

/** The plugins as written: name → options. */
export function writtenPlugins(plugins: RawAuth["plugins"]): Map<string, Record<string, unknown>> {
  if (plugins && !Array.isArray(plugins)) {
    const enabled = Object.entries(plugins).filter(([, options]) => options !== false);
    return new Map(enabled.map(([name, options]) => [name, options === true ? {} : options || {}]));
  }
  return new Map(
    (plugins ?? defaultPlugins).map((plugin) =>
      typeof plugin === "string" ? [plugin, {}] : [plugin.name, plugin.options ?? {}],
    ),
  );
}

const tokenOptions = z.object({ expiresInSeconds: z.number().default(180) });

/** Seconds for which a stateless token says who its caller is; undefined where the app issues none. */
export function tokenLifetime({ plugins }: Pick<AuthModel, "plugins">): number | undefined {
  const jwt = plugins.find(({ name }) => name === "jwt");
  return jwt && tokenOptions.parse(jwt.options).expiresInSeconds;
}

const withTeams = z.object({ teams: z.object({ enabled: z.literal(true) }) });

/** Whether organizations have teams: the value that a `team` scope reads is there only with them. */
export function hasTeams({ plugins }: Pick<AuthModel, "plugins">): boolean {
  return plugins.some(({ name, options }) => name === "organization" && withTeams.safeParse(options).success);
}

/**
 * `admin` is always on, because `userRole` lives in its column; `organization` follows
 * `features.organizations`.
 */
export function authModel(raw: RawAuth, organizations: boolean, organizationRoles: string[]): AuthModel {
  const written = writtenPlugins(raw.plugins);
  const on = (name: AuthPluginName) =>
    name === "organization" ? organizations : name === "admin" || written.has(name);
  const { enabled = true, disableSignUp = false } = raw.emailAndPassword ?? {};
  const { expiresInDays = 7, updateAgeInDays = 1 } = raw.session ?? {};
  return {
    emailAndPassword: { enabled, disableSignUp },
    plugins: authPluginNames.filter(on).map((name) => {
      const writtenAt = [...written.keys()].indexOf(name);
      return {
        name,
        options: written.get(name) ?? {},
        ...(raw.plugins && writtenAt >= 0 && { writtenAt }),
      };
    }),
    session: { expiresInDays, updateAgeInDays },
    ...(raw.rateLimit && {
      rateLimit: { ...compact(raw.rateLimit), enabled: raw.rateLimit.enabled ?? true },
    }),
    organizationRoles: organizations ? [...new Set([...builtInRoles, ...organizationRoles])].sort() : [],
  };
}
