/** `npm run bench [-- compile mcp startup workerd bun node]`: one JSON line per figure, then a table. */
import { printTable } from "./figures";

const parts: Record<string, () => Promise<void>> = {
  compile: async () => (await import("./compile")).benchCompile(),
  mcp: async () => (await import("./mcp")).benchMcp(),
  startup: async () => (await import("./startup")).benchStartup(),
  workerd: async () => (await import("./requests")).requestBenches.workerd(),
  bun: async () => (await import("./requests")).requestBenches.bun(),
  node: async () => (await import("./requests")).requestBenches.node(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`Unknown part: ${unknown.join(", ")}. Choose from ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : Object.keys(parts)) await parts[name]?.();
printTable();
process.exit(0);
