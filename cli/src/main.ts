import cac, { type CAC } from "cac";
import manifest from "../package.json";
import { type Command, UsageError } from "./command";
import { commands } from "./commands";

/**
 * Runs one command line.
 * @param argv arguments after the program's name
 * @returns the exit code: 0 ok, 1 diagnostics, 2 wrong use
 */
export async function main(argv: readonly string[]): Promise<number> {
  const name = commandName(argv);
  const json = argv.includes("--json");
  try {
    if (name === undefined) return await globalHelp(argv);
    const command = await findCommand(name);
    return await runCommand(command, argv);
  } catch (error) {
    if (!(error instanceof Error) || !isUsage(error)) throw error;
    if (json) console.log(JSON.stringify({ error: error.message }));
    else console.error(`${error.message}${hint(error, name)}`);
    return 2;
  }
}

/** The first argument that is neither an option nor the value of one. */
function commandName(argv: readonly string[]): string | undefined {
  return argv.find((arg, index) => !arg.startsWith("-") && argv[index - 1] !== "--root");
}

async function findCommand(name: string): Promise<Command> {
  const builtIn = commands.find((command) => command.name === name);
  if (builtIn) return builtIn.load();
  const { toolCommands } = await import("./tool-command");
  const tools = toolCommands();
  // The start of a tool's name is enough: `explain` is `explain-security-report`.
  const [tool, another] = tools.filter((command) => `${command.name}-`.startsWith(`${name}-`));
  if (tool && !another) return tool;
  const { closest, distance } = await import("fastest-levenshtein");
  const names = [...commands, ...tools].map((command) => command.name);
  const nearest = closest(name, names);
  const suggestion = distance(name, nearest) <= 3 ? ` Did you mean \`quickback ${nearest}\`?` : "";
  throw new UsageError(`There is no command "${name}".${suggestion}`);
}

async function runCommand(command: Command, argv: readonly string[]): Promise<number> {
  const cli = program();
  const registered = cli.command(`${command.name} ${command.args ?? ""}`.trim(), command.summary);
  for (const { flags, description } of command.options) registered.option(flags, description);
  for (const example of command.examples) registered.example(`  $ ${example}`);
  let code = 0;
  registered.action(async () => {
    const { root, json, ...options } = cli.options;
    if (root === true || Array.isArray(root)) throw new UsageError("--root takes one folder.");
    code = await command.run({
      args: cli.args,
      options,
      root: root === undefined ? process.cwd() : String(root),
      json: json === true,
    });
  });
  cli.parse(["node", "quickback", ...argv], { run: false });
  await cli.runMatchedCommand();
  return code;
}

async function globalHelp(argv: readonly string[]): Promise<number> {
  const unknown = argv.find((arg) => !["--help", "-h", "--json"].includes(arg));
  if (unknown) throw new UsageError(`There is no option "${unknown}" without a command.`);
  const { toolCommands } = await import("./tool-command");
  const cli = program();
  for (const { name, summary } of [...commands, ...toolCommands()]) cli.command(name, summary);
  cli.example("  $ quickback create cloudflare my-app");
  cli.example("  $ quickback compile --watch");
  cli.example('  $ quickback docs --search "mask an email"');
  cli.outputHelp();
  return 0;
}

function program(): CAC {
  return cac("quickback")
    .option("--root <dir>", "Project root (default: the current folder)")
    .option("--json", "Print JSON")
    .help()
    .version(manifest.version);
}

/** Our own usage errors, those of the parser, and a tool's refusals. */
function isUsage(error: Error): boolean {
  return ["UsageError", "CACError", "ToolError"].includes(error.name);
}

function hint({ name: kind }: Error, command: string | undefined): string {
  return kind === "CACError" ? `\nSee \`quickback ${command} --help\`.` : "";
}
