import cac, { type CAC } from "cac";
import manifest from "../package.json";
import { type Command, UsageError } from "./command";
import { commands } from "./commands";

/**
 * Runs one command line.
 * @param argv arguments after the program's name
 * @returns the exit code: 0 ok, 1 diagnostics, 2 wrong use, 3 access widened
 */
export async function main(argv: readonly string[]): Promise<number> {
  // `quickback help compile` is `quickback compile --help`.
  if (argv[0] === "help") return main([...argv.slice(1), "--help"]);
  // The shell's script asks `quickback complete -- <words>`: they are no options of ours.
  if (argv[0] === "complete" && argv[1] === "--")
    return (await import("./commands/complete")).completeWords(argv.slice(2));
  const at = commandIndex(argv);
  const name = argv[at];
  try {
    if (name === undefined) return await globalHelp(argv);
    const command = await findCommand(name);
    // The name may be the start of a command's; the parser knows whole ones.
    return await runCommand(command, argv.with(at, command.name));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (argv.includes("--json"))
      console.log(JSON.stringify({ error: error.message, ...("code" in error && { code: error.code }) }));
    else console.error(explain(error, name));
    return isUsage(error) ? 2 : 1;
  }
}

/** Place of the first argument that is neither an option nor the value of one; -1 where there is none. */
function commandIndex(argv: readonly string[]): number {
  return argv.findIndex((arg, index) => !arg.startsWith("-") && argv[index - 1] !== "--root");
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
  const suggestion =
    distance(name, nearest) <= 3
      ? `Did you mean \`quickback ${nearest}\`?`
      : "See `quickback --help` for all of them.";
  throw new UsageError(`There is no command "${name}". ${suggestion}`);
}

async function runCommand(command: Command, argv: readonly string[]): Promise<number> {
  const cli = program(command.description ?? command.summary, command.json ?? true);
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
  const unknown = argv.find((arg) => !["--help", "-h"].includes(arg));
  if (unknown) throw new UsageError(`${unknown} needs a command: see \`quickback --help\`.`);
  const { toolCommands } = await import("./tool-command");
  const cli = program("Compiles table definitions with their security rules into an API.", true);
  for (const { name, summary } of [...commands, ...toolCommands()]) cli.command(name, summary);
  cli.example("  $ quickback create cloudflare my-app");
  cli.example("  $ quickback compile --watch");
  cli.example('  $ quickback docs --search "mask an email"');
  cli.outputHelp();
  return 0;
}

/**
 * @param about what help says first
 * @param json offer `--json`
 */
function program(about: string, json: boolean): CAC {
  const cli = cac("quickback").option("--root <dir>", "Project root (default: the current folder)");
  if (json) cli.option("--json", "Print JSON");
  return cli
    .help((sections) => [
      { body: `quickback ${manifest.version}` },
      { body: about },
      ...sections
        .slice(1)
        .map((section) =>
          section.title?.startsWith("For more info")
            ? { body: "`quickback <command> --help` says more about a command." }
            : { ...section, body: section.body.replace(/ +$/gm, "") },
        ),
    ])
    .version(manifest.version);
}

/** Our own usage errors, those of the parser, a tool's refusals, and apps that cannot be probed. */
function isUsage(error: Error): boolean {
  return ["UsageError", "CACError", "ToolError", "ProbeError"].includes(error.name);
}

function explain(error: Error, command: string | undefined): string {
  if (error.name === "CACError") return `${error.message}\nSee \`quickback ${command} --help\`.`;
  // The system's refusals name the path; a stack adds nothing.
  if (isUsage(error) || "syscall" in error) return error.message;
  return `quickback failed, which is a fault of Quickback and not of your input:\n${error.stack}`;
}
