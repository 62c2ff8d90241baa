import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";

export default defineConfig({
  name: "desk",
  template: "hono",
  domain: "desk.example.com",
  trustedOrigins: ["https://desk.example.com"],
  providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1", { generateId: "serial" }),
    auth: defineAuth("better-auth", {
      plugins: { organization: { teams: { enabled: true } }, admin: {}, bearer: true },
      rateLimit: { enabled: true, window: 60, max: 100 },
    }),
  },
});
