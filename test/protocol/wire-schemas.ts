import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { type Expression, type ObjectExpression, type PropertyKey, parseSync, Visitor } from "oxc-parser";

/** The two kinds of session that the server speaks. */
export const eras = ["2025-11-25", "2026-07-28"] as const;
export type Era = (typeof eras)[number];

export interface WireSchema {
  /** Checks a value against a definition of the era's published schema; @returns what is wrong, or undefined */
  problem(definition: string, value: unknown): string | undefined;
  has(definition: string): boolean;
}

/** The bundle of the official conformance suite. */
export function conformanceSuite(): string {
  const manifest = createRequire(import.meta.url).resolve("@modelcontextprotocol/conformance/package.json");
  return join(dirname(manifest), "dist/index.js");
}

/** The JSON Schemas that the protocol is published with, as the official conformance suite carries them. */
export function wireSchemas(): Record<Era, WireSchema> {
  const text = readFileSync(conformanceSuite(), "utf8");
  const documents = schemaLiterals(text);
  const [modern] = documents.filter(({ $defs }) => "DiscoverResult" in $defs);
  const [classic] = documents.filter(({ $defs }) => !("DiscoverResult" in $defs));
  if (!modern || !classic) throw new Error("The conformance suite does not carry both schemas");
  return { "2025-11-25": wireSchema(classic), "2026-07-28": wireSchema(modern) };
}

interface SchemaDocument {
  $schema: string;
  $defs: Record<string, unknown>;
}

/** Every object literal of the bundle that is a whole protocol schema of draft 2020-12. */
function schemaLiterals(text: string): SchemaDocument[] {
  const found: SchemaDocument[] = [];
  new Visitor({
    VariableDeclarator({ init }) {
      if (init?.type === "ObjectExpression" && isProtocol(init)) found.push(dataOf(init) as SchemaDocument);
    },
  }).visit(parseSync("conformance.js", text).program);
  return found;
}

function isProtocol({ properties }: ObjectExpression): boolean {
  const definitions = properties.find(
    (property) => property.type === "Property" && nameOf(property.key) === "$defs",
  );
  return (
    definitions?.type === "Property" &&
    definitions.value.type === "ObjectExpression" &&
    definitions.value.properties.some(
      (property) => property.type === "Property" && nameOf(property.key) === "JSONRPCMessage",
    )
  );
}

/** The value of an expression made of literals alone. */
function dataOf(expression: Expression): unknown {
  switch (expression.type) {
    case "Literal":
      return expression.value;
    case "TemplateLiteral":
      return expression.quasis.map(({ value }) => value.cooked).join("");
    case "ArrayExpression":
      return expression.elements.flatMap((element) =>
        element && element.type !== "SpreadElement" ? [dataOf(element)] : [],
      );
    case "ObjectExpression":
      return Object.fromEntries(
        expression.properties.flatMap((property) =>
          property.type === "Property" ? [[nameOf(property.key), dataOf(property.value)]] : [],
        ),
      );
    case "UnaryExpression":
      return expression.operator === "!"
        ? !dataOf(expression.argument)
        : -Number(dataOf(expression.argument));
    default:
      throw new Error(`A schema holds ${expression.type}`);
  }
}

function nameOf(key: PropertyKey): string {
  if (key.type === "Identifier") return key.name;
  if (key.type === "Literal") return String(key.value);
  return "";
}

function wireSchema(document: SchemaDocument): WireSchema {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "wire");
  const checks = new Map<string, ValidateFunction>();
  return {
    has: (definition) => definition in document.$defs,
    problem(definition, value) {
      const check = checks.get(definition) ?? ajv.compile({ $ref: `wire#/$defs/${definition}` });
      checks.set(definition, check);
      return check(value) ? undefined : `${definition}: ${ajv.errorsText(check.errors)}`;
    },
  };
}
