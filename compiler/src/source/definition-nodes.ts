import type { CallExpression, Expression, Node, ObjectExpression, Program } from "oxc-parser";

/** One entry of a definition's object literal. */
export interface DefinitionNode {
  /** The whole entry, e.g. `mask: (value) => null`. */
  entry: Node;
  /** The entry's value as written. */
  value: Node;
  /** Written as a method: `mask(value) { … }`. */
  method: boolean;
  /** The members of the literal it stands in, itself among them. */
  siblings: readonly (Node | null)[];
}

/** What a file's default export is made of. */
export interface DefinitionSource {
  /** The default export's expression. */
  root: Node;
  /** Dotted path → entry. */
  nodes: Map<string, DefinitionNode>;
}

/** Reads the define call (or plain object) that a file exports by default. */
export function definitionNodes(program: Program): DefinitionSource | undefined {
  const exported = program.body.find((statement) => statement.type === "ExportDefaultDeclaration");
  if (!exported) return undefined;
  const reader = new DefinitionReader(topLevelValues(program));
  const root = reader.follow(exported.declaration);
  if (root.type === "CallExpression") reader.readCall(root);
  else reader.read(root, "");
  return { root, nodes: reader.nodes };
}

/** Top-level `const` values of a file, by name. */
export function topLevelValues(program: Program): Map<string, Expression> {
  const values = new Map<string, Expression>();
  for (const statement of program.body) {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration") continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type === "Identifier" && init) values.set(id.name, init);
    }
  }
  return values;
}

/** The expression inside `as`, `satisfies` and `!`. */
export function unwrapped(node: Node): Node {
  if (
    node.type === "TSAsExpression" ||
    node.type === "TSSatisfiesExpression" ||
    node.type === "TSNonNullExpression" ||
    node.type === "TSTypeAssertion" ||
    node.type === "ParenthesizedExpression"
  ) {
    return unwrapped(node.expression);
  }
  return node;
}

/** The literal name of a property key, `undefined` for a computed one. */
export function keyName(key: Node, computed: boolean): string | undefined {
  if (key.type === "Literal") return String(key.value);
  return key.type === "Identifier" && !computed ? key.name : undefined;
}

class DefinitionReader {
  readonly nodes = new Map<string, DefinitionNode>();

  constructor(private readonly values: Map<string, Expression>) {}

  /** Follows identifiers declared at the top level of the file; stops at a circle. */
  follow(node: Node): Node {
    const seen = new Set<string>();
    let current = unwrapped(node);
    while (current.type === "Identifier" && !seen.has(current.name)) {
      seen.add(current.name);
      const value = this.values.get(current.name);
      if (!value) break;
      current = unwrapped(value);
    }
    return current;
  }

  /** `defineConfig({…})` holds its literal first, `defineTable(table, {…})` second. */
  readCall(call: CallExpression): void {
    const literal = call.arguments.map((argument) => this.follow(argument)).find(isLiteral);
    if (literal) this.read(literal, "");
  }

  read(node: Node, path: string): void {
    if (node.type === "ObjectExpression") this.readObject(node, path);
    else if (node.type === "ArrayExpression") {
      node.elements.forEach((element, index) => {
        if (element) this.add(element, element, `${path}.${index}`, node.elements);
      });
    } else if (node.type === "CallExpression") {
      // A provider: `defineRuntime("cloudflare", {…})` is `{ name, config }`.
      const [name, config] = node.arguments;
      if (name) this.add(name, name, `${path}.name`, node.arguments);
      if (config) this.add(config, config, `${path}.config`, node.arguments);
    }
  }

  private readObject(object: ObjectExpression, path: string): void {
    for (const property of object.properties) {
      if (property.type === "SpreadElement") {
        this.read(this.follow(property.argument), path);
        continue;
      }
      const key = keyName(property.key, property.computed);
      if (key === undefined) continue;
      const below = path === "" ? key : `${path}.${key}`;
      this.add(property, property.value, below, object.properties, property.method);
    }
  }

  private add(
    entry: Node,
    value: Node,
    path: string,
    siblings: DefinitionNode["siblings"],
    method = false,
  ): void {
    this.nodes.set(path, { entry, value, method, siblings });
    this.read(this.follow(value), path);
  }
}

function isLiteral(node: Node): node is ObjectExpression {
  return node.type === "ObjectExpression";
}
