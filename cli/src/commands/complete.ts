import type { RootCommand } from "@bomb.sh/tab";
import { type Command, UsageError } from "../command";
import { commands, type LazyCommand } from "./index";

const shells = ["bash", "zsh", "fish", "powershell"];

/** `quickback complete` */
export const complete: Command = {
  name: "complete",
  args: "<shell>",
  summary: "Print the script that completes commands in your shell",
  description: `Print the script that completes commands in your shell: ${shells.join(", ")}`,
  json: false,
  options: [],
  examples: [
    "source <(quickback complete bash)",
    "source <(quickback complete zsh)",
    "quickback complete fish > ~/.config/fish/completions/quickback.fish",
  ],
  async run({ args: [shell = ""] }) {
    if (!shells.includes(shell))
      throw new UsageError(`There are completions for ${shells.join(", ")}, not for "${shell}".`);
    const { script } = await import("@bomb.sh/tab");
    script(shell, "quickback", "quickback");
    return 0;
  },
};

/** Answers the shell's script: what may follow the words typed so far. */
export async function completeWords(words: readonly string[]): Promise<number> {
  const { default: root } = await import("@bomb.sh/tab");
  const { toolCommands } = await import("../tool-command");
  const builtIn = await Promise.all(commands.map((command: LazyCommand) => command.load()));
  for (const command of [...builtIn, ...toolCommands()]) await describe(root, command);
  root.parse([...words]);
  return 0;
}

async function describe(root: RootCommand, command: Command): Promise<void> {
  const own = root.command(command.name, command.summary);
  own.option("root", "Project root");
  if (command.json !== false) own.option("json", "Print JSON");
  for (const { flags, description } of command.options) own.option(nameOf(flags), description);
  for (const [, name = ""] of (command.args ?? "").matchAll(/[<[]([^>\]]+)[>\]]/g)) {
    const values = await valuesOf(name);
    own.argument(name, (add) => {
      for (const value of values) add(value, "");
    });
  }
}

/** `--limit <n>` is the option `limit`. */
function nameOf(flags: string): string {
  return flags.replace(/^.*--/, "").replace(/[ =].*$/, "");
}

/** What a positional argument may be, where that is known. */
async function valuesOf(argument: string): Promise<string[]> {
  if (argument.includes("|")) return argument.split("|");
  if (argument === "shell") return shells;
  if (argument === "template") return Object.keys((await import("../templates")).templates);
  if (argument === "topic") return topics();
  return [];
}

/** Slugs, and their last parts, which are enough to name a page. */
async function topics(): Promise<string[]> {
  const { listTopics } = await import("@quickback/docs");
  const slugs = listTopics().map(({ slug }) => slug);
  return [...new Set([...slugs.map((slug) => slug.split("/").at(-1) ?? slug), ...slugs])];
}
