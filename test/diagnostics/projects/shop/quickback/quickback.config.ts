import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";

export default defineConfig({
  name: "shop",
  template: "hono",
  features: ["organizations"],
  trustedOrigins: ["https://shop.example.com", "http://localhost:5173"],
  openapi: { generate: true, publish: false },
  providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1"),
    auth: defineAuth("better-auth"),
  },
});
