import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  watch,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import type { Prng } from "../oracle/prng";
import { cli } from "../support/repository";
import { createSandbox } from "./sandbox";

export interface KillFigures {
  kills: number;
  /** Kills in the middle of the swap: what the next command had to finish or undo. */
  interrupted: number;
  /** The compile had not begun to change the tree, or was undone. */
  old: number;
  /** The compile was through, or was finished by the next command. */
  new: number;
  /** Of trees that are neither: the paths that differ from the old and from the new one. */
  mixed: string[];
}

/** Milliseconds that staging and swapping take, with some to spare. */
const WRITING = 60;

const jobs = "quickback/features/hiring/jobs.ts";

/**
 * Compiles a change again and again, each time killed by SIGKILL at a random moment, lets the next
 * command recover, and tells whether the old tree or the new one stands.
 */
export async function runKills(random: Prng, kills: number): Promise<KillFigures> {
  const sandbox = createSandbox();
  const { root } = sandbox;
  for (const link of [
    "quickback/features/link",
    "quickback/features/hiring/handlers/link",
    "quickback/dangling",
  ])
    rmSync(join(root, link));
  const source = readFileSync(join(root, jobs), "utf8");
  const compile = async (text: string): Promise<Tree> => {
    writeFileSync(join(root, jobs), text);
    await ended(start(root, ["compile"]));
    return treeOf(root);
  };
  const changed = source.replace("maxLength: 120", "maxLength: 121");
  const fresh = await compile(changed);
  const started = performance.now();
  const old = await compile(source);
  const span = performance.now() - started;
  const before = join(sandbox.outside, "before");
  cpSync(root, before, { recursive: true, verbatimSymlinks: true });

  const figures: KillFigures = { kills, interrupted: 0, old: 0, new: 0, mixed: [] };
  for (let kill = 0; kill < kills; kill++) {
    writeFileSync(join(root, jobs), changed);
    const child = start(root, ["compile"]);
    const disarm = random.chance(0.5)
      ? killWhileWriting(child, root, random)
      : killAt(child, moment(random) * span);
    await ended(child);
    disarm();
    const left = treeOf(root);
    if ([old, fresh].every((tree) => differences(left, tree).length > 0)) figures.interrupted++;
    letLockExpire(root);
    // Any command that compiles recovers first; a dry run then changes nothing more.
    const recovered = await ended(start(root, ["compile", "--dry-run"]));
    if (recovered !== 0) throw new Error(`The command after kill ${kill} ended with ${recovered}`);
    const now = treeOf(root);
    if (differences(now, old).length === 0) figures.old++;
    else if (differences(now, fresh).length === 0) figures.new++;
    else figures.mixed.push(`${differences(now, old).join(", ")} / ${differences(now, fresh).join(", ")}`);
    rmSync(root, { recursive: true, force: true });
    cpSync(before, root, { recursive: true, verbatimSymlinks: true });
  }
  await sandbox.remove();
  return figures;
}

/** @returns what calls the kill off */
function killAt(child: ChildProcess, milliseconds: number): () => void {
  const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
  return () => clearTimeout(timer);
}

/** Kills a moment after the compile begins to stage what it writes: that takes too short to be hit by chance. */
function killWhileWriting(child: ChildProcess, root: string, random: Prng): () => void {
  const delay = random.next() * WRITING;
  const disarm: (() => void)[] = [];
  const watcher = watch(join(root, "quickback"), (_event, name) => {
    if (!name?.startsWith(".staging-") || disarm.length > 1) return;
    disarm.push(killAt(child, delay));
  });
  disarm.push(() => watcher.close());
  return () => {
    for (const end of disarm) end();
  };
}

/** A share of a compile's time; the end, where files are written, more often. */
function moment(random: Prng): number {
  return random.chance(0.3) ? random.next() : 0.7 + 0.4 * random.next();
}

function start(root: string, args: string[]): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { cwd: root, stdio: "ignore" });
}

/** @returns the exit code; `null` for a process that was killed */
async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

/** A dead holder's lock is taken over with time; here the time passes at once. */
function letLockExpire(root: string): void {
  const longAgo = new Date(Date.now() - 60_000);
  const lock = join(root, "quickback/.lock");
  if (statSync(lock, { throwIfNoEntry: false })) utimesSync(lock, longAgo, longAgo);
}

/** Path → hash of every generated file. */
type Tree = ReadonlyMap<string, string>;

/** All but the definitions; secrets, made once per project, do not count. */
function treeOf(root: string): Tree {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith("quickback/features/") && !path.endsWith(".dev.vars"));
  const hashOf = (path: string) =>
    createHash("sha256")
      .update(readFileSync(join(root, path)))
      .digest("hex");
  return new Map(paths.map((path) => [path, hashOf(path)]));
}

function differences(one: Tree, other: Tree): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path));
}
