import type { AccessRule } from "../../runtime/src/lib/policy";
import { admitsPublic, type PlacedRule, rulesIn } from "../2-model/access";
import { positionOf, removeEdit, replaceEdit, replaceValueEdit } from "../2-model/positions";
import type { ActionModel, FunctionRef, ProjectModel, TableModel } from "../2-model/project-model";
import { tableRules } from "../2-model/roles";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, TextEdit } from "../diagnostics/diagnostic";
import { type Place, placeOf } from "./columns";
import { checkConditions } from "./conditions";
import { checkRoleSuffixes } from "./role-names";

/** A rule and what can be known where it is evaluated. */
export interface Subject extends Place {
  access: AccessRule<FunctionRef>;
  path: string;
  organizations: boolean;
  /** The table whose record the rule sees. */
  table?: TableModel;
  /** An action without a record. */
  standalone?: boolean;
  /** Why there is no record, as the end of a fix. */
  withoutRecord?: string;
  /** Why a function is asked without the record, and what to do instead of taking it. */
  functionBlind?: FunctionBlind;
}

interface FunctionBlind {
  why: string;
  hint: string;
}

const onRows: FunctionBlind = {
  why: "a list asks once for all rows",
  hint: 'Write a `record` condition, e.g. `record: { createdBy: { equals: "$ctx.userId" } }`: it becomes SQL and filters the rows.',
};

const writes = [
  "create",
  "update",
  "delete",
  "put",
  "batchCreate",
  "batchUpdate",
  "batchDelete",
  "batchPut",
].map((operation) => `crud.${operation}.access`);
const creates = ["crud.create.access", "crud.batchCreate.access"];

/** The access rules of a table's operations and views. */
export function checkTableAccess(table: TableModel, model: ProjectModel): Diagnostic[] {
  return tableRules(table).flatMap(({ path, access }) => {
    const place = placeOf(table);
    const subject: Subject = {
      ...place,
      access,
      path,
      organizations: model.organizations,
      table,
      ...(creates.includes(path) && {
        withoutRecord: "the record does not exist before it is created",
      }),
      ...((path === "crud.list.access" || path.startsWith("views.")) && { functionBlind: onRows }),
    };
    const open = writes.includes(path) && admitsPublic(access) && !teamTable(subject);
    const warning = open
      ? [diagnostics.ACCESS_PUBLIC_WRITE({ where: place.where(path) }, positionOf(table.positions, path))]
      : [];
    return [...warning, ...checkRule(subject)];
  });
}

/** The access rules of actions. An action without any is reported as such. */
export function checkActionAccess(model: ProjectModel): Diagnostic[] {
  return model.features.flatMap(({ actions, tables }) =>
    actions
      .filter(({ access }) => Object.keys(access).length > 0)
      .flatMap((action) => {
        const table = tables.find(({ name }) => name === action.table);
        return checkRule(actionSubject(action, table, model));
      }),
  );
}

function actionSubject(action: ActionModel, table: TableModel | undefined, model: ProjectModel): Subject {
  return {
    access: action.access,
    path: "access",
    positions: action.positions,
    where: (path) => `\`${path}\` of action \`${action.name}\``,
    organizations: model.organizations,
    ...(table && { table }),
    ...(action.standalone && {
      standalone: true,
      withoutRecord: "a standalone action has no record",
      functionBlind: {
        why: "a standalone action has none",
        hint: "Leave the parameter out, or read the record in the action's code.",
      },
    }),
  };
}

export function checkRule(subject: Subject): Diagnostic[] {
  return rulesIn(subject.access, subject.path).flatMap((placed) => checkClauses(placed, subject));
}

function checkClauses({ rule, path }: PlacedRule, subject: Subject): Diagnostic[] {
  const { positions, organizations, table, withoutRecord } = subject;
  const where = subject.where(path);
  const found: Diagnostic[] = [];
  if (isEmpty(rule)) found.push(diagnostics.ACCESS_EMPTY({ where }, positionOf(positions, path)));
  for (const clause of ["roles", "userRole"] as const) {
    found.push(...checkRoleSuffixes(rule[clause] ?? [], `${path}.${clause}`, where, positions));
    const index = rule[clause]?.indexOf("*") ?? -1;
    if (index < 0) continue;
    const at = `${path}.${clause}.${index}`;
    found.push(
      diagnostics.ACCESS_WILDCARD({ where }, positionOf(positions, at), wildcardEdit(rule, at, subject)),
    );
  }
  const named = (rule.roles ?? []).filter((role) => role !== "PUBLIC" && role !== "*");
  const rolesPosition = positionOf(positions, `${path}.roles`);
  if (rule.check?.takesRecord && subject.functionBlind)
    found.push(
      diagnostics.ACCESS_FUNCTION_BLIND({ where, ...subject.functionBlind }, positionOf(positions, path)),
    );
  const ofTeams = teamTable(subject);
  if (ofTeams && rule.roles?.includes("PUBLIC"))
    found.push(
      diagnostics.ACCESS_PUBLIC_WITHOUT_TEAM(
        { where, table: ofTeams.name },
        rolesPosition,
        named.length > 0
          ? undefined
          : replaceValueEdit(positions, `${path}.roles`, '["owner", "admin", "member"]'),
      ),
    );
  if (named.length > 0 && named.length < (rule.roles?.length ?? 0) && rule.roles?.includes("PUBLIC")) {
    const roles = named.map((role) => `\`${role}\``).join(", ");
    found.push(
      diagnostics.ACCESS_PUBLIC_REDUNDANT(
        { where, roles },
        rolesPosition,
        replaceValueEdit(positions, `${path}.roles`, '["PUBLIC"]'),
      ),
    );
  }
  if (named.length > 0 && !organizations)
    found.push(
      diagnostics.ACCESS_ROLES_WITHOUT_ORGANIZATIONS(
        { where },
        rolesPosition,
        rule.userRole ? undefined : replaceEdit(positions, `${path}.roles`, 'userRole: ["admin"]'),
      ),
    );
  // A standalone action may well be about other tables.
  if (named.length > 0 && organizations && table?.firewall.exception && !subject.standalone) {
    const params = { where, table: table.name };
    found.push(diagnostics.ACCESS_ROLES_BEYOND_ORGANIZATION(params, rolesPosition));
  }
  if (rule.record) {
    if (withoutRecord !== undefined)
      found.push(
        diagnostics.ACCESS_RECORD_UNAVAILABLE(
          { where, hint: withoutRecord },
          positionOf(positions, `${path}.record`),
          Object.keys(rule).length > 1 ? removeEdit(positions, `${path}.record`) : undefined,
        ),
      );
    else if (table) found.push(...checkConditions(rule.record, `${path}.record`, table, subject));
  }
  return found;
}

/** Whoever is signed in, instead of `"*"`: the narrower of the two things it may mean. */
function wildcardEdit(
  { roles, userRole }: AccessRule<FunctionRef>,
  at: string,
  { positions, organizations }: Subject,
): TextEdit | undefined {
  const inOrganization = at.includes(".roles.");
  const written = (inOrganization ? roles : userRole) ?? [];
  const signedIn = inOrganization ? ["owner", "admin", "member"] : ["user", "admin"];
  const text = signedIn.flatMap((role) => (written.includes(role) ? [] : JSON.stringify(role))).join(", ");
  if (text === "" || written.includes("PUBLIC")) return removeEdit(positions, at);
  if (!inOrganization || organizations) return replaceEdit(positions, at, text);
  const clause = at.slice(0, at.lastIndexOf("."));
  return userRole ? undefined : replaceEdit(positions, clause, 'userRole: ["user", "admin"]');
}

/** The table of a rule where nobody is served without an active team, which only a session has. */
function teamTable({ table, standalone }: Subject): TableModel | undefined {
  if (standalone) return undefined;
  const scoped = table?.firewall.scopes.some(
    (scope) => scope.kind === "team" && scope.source === "activeTeamId",
  );
  return scoped ? table : undefined;
}

/** Without a clause, or with one that lists nothing: nobody passes. */
function isEmpty(rule: AccessRule<FunctionRef>): boolean {
  const clauses = Object.values(rule);
  const lists = [rule.roles, rule.userRole, rule.or, rule.and];
  return (
    clauses.length === 0 ||
    lists.some((list) => list?.length === 0) ||
    (rule.record !== undefined && Object.keys(rule.record).length === 0)
  );
}
