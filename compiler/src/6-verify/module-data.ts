import { posix } from "node:path";
import type { Expression, Node, ObjectPropertyKind, Program, Statement } from "oxc-parser";
import { parse } from "../source/parse";
import { lineStarts } from "./line-starts";

/**
 * A value as it stands in generated code: literals as they are; anything that is a name as
 * `{ $ref: "<module>#<export>" }`; a call as `{ $call, args }`; other code as `{ $code: <its kind> }`.
 */
export type Data = string | number | boolean | null | Data[] | { [key: string]: Data };

/** A module of the generated tree, read from its syntax tree. */
export class ModuleData {
  readonly program: Program;
  /** Local name → what it is, e.g. `src/lib/app#createApp`. */
  readonly imports = new Map<string, string>();
  /** Top-level constants by name, exported or not. */
  readonly constants = new Map<string, Expression>();
  /** Every name that the module declares at its top level. */
  readonly declared = new Set<string>();
  /** The expression of `export default`, if it is one. */
  readonly default: Expression | undefined;

  #lines: ((offset: number) => number) | undefined;

  constructor(
    readonly path: string,
    readonly text: string,
  ) {
    this.program = parse(path, text).program;
    for (const statement of this.program.body) this.#read(statement);
    const exported = this.program.body.find((statement) => statement.type === "ExportDefaultDeclaration");
    const declaration = exported?.type === "ExportDefaultDeclaration" ? exported.declaration : undefined;
    this.default = declaration?.type === "CallExpression" ? declaration : undefined;
  }

  #read(statement: Statement): void {
    if (statement.type === "ImportDeclaration") {
      const from = this.#resolve(statement.source.value);
      for (const specifier of statement.specifiers) {
        this.imports.set(specifier.local.name, `${from}#${importedName(specifier)}`);
      }
    }
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration && "id" in declaration && declaration.id?.type === "Identifier")
      this.declared.add(declaration.id.name);
    if (declaration?.type !== "VariableDeclaration") return;
    for (const { id, init } of declaration.declarations) {
      for (const name of boundNames(id)) this.declared.add(name);
      if (id.type === "Identifier" && init) this.constants.set(id.name, init);
    }
  }

  #resolve(specifier: string): string {
    return specifier.startsWith(".") ? posix.join(posix.dirname(this.path), specifier) : specifier;
  }

  /** `file:line` of an offset. */
  placeOf(offset: number): string {
    this.#lines ??= lineStarts(this.text);
    return `${this.path}:${this.#lines(offset)}`;
  }

  /** `file:line` of a property inside a top-level constant; `undefined` when it is not written there. */
  placeIn(constant: string, ...path: string[]): string | undefined {
    const root = this.constants.get(constant);
    const found = root && propertyAt(root, path);
    return found && this.placeOf(found.start);
  }

  /** The value of a top-level constant; `undefined` when there is none of this name. */
  constant(name: string): Data | undefined {
    const expression = this.constants.get(name);
    return expression && this.dataOf(expression);
  }

  dataOf(expression: Expression): Data {
    switch (expression.type) {
      case "Literal":
        return typeof expression.value === "object" || typeof expression.value === "bigint"
          ? expression.raw === "null"
            ? null
            : { $code: expression.raw ?? "literal" }
          : expression.value;
      case "UnaryExpression":
        return negative(this.dataOf(expression.argument), expression.operator);
      case "Identifier":
        return {
          $ref: this.imports.get(expression.name) ?? `${this.path.replace(/\.ts$/, "")}#${expression.name}`,
        };
      case "MemberExpression":
        return this.#member(expression);
      case "ArrayExpression":
        return expression.elements.map((element) =>
          element && element.type !== "SpreadElement" ? this.dataOf(element) : { $code: "spread" },
        );
      case "ObjectExpression":
        return this.#object(expression.properties);
      case "CallExpression":
        return {
          $call: this.dataOf(expression.callee),
          args: expression.arguments.map((argument) =>
            argument.type === "SpreadElement" ? { $code: "spread" } : this.dataOf(argument),
          ),
        };
      case "ArrowFunctionExpression": {
        const [only] = expression.body.type === "BlockStatement" ? [] : [expression.body];
        return only ? { $arrow: this.dataOf(only) } : { $code: "function" };
      }
      default:
        return { $code: expression.type };
    }
  }

  #member(expression: Expression & { type: "MemberExpression" }): Data {
    const object = this.dataOf(expression.object);
    const property = expression.property;
    const name =
      property.type === "Identifier" && !expression.computed
        ? property.name
        : property.type === "Literal" && typeof property.value === "string"
          ? property.value
          : undefined;
    const base = isRecord(object) && typeof object.$ref === "string" ? object.$ref : undefined;
    return base !== undefined && name !== undefined ? { $ref: `${base}.${name}` } : { $code: "member" };
  }

  #object(properties: ObjectPropertyKind[]): Data {
    const result: { [key: string]: Data } = {};
    for (const property of properties) {
      if (property.type === "SpreadElement") result["..."] = this.dataOf(property.argument);
      else {
        const key = keyOf(property);
        if (key === undefined) result["[computed]"] = { $code: "computed" };
        else result[key] = this.dataOf(property.value);
      }
    }
    return result;
  }
}

/** The names that a declaration's pattern binds. */
export function boundNames(node: Node): string[] {
  if (node.type === "Identifier") return [node.name];
  if (node.type === "AssignmentPattern") return boundNames(node.left);
  if (node.type === "RestElement") return boundNames(node.argument);
  if (node.type === "ObjectPattern")
    return node.properties.flatMap((property) =>
      boundNames(property.type === "Property" ? property.value : property),
    );
  if (node.type === "ArrayPattern")
    return node.elements.flatMap((element) => (element ? boundNames(element) : []));
  return [];
}

/** The property at a path of keys; the expression itself for the empty path. */
export function propertyAt(root: Node, path: readonly string[]): Node | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return root;
  if (root.type !== "ObjectExpression") return undefined;
  const property = root.properties.findLast((own) => own.type === "Property" && keyOf(own) === key);
  if (property?.type !== "Property") return undefined;
  return rest.length === 0 ? property : propertyAt(property.value, rest);
}

/** The name of a property that is not computed. */
export function keyOf({ key, computed }: { key: Node; computed: boolean }): string | undefined {
  if (key.type === "Literal") return String(key.value);
  return key.type === "Identifier" && !computed ? key.name : undefined;
}

function negative(value: Data, operator: string): Data {
  if (operator === "-" && typeof value === "number") return -value;
  return { $code: operator };
}

function importedName(
  specifier: Extract<Statement, { type: "ImportDeclaration" }>["specifiers"][number],
): string {
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  return specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value;
}

export function isRecord(value: Data | undefined): value is { [key: string]: Data } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A property of data that may not be an object. */
export function at(value: Data | undefined, ...path: string[]): Data | undefined {
  return path.reduce<Data | undefined>(
    (inner, key) => (isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}
