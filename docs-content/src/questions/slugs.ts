/** Slugs of pages that questions expect often. */
export const definitions = (page: string) => `compiler/definitions/${page}`;
export const family = (name: string) => `compiler/definitions/diagnostics/${name}`;
export const api = (page: string) => `compiler/using-the-api/${page}`;
export const tool = (name: string) => `plugins-tools/mcp-server/${name}`;
export const errors = api("errors");
