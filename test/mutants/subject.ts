import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadProbe } from "@quickback/compiler/engine";
import type { ProjectModel } from "../../compiler/src/2-model/project-model";
import { check } from "../../compiler/src/6-verify/verify";
import { readManifest } from "../../compiler/src/7-write/manifest";
import type { FileTree } from "../../compiler/src/files";
import type { Identity } from "../../compiler/src/probe/plan/identities";
import { planProbes } from "../../compiler/src/probe/plan/plan";
import type { Mark } from "../../compiler/src/probe/plan/planter";
import type { Probe, Stage } from "../../compiler/src/probe/plan/probe";
import { AuthRows } from "../../compiler/src/probe/run/people";
import { everythingProject } from "../openapi/everything-project";
import { Prng } from "../oracle/prng";
import { compileOrThrow, createProject } from "../support/project";
import { hiring, repository } from "../support/repository";
import { type Bundler, bundlerFor } from "./bundle";
import { disagreement, tryProbes } from "./try-probes";
import { vaultProject } from "./vault-project";

/** The apps that are broken, the cheapest to probe first. */
const sources: Record<string, string | Record<string, string>> = {
  "org-roles": join(repository, "examples/org-roles"),
  "tenant-isolation": join(repository, "examples/tenant-isolation"),
  vault: vaultProject,
  everything: everythingProject,
  hiring,
};
export const subjectNames = Object.keys(sources);

/** A compiled app, and the questions that probes ask of it. */
export interface Subject {
  name: string;
  root: string;
  model: ProjectModel;
  tree: FileTree;
  bundler: Bundler;
  /** What plants everybody's user, membership and session. */
  people: string[];
  identities: Identity[];
  stages: Stage[];
  marks: ReadonlyMap<string, Mark>;
  /** Probes that the whole app does not pass in this process, and why; they are not asked. */
  leftOut: ReadonlyMap<Probe, string>;
  stop(): Promise<void>;
}

/**
 * Compiles an app and makes sure that nothing is wrong with it before it is broken.
 * @throws where a contract is broken from the start
 */
export async function subjectOf(name: string): Promise<Subject> {
  const source = sources[name];
  if (source === undefined)
    throw new Error(`There is no app ${name}: choose from ${subjectNames.join(", ")}`);
  const project = await createProject(source);
  await compileOrThrow(project);
  const { modelOf } = await loadProbe();
  const model = await modelOf(project.root);
  const { files } = await readManifest(project.root);
  const tree: FileTree = new Map();
  for (const path of Object.keys(files).sort())
    tree.set(path, await readFile(join(project.root, path), "utf8"));
  const [violation] = check(model, tree).violations;
  if (violation) throw new Error(`${name} is broken from the start: ${violation.problem}`);

  const auth = new AuthRows(model);
  const { identities, stages, marks } = planProbes(model, auth.platformRoles);
  const bundler = await bundlerFor(project.root);
  const subject: Subject = {
    name,
    root: project.root,
    model,
    tree,
    bundler,
    people: auth.statements(identities, Date.now()),
    identities,
    stages,
    marks,
    leftOut: new Map(),
    stop: async () => {
      await bundler.stop();
      await project.remove();
    },
  };
  const failing = await failingProbes(subject);
  subject.leftOut = failing;
  subject.stages = stages.map(({ rows, probes }) => ({
    rows,
    probes: shuffled(probes.filter((probe) => !failing.has(probe))),
  }));
  return subject;
}

async function failingProbes(subject: Subject): Promise<Map<Probe, string>> {
  const judged = await tryProbes(subject, undefined, { stopAtFirst: false });
  if (typeof judged === "string") throw new Error(`${subject.name} does not start: ${judged}`);
  return new Map(
    judged.flatMap(({ probe, outcome }) => {
      const told = disagreement({ probe, outcome });
      return told === undefined ? [] : [[probe, told] as const];
    }),
  );
}

/** The same order every time, in which early questions are of many kinds. */
function shuffled(probes: Probe[]): Probe[] {
  const random = new Prng(7);
  return probes
    .map((probe) => ({ probe, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ probe }) => probe);
}
