import type { AccessRule, ActionPolicy, TablePolicy } from "./policy";

/** The signed-in user as far as the API needs it. */
export interface ContextUser {
  id: string;
  email: string;
  name: string;
}

/** Why the credential that came with a request was not accepted. */
export interface AuthFailure {
  credential: "session" | "key" | "token";
  code: "AUTH_EXPIRED" | "AUTH_INVALID_TOKEN";
}

/** Who is calling. Built once per request by the auth middleware; never from client input alone. */
export interface RequestContext {
  authenticated: boolean;
  userId?: string;
  /** Platform role, `user.role`. */
  userRole?: string;
  /** Set only after membership was read from the database in this request. */
  activeOrgId?: string;
  /** Set only after membership in this team of the active organization was read in this request. */
  activeTeamId?: string;
  /** Set only on anonymous contexts. */
  authFailure?: AuthFailure;
  /** Organization roles; a stored `"admin,recruiter"` is two roles. */
  roles: string[];
  user?: ContextUser;
}

/** A row as the API knows it: column key → value. */
export type Row = Record<string, unknown>;

/** Function form of access; `record` is absent where no single record is at hand. */
export type AccessFunction = (ctx: RequestContext, record?: Row) => boolean | Promise<boolean>;
export type MaskFunction = (value: unknown) => unknown;

/** The value of a computed column, from the checked fields of the body and the caller. */
export type ComputeFunction = (request: { input: Row; ctx: RequestContext }) => unknown;

/** The function forms an access rule or a mask may hold at run time. */
export type RuntimeFunction = AccessFunction | MaskFunction;

export type RuntimeAccess = AccessRule<RuntimeFunction>;
export type RuntimeTablePolicy = TablePolicy<RuntimeFunction, ComputeFunction>;
export type RuntimeActionPolicy = ActionPolicy<RuntimeFunction>;
