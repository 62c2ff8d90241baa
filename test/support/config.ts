interface ConfigParts {
  /** Options of the database. */
  database?: object;
  plugins?: string[] | Record<string, unknown>;
}

/** The configuration of a test project, as its file has it: on Workers and D1, with organizations. */
export function printConfig(name: string, { database, plugins }: ConfigParts = {}): string {
  const options = database === undefined ? "" : `, ${JSON.stringify(database)}`;
  const auth = JSON.stringify({ plugins: plugins ?? ["organization", "admin", "bearer"] });
  return `import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";

export default defineConfig({
  name: ${JSON.stringify(name)},
  template: "hono",
  features: { organizations: true },
  providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1"${options}),
    auth: defineAuth("better-auth", ${auth}),
  },
});
`;
}
