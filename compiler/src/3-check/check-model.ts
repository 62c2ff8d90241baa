import type { ProjectModel, TableModel } from "../2-model/project-model";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { sortDiagnostics } from "../diagnostics/format";
import { checkActionAccess, checkTableAccess } from "./access";
import { checkActions } from "./actions";
import { checkConfig } from "./config";
import { checkCrud } from "./crud";
import { checkFilledColumns } from "./filled-columns";
import { checkFirewall } from "./firewall";
import { checkGuards } from "./guards";
import { checkLabels } from "./labels";
import { checkMasking } from "./masking";
import { checkNames } from "./names";
import { checkPages } from "./pages";
import { checkPaths } from "./paths";
import { checkPresentation, checkReferences } from "./presentation";
import { checkRenames } from "./renames";
import { checkColumns, checkTables } from "./schema";
import { checkSearch } from "./search";
import { checkUnique } from "./unique";
import { checkValidation } from "./validation";
import { checkViews } from "./views";

type TableCheck = (table: TableModel, model: ProjectModel) => Diagnostic[];
type ProjectCheck = (model: ProjectModel) => Diagnostic[];

const projectChecks: ProjectCheck[] = [
  checkConfig,
  checkRenames,
  checkNames,
  checkTables,
  checkReferences,
  checkLabels,
  checkPaths,
  checkActions,
  checkActionAccess,
  checkPages,
];

/** Internal tables have columns but no rules. */
const columnChecks: TableCheck[] = [checkColumns];

const ruleChecks: TableCheck[] = [
  checkFirewall,
  checkCrud,
  checkTableAccess,
  checkGuards,
  checkFilledColumns,
  checkMasking,
  checkViews,
  checkValidation,
  checkPresentation,
  checkSearch,
  checkUnique,
];

/** Checks every rule over the whole model: all that is wrong, in reading order. */
export function checkModel(model: ProjectModel): Diagnostic[] {
  const tables = model.features.flatMap((feature) => feature.tables);
  const run = (checks: TableCheck[], subjects: TableModel[]) =>
    subjects.flatMap((table) => checks.flatMap((check) => check(table, model)));
  return sortDiagnostics([
    ...projectChecks.flatMap((check) => check(model)),
    ...run(columnChecks, tables),
    ...run(
      ruleChecks,
      tables.filter(({ internal }) => !internal),
    ),
  ]);
}
