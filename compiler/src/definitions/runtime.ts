/** Options of the Cloudflare Workers runtime. */
export interface CloudflareOptions {
  /** Workers compatibility date, `YYYY-MM-DD`; default the newest that the pinned wrangler accepts. */
  compatibilityDate?: string;
  /** Routes of the Worker, into wrangler.toml. */
  routes?: readonly { pattern: string; custom_domain?: boolean }[];
  /** Plain variables, into `[vars]`. Never secrets. */
  vars?: Record<string, string>;
}

export interface RuntimeProvider {
  name: "cloudflare" | "bun" | "node";
  config?: CloudflareOptions;
}

/**
 * Where the compiled app runs: Workers, or a server process on Bun or Node.
 * @example defineRuntime("cloudflare", { routes: [{ pattern: "api.example.com", custom_domain: true }] })
 */
export function defineRuntime(name: "cloudflare", config?: CloudflareOptions): RuntimeProvider;
export function defineRuntime(name: "bun" | "node"): RuntimeProvider;
export function defineRuntime(
  name: RuntimeProvider["name"],
  config: CloudflareOptions = {},
): RuntimeProvider {
  return { name, config };
}
