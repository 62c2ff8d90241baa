import { positionOf, replaceEdit } from "../2-model/positions";
import type { Positions } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";

/** Better Auth's own roles from the least to the most, of an organization and of the platform. */
const ranks = { roles: ["member", "admin", "owner"], userRole: ["user", "admin"] };

/**
 * Roles with a `+` behind them, by which later versions of the language mean a role and those above it.
 *
 * @param path of the list, e.g. `crud.list.access.roles`
 * @param where how the message names the rule
 */
export function checkRoleSuffixes(
  names: readonly string[],
  path: string,
  where: string,
  positions: Positions,
): Diagnostic[] {
  return names.flatMap((name, index) => {
    if (!name.endsWith("+")) return [];
    const at = `${path}.${index}`;
    const ranked = ranks[path.endsWith(".userRole") ? "userRole" : "roles"];
    const start = ranked.indexOf(name.slice(0, -1));
    const missing = (start < 0 ? [] : ranked.slice(start)).filter((role) => !names.includes(role));
    const text = missing.map((role) => JSON.stringify(role)).join(", ");
    const meant = text === "" ? "each role that is meant" : `\`${text}\` in its place`;
    const edit = text === "" ? undefined : replaceEdit(positions, at, text);
    return [diagnostics.ACCESS_ROLE_SUFFIX({ where, role: name, meant }, positionOf(positions, at), edit)];
  });
}
