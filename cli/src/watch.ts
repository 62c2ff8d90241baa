import { watch } from "node:fs";
import { join } from "node:path";

/** What the compiler itself writes below `quickback/`. */
const WRITTEN = /^(drizzle|reports|\.)/;
const DEBOUNCE_MS = 80;

/**
 * Runs `onChange` after every change of the definitions, one run at a time, until the process is told
 * to stop.
 */
export async function watchDefinitions(root: string, onChange: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const run = () => {
    running = running.then(onChange).catch((error: unknown) => console.error(error));
  };
  const watcher = watch(join(root, "quickback"), { recursive: true }, (_event, path) => {
    if (path === null || WRITTEN.test(path)) return;
    clearTimeout(timer);
    timer = setTimeout(run, DEBOUNCE_MS);
  });
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  watcher.close();
  clearTimeout(timer);
  await running;
}
