import type { UnsafePolicy } from "../../runtime/src/lib/policy";
import type { LoadedFile, ZodMarker } from "../1-load/loaded-project";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, TextEdit } from "../diagnostics/diagnostic";
import { outputPath, type WantedFunction } from "../source";
import { admitsPublic, normaliseAccess } from "./access";
import { actionPath } from "./action-path";
import { functionScope } from "./functions";
import { type HandlerContext, handlerOf } from "./handlers";
import { positionOf, positionsBelow, removeEdit } from "./positions";
import type { ActionModel, JsonSchema, Positions } from "./project-model";
import type { RawAction } from "./raw";

export interface ActionContext extends HandlerContext {
  wanted: WantedFunction[];
  diagnostics: Diagnostic[];
}

/** What the actions of one file belong to. */
export interface ActionOwner {
  file: LoadedFile;
  /** Logical name; absent for a tableless feature. */
  table?: string;
  /** Path segment below `/api/v1`. */
  mount: string;
  positions: Positions;
}

/** One action with its defaults filled in; what keeps it from working is reported to the context. */
export function actionModel(
  name: string,
  raw: RawAction,
  owner: ActionOwner,
  context: ActionContext,
): ActionModel | undefined {
  const { file, table, positions } = owner;
  const standalone = raw.standalone ?? false;
  const report = reporter(name, owner, context);
  if (!standalone && raw.path !== undefined && table !== undefined)
    report("ACTION_PATH_ON_RECORD", "path", removeEdit(positions, `${name}.path`));
  const input = inputOf(raw.input, name, owner, context);
  const handler = handlerOf(name, raw, owner, context);
  if (!input || !handler) return undefined;

  const functions = functionScope(table ?? file.feature, file.path, positions, context.wanted);
  const access = normaliseAccess(raw.access, `${name}.access`, functions);
  const unsafe = unsafeOf(raw.unsafe);
  return {
    name,
    feature: file.feature,
    ...(table !== undefined && { table }),
    standalone,
    method: raw.method ?? "POST",
    path: standalone ? actionPath(raw.path ?? name, owner.mount) : `/:id/${name}`,
    access,
    responseType: raw.responseType ?? "json",
    ...(unsafe && { unsafe }),
    audited: unsafe !== undefined || admitsPublic(access),
    description: raw.description ?? "",
    input,
    handler,
    module: (outputPath(file.path) ?? file.path).replace(/\.[jt]sx?$/, ""),
    ...(raw.sideEffects && { sideEffects: raw.sideEffects }),
    allowRawSql: raw.allowRawSql ?? false,
    ...(raw.cms && { cms: raw.cms }),
    file: file.path,
    positions: positionsBelow(positions, name),
  };
}

type PlainCode = "ACTION_PATH_ON_RECORD" | "ACTION_INPUT_MISSING" | "ACTION_INPUT_NOT_ZOD";

function reporter(action: string, { positions }: ActionOwner, context: ActionContext) {
  return (code: PlainCode, key: string, edit?: TextEdit) => {
    const position = positionOf(positions, `${action}.${key}`);
    context.diagnostics.push(diagnostics[code]({ action }, position, edit));
  };
}

function inputOf(
  input: unknown,
  action: string,
  owner: ActionOwner,
  context: ActionContext,
): JsonSchema | undefined {
  const report = reporter(action, owner, context);
  if (input === undefined) report("ACTION_INPUT_MISSING", "input");
  else if (!isZodMarker(input)) report("ACTION_INPUT_NOT_ZOD", "input");
  else if (isJsonSchema(input.jsonSchema)) return input.jsonSchema;
  else {
    const problem = input.problem ?? "it cannot be expressed";
    const position = positionOf(owner.positions, `${action}.input`);
    context.diagnostics.push(diagnostics.ACTION_INPUT_UNREPRESENTABLE({ action, problem }, position));
  }
  return undefined;
}

/** A bare `true` states no reason; the checks ask for one. */
function unsafeOf(raw: RawAction["unsafe"]): UnsafePolicy | undefined {
  if (!raw) return undefined;
  const { reason = "", adminOnly = true, crossTenant = false, targetScope } = raw === true ? {} : raw;
  return {
    reason,
    adminOnly,
    crossTenant,
    targetScope: targetScope ?? (crossTenant ? "all" : "organization"),
  };
}

function isZodMarker(value: unknown): value is ZodMarker {
  return typeof value === "object" && value !== null && "$zod" in value;
}

function isJsonSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
