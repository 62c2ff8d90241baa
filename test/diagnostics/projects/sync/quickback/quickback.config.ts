import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";

export default defineConfig({
  name: "sync",
  template: "hono",
  build: { packageManager: "pnpm", dependencies: { nanoid: "5.1.5" } },
  schemaRegistry: { generate: true },
  etag: { enabled: false },
  dev: { port: 8790 },
  providers: {
    runtime: defineRuntime("cloudflare", {
      compatibilityDate: "2026-03-01",
      vars: { REGION: "eu" },
      routes: [{ pattern: "api.example.com", custom_domain: true }],
    }),
    database: defineDatabase("cloudflare-d1", {
      generateId: false,
      namingConvention: "camelCase",
      usePlurals: true,
      authBinding: "AUTH_DB",
      featuresBinding: "DB",
    }),
    auth: defineAuth("better-auth"),
  },
});
