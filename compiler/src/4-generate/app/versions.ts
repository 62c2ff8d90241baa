/**
 * Versions that generated projects are pinned to: the newest that run on Node 20.20 together. Bumping
 * one means running the end-to-end tests, which use the same versions.
 */
export const dependencies = {
  "better-auth": "1.7.7",
  "drizzle-orm": "0.45.4",
  hono: "4.13.19",
  zod: "4.6.7",
};

export const devDependencies = {
  "@cloudflare/workers-types": "4.20260426.1",
  "drizzle-kit": "0.31.11",
  typescript: "7.0.2",
  wrangler: "4.86.0",
};
