import { posix } from "node:path";
import type { Expression, ObjectPropertyKind, Program, Statement } from "oxc-parser";
import { parse } from "../source/parse";

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
  /** The expression of `export default`, if it is one. */
  readonly default: Expression | undefined;

  constructor(
    readonly path: string,
    text: string,
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
    if (declaration?.type !== "VariableDeclaration") return;
    for (const { id, init } of declaration.declarations) {
      if (id.type === "Identifier" && init) this.constants.set(id.name, init);
    }
  }

  #resolve(specifier: string): string {
    return specifier.startsWith(".") ? posix.join(posix.dirname(this.path), specifier) : specifier;
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
      else if (property.key.type === "Identifier" && !property.computed)
        result[property.key.name] = this.dataOf(property.value);
      else if (property.key.type === "Literal")
        result[String(property.key.value)] = this.dataOf(property.value);
      else result["[computed]"] = { $code: "computed" };
    }
    return result;
  }
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
