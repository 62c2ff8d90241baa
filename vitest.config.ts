import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "@quickback/compiler/engine": at("./compiler/src/engine.ts"),
      "@quickback/compiler": at("./compiler/src/index.ts"),
      "@quickback/types": at("./compiler/src/types.ts"),
      "@quickback/docs": at("./docs-content/src/index.ts"),
      "@quickback/mcp-server": at("./mcp-server/src/index.ts"),
      "@quickback/skill": at("./skill/src/index.ts"),
    },
  },
  test: {
    include: ["{compiler,mcp-server,cli,docs-content,skill,test}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/fixtures/**"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ["default", at("./test/support/closing-line.ts")],
  },
});
