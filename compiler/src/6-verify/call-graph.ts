import type { Node } from "oxc-parser";
import type { FileTree } from "../files";
import { childrenOf } from "../source/parse";
import { ModuleData } from "./module-data";

/** Each with the offset of its first call. */
interface FunctionNode {
  /** Functions it calls by name, as `src/lib/access#authorize`. */
  functions: Map<string, number>;
  /** Methods it calls, by every tail of the chain: `engine.firewall.sql` and `firewall.sql`. */
  methods: Map<string, number>;
}

/** A function or a constant of a module. */
interface FunctionEntry {
  module: ModuleData;
  body: Node;
  calls?: FunctionNode;
}

/** Who calls whom in the runtime files of a generated tree, from their syntax trees. */
export class CallGraph {
  readonly #functions = new Map<string, FunctionEntry>();
  readonly #read = new Set<string>();

  /** @param tree the generated tree; of it, the modules of `src/lib` and `src/middleware` that are asked about */
  constructor(private readonly tree: FileTree) {}

  /** The function's syntax tree and its module; `undefined` when there is no such function. */
  find(name: string): FunctionEntry | undefined {
    const path = `${name.split("#")[0]}.ts`;
    if (!this.#read.has(path)) {
      this.#read.add(path);
      const text = /^src\/(lib|middleware)\//.test(path) ? this.tree.get(path) : undefined;
      if (text !== undefined) this.#add(new ModuleData(path, text));
    }
    return this.#functions.get(name);
  }

  /** The tree has the file that a function should stand in. */
  has(name: string): boolean {
    return this.tree.has(`${name.split("#")[0]}.ts`);
  }

  #add(module: ModuleData): void {
    const prefix = `${module.path.replace(/\.ts$/, "")}#`;
    for (const statement of module.program.body) {
      const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
      if (declaration?.type === "FunctionDeclaration" && declaration.id) {
        this.#functions.set(prefix + declaration.id.name, { module, body: declaration });
      }
    }
    for (const [name, body] of module.constants) this.#functions.set(prefix + name, { module, body });
  }

  /** Every function and method that a function calls, directly or through others. */
  reach(name: string): Set<string> {
    return this.#close([name]);
  }

  /** What a function calls itself, without what its callees call. */
  calls(name: string): Set<string> {
    const calls = this.#callsOf(name);
    return new Set(calls ? [...calls.functions.keys(), ...calls.methods.keys()] : []);
  }

  /**
   * Where a function or method is called on the way from another function, nearest to it:
   * `src/lib/table-engine.ts:88`; `undefined` where the call graph leads to no such call.
   */
  site(start: string, call: string): string | undefined {
    const reached = new Set([start]);
    for (const name of reached) {
      const calls = this.#callsOf(name);
      const offset = calls?.functions.get(call) ?? calls?.methods.get(call);
      if (offset !== undefined) return this.find(name)?.module.placeOf(offset);
      for (const called of calls?.functions.keys() ?? []) reached.add(called);
    }
    return undefined;
  }

  #callsOf(name: string): FunctionNode | undefined {
    const entry = this.find(name);
    if (entry) entry.calls ??= callsIn(entry.module, entry.body);
    return entry?.calls;
  }

  /** Every function and method that a piece of a module's code calls, directly or through others. */
  reachOf(module: ModuleData, node: Node): Set<string> {
    const { functions, methods } = callsIn(module, node);
    return new Set([...methods.keys(), ...this.#close([...functions.keys()])]);
  }

  #close(start: string[]): Set<string> {
    const reached = new Set<string>(start);
    const pending = [...start];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      const calls = this.#callsOf(name);
      if (!calls) continue;
      for (const method of calls.methods.keys()) reached.add(method);
      for (const called of calls.functions.keys()) {
        if (reached.has(called)) continue;
        reached.add(called);
        pending.push(called);
      }
    }
    return reached;
  }
}

function callsIn(module: ModuleData, root: Node): FunctionNode {
  const calls: FunctionNode = { functions: new Map(), methods: new Map() };
  const own = module.path.replace(/\.ts$/, "");
  const note = (calls: Map<string, number>, name: string, { start }: Node) => {
    if (!calls.has(name)) calls.set(name, start);
  };
  visit(root, (node) => {
    if (node.type !== "CallExpression" && node.type !== "NewExpression") return;
    const chain = chainOf(node.callee);
    if (chain.length === 1 && chain[0] !== undefined)
      note(calls.functions, module.imports.get(chain[0]) ?? `${own}#${chain[0]}`, node);
    for (let start = 0; start < chain.length - 1; start++)
      note(calls.methods, chain.slice(start).join("."), node);
  });
  return calls;
}

/** `a.b?.c` as `["a", "b", "c"]`; what is no plain name in it is left out. */
export function chainOf(node: Node): string[] {
  if (node.type === "Identifier") return [node.name];
  if (node.type === "ChainExpression") return chainOf(node.expression);
  if (node.type !== "MemberExpression") return [];
  return node.property.type === "Identifier" && !node.computed
    ? [...chainOf(node.object), node.property.name]
    : [];
}

/** Calls `see` for a node and everything below it. */
export function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const child of childrenOf(node)) visit(child, see);
}
