import type { Command } from "../command";

/** A command that loads its code only when it is called. */
export interface LazyCommand {
  name: string;
  summary: string;
  load(): Promise<Command>;
}

/** The commands that are more than a tool, in the order help lists them. */
export const commands: readonly LazyCommand[] = [
  {
    name: "create",
    summary: "Start a project from a template",
    load: async () => (await import("./create")).create,
  },
  {
    name: "compile",
    summary: "Compile the definitions into the API",
    load: async () => (await import("./compile")).compile,
  },
  {
    name: "dev",
    summary: "Compile, migrate locally, serve, and recompile on change",
    load: async () => (await import("./dev")).dev,
  },
  {
    name: "matrix",
    summary: "Show who may do what: role by operation, table and field",
    load: async () => (await import("./matrix")).matrix,
  },
  {
    name: "verify-report",
    summary: "Check the security report, its signature and the files it speaks of",
    load: async () => (await import("./verify-report")).verifyReport,
  },
  {
    name: "probe",
    summary: "Try the compiled app as everyone who could call it",
    load: async () => (await import("./probe")).probe,
  },
  {
    name: "docs",
    summary: "Read or search the documentation",
    load: async () => (await import("./docs")).docs,
  },
  {
    name: "mcp",
    summary: "Serve the tools to a coding agent over stdio, or install that",
    load: async () => (await import("./mcp")).mcp,
  },
  {
    name: "skill",
    summary: "Teach your coding agent Quickback: skill, rules, AGENTS.md",
    load: async () => (await import("./skill")).skill,
  },
  {
    name: "complete",
    summary: "Print the script that completes commands in your shell",
    load: async () => (await import("./complete")).complete,
  },
];
