import type { ProjectModel, TableModel } from "../../2-model/project-model";
import type { RouteModel } from "../../4-generate/route-table";
import type { Cell } from "./cells";
import type { Identity, Standing } from "./identities";
import type { PlantedRow, Planter } from "./planter";
import type { Effect, Expectation, Family, Probe, ProbeRequest, Target, Unproven } from "./probe";
import { mayPass, verdictOn } from "./rule";
import { isOfOrganizations } from "./visibility";

type Refusal = Extract<Expectation, { kind: "refused" }>;

/** What the planners share: the people, the rows, and where probes go. */
export class PlanContext {
  probes: Probe[] = [];
  readonly unproven: Unproven[] = [];

  constructor(
    readonly model: ProjectModel,
    readonly planter: Planter,
    readonly identities: Identity[],
  ) {}

  add(target: Target, identity: Identity, probe: NewProbe): void {
    const {
      family,
      says,
      request,
      twin,
      before,
      expect,
      effects = [],
      rows = [],
      standing = identity.standing,
    } = probe;
    const effectRows = effects.flatMap((effect) =>
      "row" in effect && !("spare" in effect) ? [effect.row] : [],
    );
    this.probes.push({
      family,
      target,
      identity,
      standing,
      says,
      requests: twin ? [request, twin] : before ? [before, request] : [request],
      expect,
      effects,
      rows: [...new Set([...rows, ...effectRows])],
    });
  }

  /** An absent record and one out of reach must be answered alike. @param at the request for an id */
  askAbsent(
    target: Target,
    identity: Identity,
    row: PlantedRow,
    at: (id: string | number) => ProbeRequest,
    effects: Effect[] = [],
  ): void {
    const absent = absentId(row.id);
    this.add(target, identity, {
      family: "firewall",
      says: "tells an absent record from one out of reach",
      request: at(row.id),
      twin: at(absent),
      expect: { kind: "same", ids: [String(row.id), String(absent)] },
      effects,
      rows: [row],
    });
  }

  /** Notes that something cannot be shown. */
  miss({ route, operation, definition }: Target, identity: Identity | undefined, why: string): void {
    this.unproven.push({ route, operation, definition, identity: identity?.name ?? "everyone", why });
  }

  /** The probes since the last call. */
  take(): Probe[] {
    const { probes } = this;
    this.probes = [];
    return probes;
  }
}

export interface NewProbe {
  family: Family;
  says: string;
  request: ProbeRequest;
  /** The request whose answer must be the same. */
  twin?: ProbeRequest;
  /** A request that is made before. */
  before?: ProbeRequest;
  expect: Expectation;
  effects?: Effect[];
  rows?: Probe["rows"];
  standing?: Standing;
}

/** The refusal of a caller before any row is looked at; `undefined` where the rows decide. */
export function refusalOf(
  { access, public: open }: RouteModel,
  table: TableModel | undefined,
  who: Standing,
): Expectation | undefined {
  if (!who.authenticated && !open) return unauthenticated(who);
  if (table && isOfOrganizations(table) && who.activeOrgId === undefined) return refused(400, "ORG_REQUIRED");
  if (table?.firewall.scopes.some(({ kind }) => kind === "team") && who.activeTeamId === undefined)
    return refused(400, "TEAM_REQUIRED");
  if (mayPass(access, who)) return undefined;
  return who.authenticated ? refused(403, "ACCESS_ROLE_REQUIRED") : unauthenticated(who);
}

export function unauthenticated({ refusal = "AUTH_MISSING" }: Standing): Expectation {
  return refused(401, refusal);
}

export function refused(status: number, ...codes: string[]): Refusal {
  return { kind: "refused", status: [status], codes };
}

/** The answer for a row that is absent or out of reach. */
export function outOfReach({ firewall }: TableModel): Refusal {
  return firewall.errorMode === "hide" ? refused(404, "NOT_FOUND") : refused(403, "FIREWALL_NOT_FOUND");
}

export const conditionFailed = (): Refusal => refused(403, "ACCESS_CONDITION_FAILED");

/** The answer for a row on which a condition fails: as of none, where the table hides what the caller may not read. */
export function refusedRow(table: TableModel, who: Standing, cells: Record<string, Cell>): Refusal {
  const { get, list } = table.crud;
  if (table.firewall.errorMode !== "hide") return conditionFailed();
  const verdicts = [get, list].map((read) => read && verdictOn(read.access, who, table, cells));
  if (verdicts.includes("yes")) return conditionFailed();
  if (!verdicts.includes("unknown")) return outOfReach(table);
  return { kind: "refused", status: [403, 404], codes: ["ACCESS_CONDITION_FAILED", "NOT_FOUND"] };
}

/** The path of a route with its record's id. */
export function pathTo({ path }: RouteModel, id: string | number): string {
  return path.replace(":id", encodeURIComponent(String(id)));
}

/** An id like a row's own that no row has. */
export function absentId(id: string | number): string | number {
  return typeof id === "number" ? id + 500_000 : `${id.slice(0, -1)}${id.endsWith("x") ? "y" : "x"}`;
}
