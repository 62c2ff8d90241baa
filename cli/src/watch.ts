import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join, relative, sep } from "node:path";

/** Below `quickback/`: what the compiler itself writes. */
const WRITTEN = /^(drizzle|reports)(\/|$)/;
/** Anywhere: the manifest and locks, and what editors leave beside a file. */
const HIDDEN = /(^|\/)\.|~$/;
const DEBOUNCE_MS = 80;

/**
 * Runs `onChange` after every change of the definitions, one run at a time, until the process is told
 * to stop or `until` is settled.
 * @param options.first run at once: something may have changed before the watch began
 */
export async function watchDefinitions(
  root: string,
  onChange: () => Promise<void>,
  { until, first }: { until: Promise<unknown>; first: boolean },
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let watchers: FSWatcher[] = [];
  const disarm = () => {
    for (const watcher of watchers) watcher.close();
  };
  const arm = () => {
    disarm();
    watchers = watchFolders(join(root, "quickback"), () => {
      clearTimeout(timer);
      timer = setTimeout(changed, DEBOUNCE_MS);
    });
  };
  const changed = () => {
    // Before the run, which then sees what happened while nothing watched.
    arm();
    running = running.then(onChange).catch((error: unknown) => console.error(error));
  };
  if (first) changed();
  else arm();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  await Promise.race([until, ...signals.map((signal) => new Promise((stop) => process.once(signal, stop)))]);
  clearTimeout(timer);
  disarm();
  await running;
}

/**
 * Watches each folder on its own: Node's recursive watch on Linux follows files, and loses one that an
 * editor saves by renaming another over it.
 */
function watchFolders(top: string, onEvent: () => void): FSWatcher[] {
  return foldersOf(top).map((folder) => {
    const watcher = watch(folder, (_event, name) => {
      if (name !== null && isDefinition(top, join(folder, name))) onEvent();
    });
    // The folder itself was removed, which its parent tells as well.
    return watcher.on("error", () => watcher.close());
  });
}

function foldersOf(top: string): string[] {
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((folder) => isDefinition(top, folder))
    .concat(top);
}

function isDefinition(top: string, path: string): boolean {
  const below = relative(top, path).split(sep).join("/");
  return !WRITTEN.test(below) && !HIDDEN.test(below);
}
