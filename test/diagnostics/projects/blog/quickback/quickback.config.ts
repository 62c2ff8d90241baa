import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";

export default defineConfig({
  name: "blog",
  template: "hono",
  features: { organizations: false },
  providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1"),
    auth: defineAuth("better-auth", {
      emailAndPassword: { enabled: true, disableSignUp: false },
      plugins: ["admin", "bearer"],
      session: { expiresInDays: 30, updateAgeInDays: 2 },
    }),
  },
});
