import type { Base, Family, Mistake } from "../broken-case";
import { mistake } from "../broken-case";
import { before, keyOf, without, withValue } from "../changes";
import { type Entry, entries } from "../entries";

/** A configuration that names what is not there, contradicts itself or leaves the project. */
export const config: Family = (base) => {
  const [name] = entries(base, "defineConfig", "0.name");
  const [providers] = entries(base, "defineConfig", "0.providers");
  const [auth] = entries(base, "defineConfig", "0.providers.auth");
  if (!name || !providers || !auth) return [];
  const option = (text: string, code: string) => before(base, name, text, code);
  const root = { code: "MISSING_KEY", at: keyOf(callOf(name)) };
  return [
    without(base, name, root),
    ...entries(base, "defineConfig", "0.template").map((entry) => without(base, entry, root)),
    without(base, providers, root),
    ...["runtime", "database", "auth"].flatMap((kind) =>
      entries(base, "defineConfig", `0.providers.${kind}`).map((entry) =>
        without(base, entry, { code: "CONFIG_PROVIDER_MISSING" }),
      ),
    ),
    ...provider(base, "runtime", "heroku"),
    ...provider(base, "database", "oracle"),
    ...provider(base, "auth", "auth0"),
    withValue(base, name, '"My App!"', "CONFIG_NAME_INVALID"),
    withValue(base, name, '"9lives"', "CONFIG_NAME_INVALID"),
    ...plugins(base, auth),
    ...unlessWritten(base, "openapi", () =>
      option("openapi: { generate: false, publish: true }", "CONFIG_PUBLISH_WITHOUT_GENERATE"),
    ),
    ...unlessWritten(base, "build", () => option('build: { outputDir: "app" }', "NOT_YET_SUPPORTED")),
    ...unlessWritten(base, "trustedOrigins", () =>
      option('trustedOrigins: ["https://app.example.com/path"]', "CONFIG_ORIGIN_INVALID"),
    ),
    ...entries(base, "defineConfig", "0.trustedOrigins.0").flatMap((entry) => [
      withValue(base, entry, '"app.example.com"', "CONFIG_ORIGIN_INVALID"),
      withValue(base, entry, '"https://app.example.com/"', "CONFIG_ORIGIN_INVALID"),
    ]),
    ...entries(base, "defineConfig", "0.domain").map((entry) =>
      withValue(base, entry, '"https://desk.example.com"', "CONFIG_DOMAIN_INVALID"),
    ),
    ...unlessWritten(base, "domain", () => option('domain: "localhost:80"', "CONFIG_DOMAIN_INVALID")),
    ...unlessWritten(base, "compiler", () => option(renames('tables: ["a"]'), "INVALID_VALUE")),
    ...unlessWritten(base, "compiler", () => option(renames("columns: { a: 1 }"), "INVALID_VALUE")),
    ...unlessWritten(base, "compiler", () =>
      option(renames('tables: { ghosts: "spirits" }'), "RENAME_HINT_INVALID"),
    ),
    ...unlessWritten(base, "compiler", () => option(renames('views: { a: "b" }'), "UNKNOWN_KEY")),
    ...unlessWritten(base, "compiler", () =>
      option(
        "compiler: { securityContracts: { report: { signature: { required: true } } } }",
        "SIGNATURE_KEY_MISSING",
      ),
    ),
    ...entries(base, "defineConfig", "0.compiler.securityContracts.report.signature.required").map((entry) =>
      withValue(base, entry, "true", "SIGNATURE_KEY_MISSING"),
    ),
  ];
};

const renames = (hints: string) => `compiler: { migrations: { renames: { ${hints} } } }`;

function callOf(entry: Entry): Entry {
  return entry.parent ? callOf(entry.parent) : entry;
}

function unlessWritten(base: Base, key: string, make: () => Mistake): Mistake[] {
  return entries(base, "defineConfig", `0.${key}`).length > 0 ? [] : [make()];
}

/** A provider that is not supported, without options. */
function provider(base: Base, kind: string, name: string): Mistake[] {
  return entries(base, "defineConfig", `0.providers.${kind}.0`).map((entry) =>
    withValue(base, entry, `"${name}"`, "CONFIG_PROVIDER_UNSUPPORTED"),
  );
}

function plugins(base: Base, auth: Entry): Mistake[] {
  const written = entries(base, "defineConfig", "0.providers.auth.1.plugins.0");
  const keyed = entries(base, "defineConfig", "0.providers.auth.1.plugins.admin");
  if (written.length === 0 && keyed.length === 0 && auth.value === 'defineAuth("better-auth")') {
    const text = 'defineAuth("better-auth", { plugins: ["telepathy"] })';
    return [withValue(base, auth, text, "CONFIG_PLUGIN_UNSUPPORTED")];
  }
  const contradiction = entries(base, "defineConfig", "0.features.organizations").flatMap((entry) =>
    entry.value === "false"
      ? written.map((plugin) => before(base, plugin, '"organization"', "CONFIG_ORGANIZATIONS_CONTRADICT"))
      : [],
  );
  return [
    ...written.map((entry) => withValue(base, entry, '"organisaton"', "CONFIG_PLUGIN_UNSUPPORTED")),
    ...keyed.map((entry) => before(base, entry, "telepathy: true", "CONFIG_PLUGIN_UNSUPPORTED")),
    ...contradiction,
  ];
}

/** A project without a configuration. */
export const noConfig: Family = (base) => {
  const { "quickback/quickback.config.ts": _, ...files } = base.files;
  if (base.name !== "hiring") return [];
  const made = mistake(
    { ...base, files },
    "no configuration",
    { file: "none", start: 0, end: 0, text: "" },
    {
      code: "CONFIG_MISSING",
    },
  );
  return [{ ...made, files, file: "", line: 0 }];
};
