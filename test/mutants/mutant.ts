import type { Node } from "oxc-parser";

/** A change to one place of a file. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** What an operator sees of a node. */
export interface Site {
  node: Node;
  /** From the node's parent outwards. */
  parents: readonly Node[];
  /** The source text of a node. */
  textOf(node: Node): string;
}

/** One way in which code can be wrong. */
export interface Operator {
  name: string;
  /** Files that it is meant for. */
  files: RegExp;
  /** Every edit at this node that makes the code wrong in this way. */
  edits(site: Site): Edit[];
}

/** A compiled app with one fault. */
export interface Mutant {
  operator: string;
  /** Of the generated tree. */
  file: string;
  line: number;
  /** Where the change begins, in UTF-16 units of the file as it was. */
  at: number;
  /** The line as it stood, for people. */
  before: string;
  /** What stood there and what stands there now. */
  change: string;
  /** The whole file with the fault in it. */
  text: string;
}

/** Replaces a node. */
export function replace({ start, end }: { start: number; end: number }, text: string): Edit {
  return { start, end, text };
}

/** Takes items out of a list one by one, each with its comma. */
export function withoutEach(items: readonly (Node | null)[]): Edit[] {
  const present = items.filter((item) => item !== null);
  return present.map((item, index) => {
    const [before, after] = [present[index - 1], present[index + 1]];
    if (after) return { start: item.start, end: after.start, text: "" };
    return { start: before?.end ?? item.start, end: item.end, text: "" };
  });
}
