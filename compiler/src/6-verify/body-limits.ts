import type { Node } from "oxc-parser";
import type { BodyField, FieldSchema } from "../4-generate/features/field-schema";
import { type Data, type ModuleData, propertyAt } from "./module-data";
import { sameData } from "./same-data";

/** A check of a value: the method that makes it, and what with; without `args` whatever they are. */
interface Limit {
  method: string;
  args?: Data[];
}

/**
 * The fields of a generated body whose code leaves out a check that the columns and `validation` demand.
 * @param body the code that makes the body's schema
 */
export function unlimitedFields(module: ModuleData, body: Node | undefined, fields: BodyField[]): string[] {
  const schema = body?.type === "ArrowFunctionExpression" ? body.body : undefined;
  const [object] = schema?.type === "CallExpression" ? schema.arguments : [];
  return fields
    .filter(({ name, schema: wanted, nullable }) => {
      const property = object && propertyAt(object, [name]);
      if (property?.type !== "Property") return false;
      const made = limitsIn(module, property.value);
      return !limitsOf(wanted, nullable).every(({ method, args }) =>
        made.some((one) => one.method === method && (args === undefined || sameData(one.args, args))),
      );
    })
    .map(({ name }) => name);
}

/** Every method that a chain of calls names, innermost first. */
function limitsIn(module: ModuleData, node: Node): Limit[] {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return [];
  const { object, property } = node.callee;
  const args = node.arguments.map((argument) =>
    argument.type === "SpreadElement" ? { $code: "spread" } : module.dataOf(argument),
  );
  const method = property.type === "Identifier" ? property.name : "";
  return [...limitsIn(module, object), { method, args }];
}

function limitsOf(schema: FieldSchema, nullable: boolean): Limit[] {
  switch (schema.kind) {
    case "string":
      return [
        { method: schema.format ?? "string" },
        ...bounds(schema.minLength, schema.maxLength),
        ...(schema.pattern === undefined
          ? []
          : [{ method: "regex", args: [{ $code: String(new RegExp(schema.pattern)) }] }]),
      ];
    case "number":
      return [{ method: schema.integer ? "int" : "number" }, ...bounds(schema.min, schema.max)];
    case "enum": {
      const texts = schema.values.every((value) => typeof value === "string");
      return [{ method: texts ? "enum" : "literal", args: [schema.values] }];
    }
    case "json":
      return nullable ? [] : [{ method: "refine" }];
    case "bigint":
      return [{ method: "regex" }];
    case "boolean":
      return [{ method: "boolean" }];
    case "date":
      return [{ method: "datetime" }];
    case "bytes":
      return [{ method: "base64" }];
  }
}

function bounds(min: number | undefined, max: number | undefined): Limit[] {
  return [
    ...(min === undefined ? [] : [{ method: "min", args: [min] }]),
    ...(max === undefined ? [] : [{ method: "max", args: [max] }]),
  ];
}
