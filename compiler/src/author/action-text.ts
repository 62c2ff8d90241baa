import { type ActionBody, EXECUTE_PARAMETERS, indentLine } from "./action-body";
import type { ActionFieldInput } from "./fields";
import { type Json, valueLines } from "./json-value";
import { stringArray, stringLiteral } from "./literal";

/** The HTTP methods an action may answer to. */
export const ACTION_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export type ActionMethod = (typeof ACTION_METHODS)[number];

/** An action ready to be written: every part checked. */
export interface ActionPlan {
  name: string;
  description: string;
  input: readonly ActionFieldInput[];
  /** Who may run it. */
  access: Json;
  standalone: boolean;
  method?: ActionMethod | undefined;
  path?: string | undefined;
  body: ActionBody;
}

/** The property of a `defineActions` object, as lines from column 0 without a final comma. */
export function actionLines(plan: ActionPlan, quote: '"' | "'"): string[] {
  const text = (value: string) => stringLiteral(value, quote);
  return [
    `${plan.name}: {`,
    `  description: ${text(plan.description)},`,
    ...(plan.standalone ? ["  standalone: true,"] : []),
    ...(plan.path ? [`  path: ${text(plan.path)},`] : []),
    ...(plan.method ? [`  method: ${text(plan.method)},`] : []),
    ...inputLines(plan.input, quote),
    ...accessLines(plan.access, quote),
    `  execute: async (${parameters(plan.body)}) => {`,
    ...plan.body.lines.map((line) => indentLine(line, "    ")),
    "  },",
    "}",
  ];
}

function accessLines(access: Json, quote: '"' | "'"): string[] {
  // Two columns before it: the property itself stands one step in.
  const [first = "", ...rest] = valueLines(access, quote, "  access: ".length + 3);
  const lines = [`  access: ${first}`, ...rest.map((line) => `  ${line}`)];
  return lines.map((line, index) => (index === lines.length - 1 ? `${line},` : line));
}

function inputLines(fields: readonly ActionFieldInput[], quote: '"' | "'"): string[] {
  const parts = fields.map((field) => `${field.name}: ${zodText(field, quote)}`);
  const line =
    parts.length === 0 ? "  input: z.strictObject({})," : `  input: z.strictObject({ ${parts.join(", ")} }),`;
  // Two more columns: the property itself stands one step in.
  if (line.length <= 108) return [line];
  return ["  input: z.strictObject({", ...parts.map((part) => `    ${part},`), "  }),"];
}

function zodText(field: ActionFieldInput, quote: '"' | "'"): string {
  const type = {
    text: "z.string()",
    integer: "z.int()",
    real: "z.number()",
    boolean: "z.boolean()",
    timestamp: "z.iso.datetime()",
    json: "z.record(z.string(), z.unknown())",
    enum: `z.enum(${stringArray(field.enum ?? [], quote)})`,
  }[field.type].concat(limitsOf(field));
  return field.required ? type : `${type}.optional()`;
}

/** In this order: a length counts what is left when spaces are cut off. */
function limitsOf({ trim, min, max }: ActionFieldInput): string {
  return [
    trim ? ".trim()" : "",
    min === undefined ? "" : `.min(${min})`,
    max === undefined ? "" : `.max(${max})`,
  ].join("");
}

function parameters({ names }: ActionBody): string {
  const used = EXECUTE_PARAMETERS.filter((name) => names.has(name));
  return used.length === 0 ? "" : `{ ${used.join(", ")} }`;
}
