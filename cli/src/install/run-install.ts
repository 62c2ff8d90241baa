import { resolve } from "node:path";
import { type Call, UsageError } from "../command";
import type { Installation } from "./installed";

/** What can be chosen by an option of its name. */
export interface Choice {
  option: string;
  title: string;
  at(project: string, global: boolean): Installation | Promise<Installation>;
}

/**
 * `install` or `uninstall` of what the options choose; nothing is written unless all of
 * it can be.
 * @returns the exit code
 */
export async function runInstall(
  action: "install" | "uninstall",
  choices: readonly Choice[],
  { options, root, json }: Call,
): Promise<number> {
  const chosen = choices.filter(({ option }) => options[camelCase(option)] === true);
  if (chosen.length === 0) {
    const flags = choices.map(({ option, title }) => `  --${option.padEnd(12)} ${title}`);
    throw new UsageError(`Say for what, one or more of:\n${flags.join("\n")}`);
  }
  const project = resolve(root);
  const installations = await Promise.all(
    chosen.map((choice) => choice.at(project, options.global === true)),
  );
  const planned = (await Promise.all(installations.map((installation) => installation[action]()))).flat();
  for (const { apply } of planned) await apply?.();
  const files = planned.map(({ path, change }) => ({ path, change }));
  if (json) console.log(JSON.stringify({ files }, null, 2));
  else console.log(files.map(({ path, change }) => `${change.padEnd(9)} ${path}`).join("\n"));
  return 0;
}

/** The option as the parser names it. */
function camelCase(option: string): string {
  return option.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
