import { admitsPublic } from "../2-model/access";
import { addPropertyEdit, positionOf, removeEdit, replaceEdit } from "../2-model/positions";
import type { ActionModel, FeatureModel, ProjectModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";

/** Each action says what it does, whom it admits and what it runs on. */
export function checkActions({ features }: ProjectModel): Diagnostic[] {
  return features.flatMap((feature) => feature.actions.flatMap((action) => checkAction(action, feature)));
}

function checkAction(action: ActionModel, { tables }: FeatureModel): Diagnostic[] {
  const { name, description, access, table, standalone, responseType, positions } = action;
  const params = { action: name };
  const at = (key: string) => positionOf(positions, key);
  const found: Diagnostic[] = [];
  const text = "standalone: true";
  if (description.trim() === "")
    found.push(diagnostics.ACTION_DESCRIPTION_MISSING(params, at("description")));
  if (Object.keys(access).length === 0) found.push(diagnostics.ACTION_ACCESS_MISSING(params, at("access")));
  if (table === undefined && !standalone)
    found.push(
      diagnostics.ACTION_TABLELESS_RECORD(
        params,
        at("standalone"),
        replaceEdit(positions, "standalone", text) ?? addPropertyEdit(positions, "", text),
      ),
    );
  const owner = tables.find((candidate) => candidate.name === table);
  if (owner?.internal)
    found.push(diagnostics.ACTION_TABLE_INTERNAL({ table: owner.name, file: owner.file }, at("")));
  if (responseType !== "json" && !standalone && table !== undefined)
    found.push(
      diagnostics.ACTION_RESPONSE_TYPE_ON_RECORD(
        { ...params, responseType },
        at("responseType"),
        removeEdit(positions, "responseType"),
      ),
    );
  return [...found, ...checkUnsafe(action)];
}

function checkUnsafe({ name: action, unsafe, access, positions }: ActionModel): Diagnostic[] {
  if (!unsafe) return [];
  const position = positionOf(positions, "unsafe");
  const found: Diagnostic[] = [];
  if (unsafe.reason.trim() === "") found.push(diagnostics.ACTION_UNSAFE_REASON_MISSING({ action }, position));
  if (admitsPublic(access)) found.push(diagnostics.ACTION_UNSAFE_ANONYMOUS({ action }, position));
  return found;
}
