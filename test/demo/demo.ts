/** The README's first command: compiles the example, boots it on workerd and shows what it refuses and masks. */
import { compile } from "@quickback/compiler/engine";
import { cli, hiring } from "../support/repository";
import { bootWorker } from "../support/worker";
import { play } from "./play";

const once = process.argv.includes("--once");

const compiled = await compile({ root: hiring });
for (const { severity, code, message, position } of compiled.diagnostics) {
  console.error(
    `${severity} ${code} ${position ? `${position.file}:${position.line}:${position.column} ` : ""}${message}`,
  );
}
if (!compiled.ok) process.exit(1);
const { tables, routes, maskedFields, status } = compiled.security ?? {};
console.log(
  compiled.upToDate
    ? `examples/hiring is up to date (${compiled.durationMs} ms)`
    : `Compiled examples/hiring in ${compiled.durationMs} ms: ${tables} tables, ${routes} routes, ${maskedFields} masked fields, contracts ${status}`,
);

const booting = performance.now();
const worker = await bootWorker(hiring, once ? {} : { port: 8787 });
console.log(`Booted on workerd in ${Math.round(performance.now() - booting)} ms: ${worker.url}\n`);

const surprises = await play(worker.url, (line) => console.log(line));
if (surprises > 0) console.error(`\n${surprises} answers were not as promised.`);

if (once) {
  await worker.stop();
  process.exit(surprises > 0 ? 1 : 0);
}
console.log(`
The server stays up at ${worker.url} (Ctrl+C stops it): try ${worker.url}/openapi.json
Give your agent the compiler:  claude mcp add quickback -- node ${cli} mcp --root ${hiring}`);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void worker.stop().then(() => process.exit(0)));
