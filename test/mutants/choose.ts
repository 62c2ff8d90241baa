import { Prng } from "../oracle/prng";
import { harmlessBecause } from "./harmless";
import { mutantsOf, parses } from "./make-mutants";
import type { Mutant } from "./mutant";
import type { Subject } from "./subject";

/** A mutant, and the apps that it is a fault of. */
export interface Choice {
  mutant: Mutant;
  subjects: Subject[];
}

export interface Choices {
  all: number;
  chosen: Choice[];
  /** Reason → number of mutants that do not count for it. */
  excluded: Map<string, number>;
}

export interface ChooseOptions {
  seed: number;
  limit: number;
  /** Part of the file's path or of the operator's name. */
  only?: string;
}

/**
 * Chooses mutants of the apps: the same ones for the same seed, and of each file and each operator
 * before many of any.
 */
export function choose(subjects: Subject[], { seed, limit, only = "" }: ChooseOptions): Choices {
  const byFile = new Map<string, { file: string; text: string; subjects: Subject[] }>();
  for (const subject of subjects)
    for (const [file, text] of subject.tree) {
      const known = byFile.get(`${file}\n${text}`) ?? { file, text, subjects: [] };
      known.subjects.push(subject);
      byFile.set(`${file}\n${text}`, known);
    }
  const excluded = new Map<string, number>();
  const groups = new Map<string, Choice[]>();
  const random = new Prng(seed);
  let all = 0;
  for (const { file, text, subjects: owners } of byFile.values())
    for (const mutant of mutantsOf(file, text)) {
      if (!`${mutant.file} ${mutant.operator}`.includes(only)) continue;
      all++;
      const group = `${owners.length === 1 ? owners[0]?.name : ""} ${file} ${mutant.operator}`;
      groups.set(group, [...(groups.get(group) ?? []), { mutant, subjects: owners }]);
    }
  const queues = shuffled([...groups.values()], random).map((group) => shuffled(group, random));
  const drawn: Choice[] = [];
  for (let round = 0; drawn.length < Math.min(limit, all); round++)
    drawn.push(...queues.flatMap((queue) => queue.slice(round, round + 1)).slice(0, limit - drawn.length));
  // Drawn first and left out then: a reason more does not change which others are drawn.
  const chosen = drawn.filter(({ mutant }) => {
    if (!parses(mutant)) return false;
    const why = harmlessBecause(mutant);
    if (why !== undefined) excluded.set(why, (excluded.get(why) ?? 0) + 1);
    return why === undefined;
  });
  return { all, chosen, excluded };
}

function shuffled<T>(items: T[], random: Prng): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
