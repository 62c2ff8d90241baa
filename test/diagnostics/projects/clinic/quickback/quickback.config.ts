import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";

export default defineConfig({
  name: "clinic",
  template: "hono",
  features: { organizations: true },
  compiler: {
    securityContracts: {
      failMode: "error",
      report: { enabled: true, signature: { enabled: true, required: false, keyEnv: "CLINIC_KEY" } },
    },
  },
  providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1"),
    auth: defineAuth("better-auth"),
  },
});
