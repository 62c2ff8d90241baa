/** What a command is called with. */
export interface Call {
  args: readonly string[];
  /** Options by camelCase name; values as typed by the parser. */
  options: Readonly<Record<string, unknown>>;
  /** Project root as given, default the working directory. */
  root: string;
  /** Print one JSON document instead of text. */
  json: boolean;
}

export interface CommandOption {
  /** E.g. `--dry-run` or `--limit <n>`. */
  flags: string;
  description: string;
}

/** One command of the CLI. */
export interface Command {
  name: string;
  /** Positional arguments as help shows them, e.g. `<template> <name>`. */
  args?: string;
  summary: string;
  /** More than the summary, for its own help. */
  description?: string;
  /** `false` where there is nothing to print as JSON. */
  json?: false;
  options: CommandOption[];
  /** Whole command lines. */
  examples: string[];
  /** @returns the exit code: 0 ok, 1 diagnostics, 2 wrong use, 3 access widened */
  run(call: Call): Promise<number>;
}

/** A command line that cannot be carried out as written; the message says what to type instead. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
