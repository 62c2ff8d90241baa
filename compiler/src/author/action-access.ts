import { AuthorError } from "./author-error";
import { settingValue } from "./check-setting";
import { isRecord, type Json } from "./json-value";
import { checkRoles } from "./names";

/** What of an action's place its access depends on. */
export interface ActionPlace {
  standalone: boolean;
  /** The project has no organizations. */
  singleTenant: boolean;
}

/**
 * Who may run an action, as it is written: by default those who manage the organization, or the platform.
 * @throws AuthorError for a rule of another shape, one that names nobody, or a condition without a record
 */
export function actionAccess(access: unknown, { standalone, singleTenant }: ActionPlace): Json {
  if (access === undefined) return singleTenant ? { userRole: ["admin"] } : { roles: ["owner", "admin"] };
  // An action's rule has the shape of an operation's.
  const rule = settingValue(["crud", "update", "access"], access, "access");
  if (!isRecord(rule) || !["roles", "userRole", "or", "and"].some((key) => key in rule))
    throw new AuthorError("access", 'access names nobody: add roles, e.g. { roles: ["admin"] }.');
  return ruleOf(rule, "access", { standalone, singleTenant });
}

function ruleOf(rule: Record<string, Json>, at: string, place: ActionPlace): Json {
  const parts = Object.entries(rule).map(([key, value]): [string, Json] => {
    if (key === "record" && place.standalone)
      throw new AuthorError(`${at}.record`, `${at}.record: a standalone action has no record: leave it out.`);
    if (Array.isArray(value) && (key === "roles" || key === "userRole"))
      return rolesOf(key, value.map(String), `${at}.${key}`, place);
    if (!Array.isArray(value)) return [key, value];
    const inner = value.map((part, index) =>
      isRecord(part) ? ruleOf(part, `${at}.${key}[${index}]`, place) : part,
    );
    return [key, inner];
  });
  return Object.fromEntries(parts);
}

/** Without organizations only platform roles exist; `owner` and `member` are roles in an organization. */
function rolesOf(
  clause: string,
  roles: string[],
  at: string,
  { singleTenant }: ActionPlace,
): [clause: string, roles: string[]] {
  checkRoles(at, roles);
  if (!singleTenant || clause === "userRole" || roles.includes("PUBLIC")) return [clause, roles];
  const platform = roles.filter((role) => role !== "owner" && role !== "member");
  if (platform.length === 0)
    throw new AuthorError(
      at,
      `${at}: this project has no organizations (features.organizations is false): name platform roles, e.g. userRole: ["admin"], or ["user", "admin"] for everyone who is signed in.`,
    );
  return ["userRole", platform];
}
