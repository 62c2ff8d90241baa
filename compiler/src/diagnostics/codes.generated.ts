// Generated from diagnostics/*.md by generate.ts. Do not edit.
import type { Diagnostic, SourcePosition, TextEdit } from "./diagnostic";
import { documented } from "./documented";

/** One constructor per documented code: no message exists without its documentation. */
export const diagnostics = {
  /** error: %where% uses the role `"*"`, which does not exist. */
  ACCESS_WILDCARD(params: { where: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_WILDCARD","severity":"error","message":"%where% uses the role `\"*\"`, which does not exist.","why":"It leaves open whether the signed-in or everybody is meant.","fix":"Write `\"PUBLIC\"` to admit everybody, signed in or not, or name the roles, e.g. `[\"owner\", \"admin\", \"member\"]`."}, params, position, edit);
  },

  /** error: %where% names the role `%role%`, which nobody has: a role counts by its whole name. */
  ACCESS_ROLE_SUFFIX(params: { where: string; role: string; meant: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_ROLE_SUFFIX","severity":"error","message":"%where% names the role `%role%`, which nobody has: a role counts by its whole name.","why":"Whoever it was meant to admit is refused.","fix":"Write %meant%."}, params, position, edit);
  },

  /** error: %where% states no rule, so nobody may pass. */
  ACCESS_EMPTY(params: { where: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_EMPTY","severity":"error","message":"%where% states no rule, so nobody may pass.","why":"A rule without a clause denies. An operation nobody may use is better left out.","fix":"Name who may, e.g. `{ roles: [\"owner\", \"admin\"] }`, or remove the operation."}, params, position, edit);
  },

  /** warning: %where% lets anyone write without signing in. */
  ACCESS_PUBLIC_WRITE(params: { where: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_PUBLIC_WRITE","severity":"warning","message":"%where% lets anyone write without signing in.","why":"Anonymous writes cannot be traced to a user and invite abuse.","fix":"Name roles instead of `PUBLIC`, or take the writes through a PUBLIC action, whose calls are audited."}, params, position, edit);
  },

  /** warning: %where% lists %roles% beside `PUBLIC`. */
  ACCESS_PUBLIC_REDUNDANT(params: { where: string; roles: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_PUBLIC_REDUNDANT","severity":"warning","message":"%where% lists %roles% beside `PUBLIC`.","why":"`PUBLIC` admits everyone already, so the other roles change nothing and mislead the reader.","fix":"Keep `PUBLIC` alone, or remove it."}, params, position, edit);
  },

  /** error: %where% has a `record` condition, but there is no record to look at. */
  ACCESS_RECORD_UNAVAILABLE(params: { where: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_RECORD_UNAVAILABLE","severity":"error","message":"%where% has a `record` condition, but there is no record to look at.","why":"A condition on an absent record is never met, so the rule always denies.","fix":"Remove the `record` condition; %hint%."}, params, position, edit);
  },

  /** error: %where% names `%column%` without an operator. */
  ACCESS_CONDITION_EMPTY(params: { where: string; column: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_CONDITION_EMPTY","severity":"error","message":"%where% names `%column%` without an operator.","why":"A condition that compares with nothing has no meaning.","fix":"Write e.g. `%column%: { equals: … }`."}, params, position, edit);
  },

  /** error: %where% compares with `%path%`, which the request context does not have. */
  ACCESS_CONTEXT_UNKNOWN(params: { where: string; path: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_CONTEXT_UNKNOWN","severity":"error","message":"%where% compares with `%path%`, which the request context does not have.","why":"An absent value never matches, so the rule always denies.","fix":"%hint%"}, params, position, edit);
  },

  /** error: %where% compares `%column%` with `%value%`, a value that it never has. */
  ACCESS_VALUE_IMPOSSIBLE(params: { where: string; column: string; value: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_VALUE_IMPOSSIBLE","severity":"error","message":"%where% compares `%column%` with `%value%`, a value that it never has.","why":"The condition can never decide what it was written to decide.","fix":"%hint%"}, params, position, edit);
  },

  /** error: %where% names organization roles, but `features.organizations` is false. */
  ACCESS_ROLES_WITHOUT_ORGANIZATIONS(params: { where: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_ROLES_WITHOUT_ORGANIZATIONS","severity":"error","message":"%where% names organization roles, but `features.organizations` is false.","why":"Without organizations nobody has such a role, so the rule always denies.","fix":"Use `userRole: [\"admin\"]` (or another platform role) instead of `roles`."}, params, position, edit);
  },

  /** warning: %where% asks for organization roles, but the rows of `%table%` belong to no organization. */
  ACCESS_ROLES_BEYOND_ORGANIZATION(params: { where: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_ROLES_BEYOND_ORGANIZATION","severity":"warning","message":"%where% asks for organization roles, but the rows of `%table%` belong to no organization.","why":"Anyone may create an organization and hold every role in it, so the rule admits every signed-in user.","fix":"Use `userRole: [\"admin\"]` (a platform role), or give the table an organization scope."}, params, position, edit);
  },

  /** warning: %where% is a function that takes the record, but never gets one: %why%. */
  ACCESS_FUNCTION_BLIND(params: { where: string; why: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_FUNCTION_BLIND","severity":"warning","message":"%where% is a function that takes the record, but never gets one: %why%.","why":"Its second parameter is always undefined there, so it admits all rows or none.","fix":"%hint%"}, params, position, edit);
  },

  /** warning: %where% admits `PUBLIC`, but the rows of `%table%` belong to teams. */
  ACCESS_PUBLIC_WITHOUT_TEAM(params: { where: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_PUBLIC_WITHOUT_TEAM","severity":"warning","message":"%where% admits `PUBLIC`, but the rows of `%table%` belong to teams.","why":"Nobody without a session has an active team, so they are answered 400 `TEAM_REQUIRED`, and everybody in the team passes whatever their role.","fix":"Name the roles, e.g. `[\"owner\", \"admin\", \"member\"]`, or read what is public through a standalone action."}, params, position, edit);
  },

  /** error: Action `%action%` has no description. */
  ACTION_DESCRIPTION_MISSING(params: { action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_DESCRIPTION_MISSING","severity":"error","message":"Action `%action%` has no description.","why":"It is what an agent and the OpenAPI document know of the action.","fix":"Add `description: \"…\"`."}, params, position, edit);
  },

  /** error: Action `%action%` has no input schema. */
  ACTION_INPUT_MISSING(params: { action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_INPUT_MISSING","severity":"error","message":"Action `%action%` has no input schema.","why":"Input is validated before the handler runs; without a schema anything would reach it.","fix":"Add `input: z.object({ … })`, or `z.object({})` for none."}, params, position, edit);
  },

  /** error: The input of action `%action%` is not a Zod schema. */
  ACTION_INPUT_NOT_ZOD(params: { action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_INPUT_NOT_ZOD","severity":"error","message":"The input of action `%action%` is not a Zod schema.","why":"Only a Zod schema can check the input and describe it in OpenAPI.","fix":"Write `input: z.object({ … })`."}, params, position, edit);
  },

  /** error: The input schema of action `%action%` has no JSON Schema: %problem%. */
  ACTION_INPUT_UNREPRESENTABLE(params: { action: string; problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_INPUT_UNREPRESENTABLE","severity":"error","message":"The input schema of action `%action%` has no JSON Schema: %problem%.","why":"OpenAPI and the registry describe the input to clients and agents.","fix":"Use types JSON knows: strings, numbers, booleans, arrays and objects; dates as `z.iso.datetime()`."}, params, position, edit);
  },

  /** error: Action `%action%` has no access rule. */
  ACTION_ACCESS_MISSING(params: { action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_ACCESS_MISSING","severity":"error","message":"Action `%action%` has no access rule.","why":"Everything is denied until a rule admits somebody.","fix":"Add `access: { roles: [\"owner\", \"admin\"] }`."}, params, position, edit);
  },

  /** error: Action `%action%` has neither `execute` nor `handler`. */
  ACTION_BODY_MISSING(params: { action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_BODY_MISSING","severity":"error","message":"Action `%action%` has neither `execute` nor `handler`.","why":"There is nothing to run.","fix":"Add `execute: async ({ db, record, input }) => …`, or `handler: \"./handlers/%action%\"`."}, params, position, edit);
  },

  /** error: Action `%action%` has both `execute` and `handler`. */
  ACTION_BODY_BOTH(params: { action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_BODY_BOTH","severity":"error","message":"Action `%action%` has both `execute` and `handler`.","why":"Only one of them could run.","fix":"Remove one."}, params, position, edit);
  },

  /** error: The handler `%handler%` of action `%action%` does not exist. */
  ACTION_HANDLER_NOT_FOUND(params: { handler: string; action: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_HANDLER_NOT_FOUND","severity":"error","message":"The handler `%handler%` of action `%action%` does not exist.","why":"The compiled app imports it.","fix":"%hint%"}, params, position, edit);
  },

  /** error: The handler `%handler%` of action `%action%` exports neither `execute` nor a default function. */
  ACTION_HANDLER_EXPORT(params: { handler: string; action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_HANDLER_EXPORT","severity":"error","message":"The handler `%handler%` of action `%action%` exports neither `execute` nor a default function.","why":"The compiled app calls one of the two.","fix":"Write `export const execute: ActionExecutor<…> = async ({ db, record, input }) => …` in it."}, params, position, edit);
  },

  /** error: Action `%action%` belongs to no table, so it must be standalone. */
  ACTION_TABLELESS_RECORD(params: { action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_TABLELESS_RECORD","severity":"error","message":"Action `%action%` belongs to no table, so it must be standalone.","why":"Without a table there is no record for `/:id/%action%`.","fix":"Add `standalone: true`."}, params, position, edit);
  },

  /** error: The actions of `%file%` belong to the table `%table%`, which no definition file exports. */
  ACTION_TABLE_UNKNOWN(params: { file: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_TABLE_UNKNOWN","severity":"error","message":"The actions of `%file%` belong to the table `%table%`, which no definition file exports.","why":"They would be mounted nowhere.","fix":"Import the table from its definition file, or pass `null` for actions without a table."}, params, position, edit);
  },

  /** error: Table `%table%` has actions but no `defineTable`. */
  ACTION_TABLE_INTERNAL(params: { table: string; file: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_TABLE_INTERNAL","severity":"error","message":"Table `%table%` has actions but no `defineTable`.","why":"An internal table has no routes, so its actions could not be reached.","fix":"Add `export default defineTable(%table%, { … })` to `%file%`."}, params, position, edit);
  },

  /** error: Table or feature `%owner%` has two actions called `%action%`: here and in `%other%`. */
  ACTION_DUPLICATE(params: { owner: string; action: string; other: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_DUPLICATE","severity":"error","message":"Table or feature `%owner%` has two actions called `%action%`: here and in `%other%`.","why":"Only one of them could be reached.","fix":"Rename one."}, params, position, edit);
  },

  /** error: Action `%action%` has a `path`, but it is not standalone. */
  ACTION_PATH_ON_RECORD(params: { action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_PATH_ON_RECORD","severity":"error","message":"Action `%action%` has a `path`, but it is not standalone.","why":"A record action is always served at `/:id/%action%`.","fix":"Remove `path`, or add `standalone: true`."}, params, position, edit);
  },

  /** error: The path `%path%` of action `%action%` is not a route path. */
  ACTION_PATH_INVALID(params: { path: string; action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_PATH_INVALID","severity":"error","message":"The path `%path%` of action `%action%` is not a route path.","why":"It becomes a route of the compiled app.","fix":"Use segments of letters, digits, dashes and `:params`, e.g. `/stats`."}, params, position, edit);
  },

  /** error: Action `%action%` would be served at `%method% %path%`, which is %other%. */
  ACTION_PATH_COLLISION(params: { action: string; method: string; path: string; other: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_PATH_COLLISION","severity":"error","message":"Action `%action%` would be served at `%method% %path%`, which is %other%.","why":"Only one of them could be reached.","fix":"Give the action another `path` or name."}, params, position, edit);
  },

  /** error: Action `%action%` answers `%responseType%`, which only a standalone action may. */
  ACTION_RESPONSE_TYPE_ON_RECORD(params: { action: string; responseType: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_RESPONSE_TYPE_ON_RECORD","severity":"error","message":"Action `%action%` answers `%responseType%`, which only a standalone action may.","why":"Record actions answer JSON, so that the table's masks can be applied.","fix":"Add `standalone: true`, or remove `responseType`."}, params, position, edit);
  },

  /** error: The unsafe action `%action%` gives no reason. */
  ACTION_UNSAFE_REASON_MISSING(params: { action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_UNSAFE_REASON_MISSING","severity":"error","message":"The unsafe action `%action%` gives no reason.","why":"An action that leaves the tenant is written to the audit log with its reason.","fix":"Add `unsafe: { reason: \"…\" }`."}, params, position, edit);
  },

  /** error: The unsafe action `%action%` is PUBLIC. */
  ACTION_UNSAFE_ANONYMOUS(params: { action: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACTION_UNSAFE_ANONYMOUS","severity":"error","message":"The unsafe action `%action%` is PUBLIC.","why":"An action that leaves the tenant needs a caller who can be held to account.","fix":"Use `access: { userRole: [\"admin\"] }`."}, params, position, edit);
  },

  /** error: %problem% */
  CARRY_NAME_COLLISION(params: { problem: string; fix: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CARRY_NAME_COLLISION","severity":"error","message":"%problem%","why":"The tables of a feature stand in one `schema.ts` of the compiled app, which can hold a name once.","fix":"%fix%"}, params, position, edit);
  },

  /** error: %problem% */
  CARRY_FUNCTION_NOT_FOUND(params: { problem: string; fix: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CARRY_FUNCTION_NOT_FOUND","severity":"error","message":"%problem%","why":"The function is carried into the compiled app as source text, so its text must stand in the definition.","fix":"%fix%"}, params, position, edit);
  },

  /** error: %problem% */
  CARRY_COLUMNS_NOT_FOUND(params: { problem: string; fix: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CARRY_COLUMNS_NOT_FOUND","severity":"error","message":"%problem%","why":"The audit columns are added to the object literal of columns.","fix":"%fix%"}, params, position, edit);
  },

  /** error: %problem% */
  CARRY_IMPORT_NOT_FOUND(params: { problem: string; fix: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CARRY_IMPORT_NOT_FOUND","severity":"error","message":"%problem%","why":"Code that is carried into the compiled app must find its imports there.","fix":"%fix%"}, params, position, edit);
  },

  /** error: %problem% */
  CARRY_RESERVED_PATH(params: { problem: string; fix: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CARRY_RESERVED_PATH","severity":"error","message":"%problem%","why":"Quickback writes a file of its own at that place.","fix":"%fix%"}, params, position, edit);
  },

  /** error: The project name `%name%` is not a valid Worker and package name. */
  CONFIG_NAME_INVALID(params: { name: string; suggestion: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_NAME_INVALID","severity":"error","message":"The project name `%name%` is not a valid Worker and package name.","why":"It names the Worker, the databases and the package: lower-case letters, digits and dashes, starting with a letter.","fix":"Write `%suggestion%`."}, params, position, edit);
  },

  /** error: The %kind% provider `%name%` is not supported. */
  CONFIG_PROVIDER_UNSUPPORTED(params: { kind: string; name: string; supported: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_PROVIDER_UNSUPPORTED","severity":"error","message":"The %kind% provider `%name%` is not supported.","why":"Each provider decides what code is generated; an unknown one generates none.","fix":"Use `%supported%`."}, params, position, edit);
  },

  /** error: The runtime `%runtime%` has no access to the database `%database%`. */
  CONFIG_PROVIDERS_MISMATCHED(params: { runtime: string; database: string; supported: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_PROVIDERS_MISMATCHED","severity":"error","message":"The runtime `%runtime%` has no access to the database `%database%`.","why":"Each runtime reaches its databases in its own way; for this pair no code is generated.","fix":"With `%runtime%` use `%supported%`."}, params, position, edit);
  },

  /** error: The %kind% provider `%name%` has no option `%option%`. */
  CONFIG_OPTION_FOREIGN(params: { kind: string; name: string; option: string; valid: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_OPTION_FOREIGN","severity":"error","message":"The %kind% provider `%name%` has no option `%option%`.","why":"It is an option of Cloudflare, and would be ignored here.","fix":"Remove it. %valid%"}, params, position, edit);
  },

  /** error: The configuration names no %kind% provider. */
  CONFIG_PROVIDER_MISSING(params: { kind: string; example: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_PROVIDER_MISSING","severity":"error","message":"The configuration names no %kind% provider.","why":"The compiler has to know the target it generates code for.","fix":"Add `%example%` to `providers`."}, params, position, edit);
  },

  /** error: The auth plugin `%plugin%` is not supported. */
  CONFIG_PLUGIN_UNSUPPORTED(params: { plugin: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_PLUGIN_UNSUPPORTED","severity":"error","message":"The auth plugin `%plugin%` is not supported.","why":"An unknown plugin would be left out, and with it the routes and columns it brings.","fix":"%hint%"}, params, position, edit);
  },

  /** error: `features.organizations` is false, but the auth provider lists the `organization` plugin. */
  CONFIG_ORGANIZATIONS_CONTRADICT(params: Record<string, never>, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_ORGANIZATIONS_CONTRADICT","severity":"error","message":"`features.organizations` is false, but the auth provider lists the `organization` plugin.","why":"One says single-tenant, the other brings organizations, members and roles.","fix":"Remove the plugin, or set `features: { organizations: true }`."}, params, position, edit);
  },

  /** error: `openapi.publish` needs `openapi.generate`. */
  CONFIG_PUBLISH_WITHOUT_GENERATE(params: Record<string, never>, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_PUBLISH_WITHOUT_GENERATE","severity":"error","message":"`openapi.publish` needs `openapi.generate`.","why":"There is no document to publish when none is generated.","fix":"Set `openapi: { generate: false, publish: false }` or leave `generate` on."}, params, position, edit);
  },

  /** error: `%key%` is `%path%`, which is not a path inside the project. */
  CONFIG_PATH_OUTSIDE_PROJECT(params: { key: string; path: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_PATH_OUTSIDE_PROJECT","severity":"error","message":"`%key%` is `%path%`, which is not a path inside the project.","why":"The compiler writes below the project's root and nowhere else.","fix":"Use a relative path without `..`."}, params, position, edit);
  },

  /** error: The trusted origin `%origin%` is not an origin. */
  CONFIG_ORIGIN_INVALID(params: { origin: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_ORIGIN_INVALID","severity":"error","message":"The trusted origin `%origin%` is not an origin.","why":"Requests with cookies are accepted from these origins, so each must be exact: scheme, host and port.","fix":"%hint%"}, params, position, edit);
  },

  /** error: `%key%` is `%value%`, which is not a host name. */
  CONFIG_DOMAIN_INVALID(params: { key: string; value: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_DOMAIN_INVALID","severity":"error","message":"`%key%` is `%value%`, which is not a host name.","why":"It becomes a route of the Worker and the address of its auth endpoint.","fix":"Write the bare host name, e.g. `api.example.com`."}, params, position, edit);
  },

  /** error: %contract%: %problem% */
  CONTRACT_VIOLATION(params: { contract: string; problem: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONTRACT_VIOLATION","severity":"error","message":"%contract%: %problem%","why":"The generated code breaks a security contract, so it would not protect what the definitions promise.","fix":"%hint%"}, params, position, edit);
  },

  /** error: The security report must be signed, but there is no key in `%env%`. */
  SIGNATURE_KEY_MISSING(params: { env: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SIGNATURE_KEY_MISSING","severity":"error","message":"The security report must be signed, but there is no key in `%env%`.","why":"`compiler.securityContracts.report.signature.required` is true.","fix":"Set `%env%` in the environment of the compile, or remove `required`."}, params, position, edit);
  },

  /** error: %subject%: %what% [%definition%]. */
  ACCESS_WIDENED(params: { subject: string; what: string; definition: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"ACCESS_WIDENED","severity":"error","message":"%subject%: %what% [%definition%].","why":"The compile was told to stop where access widens, or where conditions or code changed so that nobody can tell (`--fail-on-widening`).","fix":"If it is meant, have it reviewed and compile without `--fail-on-widening`; the new report is then the one to compare with. Otherwise restore the rule at the place named."}, params, position, edit);
  },

  /** error: There is no report at `%path%` to compare with. */
  BASELINE_MISSING(params: { path: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"BASELINE_MISSING","severity":"error","message":"There is no report at `%path%` to compare with.","why":"Whether access widens can only be said against an earlier report (`--fail-on-widening`).","fix":"Compile once without `--fail-on-widening` and commit `quickback/reports/`, or name a report with `--baseline <file>`."}, params, position, edit);
  },

  /** error: The report `%path%` cannot be compared with: %problem% */
  BASELINE_UNTRUSTED(params: { path: string; problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"BASELINE_UNTRUSTED","severity":"error","message":"The report `%path%` cannot be compared with: %problem%","why":"A report that was changed by hand could hide that access widens.","fix":"Restore `%path%` and its signature from version control, or compile once without `--fail-on-widening` and review the new report."}, params, position, edit);
  },

  /** error: `crud.list` of `%table%` shows %pageSize% rows per page, but at most %maxPageSize%. */
  CRUD_PAGE_SIZE(params: { table: string; pageSize: string; maxPageSize: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CRUD_PAGE_SIZE","severity":"error","message":"`crud.list` of `%table%` shows %pageSize% rows per page, but at most %maxPageSize%.","why":"A page cannot be larger than the largest one.","fix":"Raise `maxPageSize`, or lower `pageSize`."}, params, position, edit);
  },

  /** error: `crud.put` of `%table%` needs %needs%. */
  CRUD_PUT_UNAVAILABLE(params: { table: string; needs: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CRUD_PUT_UNAVAILABLE","severity":"error","message":"`crud.put` of `%table%` needs %needs%.","why":"PUT writes a whole record under an id that the client chose; with field guards or generated ids it could do neither.","fix":"%hint%"}, params, position, edit);
  },

  /** error: `crud.%batch%` of `%table%` is there, but `crud.%operation%` is not. */
  CRUD_BATCH_WITHOUT_OPERATION(params: { batch: string; table: string; operation: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CRUD_BATCH_WITHOUT_OPERATION","severity":"error","message":"`crud.%batch%` of `%table%` is there, but `crud.%operation%` is not.","why":"A batch runs the operation once per record; without the operation there is nothing to run.","fix":"Add `crud.%operation%`, or remove `crud.%batch%`."}, params, position, edit);
  },

  /** error: `crud.%batch%.maxBatchSize` of `%table%` is %size%. */
  CRUD_BATCH_SIZE(params: { batch: string; table: string; size: string; max: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CRUD_BATCH_SIZE","severity":"error","message":"`crud.%batch%.maxBatchSize` of `%table%` is %size%.","why":"A batch takes at least one record and at most %max%.","fix":"Write a whole number from 1 to %max%."}, params, position, edit);
  },

  /** error: `%path%` of `%table%` fills `%column%`, which the app writes already. */
  CRUD_FILLED_SYSTEM_COLUMN(params: { path: string; table: string; column: string; reason: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CRUD_FILLED_SYSTEM_COLUMN","severity":"error","message":"`%path%` of `%table%` fills `%column%`, which the app writes already.","why":"It is %reason%; the value would be overwritten, or would break the isolation of rows.","fix":"Remove `%column%`."}, params, position, edit);
  },

  /** error: Column `%column%` of `%table%` is computed and also %list%. */
  CRUD_COMPUTED_WRITABLE(params: { column: string; table: string; list: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CRUD_COMPUTED_WRITABLE","severity":"error","message":"Column `%column%` of `%table%` is computed and also %list%.","why":"The computed value replaces whatever a client sends, so the list would promise what never happens.","fix":"Remove `%column%` from `guards.%list%` or from `computed`."}, params, position, edit);
  },

  /** error: Column `%column%` of `%table%` has a default on create and is computed there. */
  CRUD_DEFAULT_COMPUTED(params: { column: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CRUD_DEFAULT_COMPUTED","severity":"error","message":"Column `%column%` of `%table%` has a default on create and is computed there.","why":"The computed value always replaces the default.","fix":"Remove one of the two."}, params, position, edit);
  },

  /** error: The default `%value%` of `%column%` in `crud.create.defaults` of `%table%` is no value that the API takes there. */
  CRUD_DEFAULT_IMPOSSIBLE(params: { value: string; column: string; table: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CRUD_DEFAULT_IMPOSSIBLE","severity":"error","message":"The default `%value%` of `%column%` in `crud.create.defaults` of `%table%` is no value that the API takes there.","why":"Every create that leaves the column out would fail.","fix":"%hint%"}, params, position, edit);
  },

  /** error: `%key%` is not a key of %where%. */
  UNKNOWN_KEY(params: { key: string; where: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"UNKNOWN_KEY","severity":"error","message":"`%key%` is not a key of %where%.","why":"An unknown key would be ignored, and a misspelt rule would protect nothing.","fix":"%hint%"}, params, position, edit);
  },

  /** error: `%key%` is written twice: here and on line %line%. */
  DUPLICATE_KEY(params: { key: string; line: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"DUPLICATE_KEY","severity":"error","message":"`%key%` is written twice: here and on line %line%.","why":"Only the later one counts, so the rules of the other protect nothing.","fix":"Merge the two, or remove one."}, params, position, edit);
  },

  /** error: %where% lacks `%key%`. */
  MISSING_KEY(params: { where: string; key: string; text: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MISSING_KEY","severity":"error","message":"%where% lacks `%key%`.","why":"The definition is not complete without it.","fix":"Add `%text%`."}, params, position, edit);
  },

  /** error: %where%: %problem%. */
  INVALID_VALUE(params: { where: string; problem: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"INVALID_VALUE","severity":"error","message":"%where%: %problem%.","why":"A value of the wrong shape has no meaning the compiler could keep.","fix":"%hint%"}, params, position, edit);
  },

  /** error: %where% names `%column%`, which is not a column of `%table%`. */
  COLUMN_UNKNOWN(params: { where: string; column: string; table: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"COLUMN_UNKNOWN","severity":"error","message":"%where% names `%column%`, which is not a column of `%table%`.","why":"A rule on a column that does not exist protects nothing.","fix":"%hint%"}, params, position, edit);
  },

  /** error: %kind% `%name%` cannot be used: %rule%. */
  NAME_INVALID(params: { kind: string; name: string; rule: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"NAME_INVALID","severity":"error","message":"%kind% `%name%` cannot be used: %rule%.","why":"Names become file names, URL paths and code in the compiled app.","fix":"Rename it."}, params, position, edit);
  },

  /** error: `%key%` is not supported yet. */
  NOT_YET_SUPPORTED(params: { key: string; instead: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"NOT_YET_SUPPORTED","severity":"error","message":"`%key%` is not supported yet.","why":"It would be ignored, and the compiled app would lack what it promises.","fix":"%instead%"}, params, position, edit);
  },

  /** error: Table `%table%` has no firewall scope. */
  FIREWALL_MISSING(params: { table: string; suggestion: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FIREWALL_MISSING","severity":"error","message":"Table `%table%` has no firewall scope.","why":"Without one every caller that passes access sees the rows of every organization.","fix":"Add %suggestion% to its definition, or `firewall: { exception: true }` if its rows belong to nobody."}, params, position, edit);
  },

  /** error: Table `%table%` has `exception: true` beside the scope `%scope%`. */
  FIREWALL_EXCEPTION_WITH_SCOPE(params: { table: string; scope: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FIREWALL_EXCEPTION_WITH_SCOPE","severity":"error","message":"Table `%table%` has `exception: true` beside the scope `%scope%`.","why":"An exception turns isolation off, a scope turns it on; only one can be meant.","fix":"Remove `exception: true`, or the scope."}, params, position, edit);
  },

  /** error: The `%scope%` scope of `%table%` needs the column `%column%`, which the table does not have. */
  FIREWALL_COLUMN_MISSING(params: { scope: string; table: string; column: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FIREWALL_COLUMN_MISSING","severity":"error","message":"The `%scope%` scope of `%table%` needs the column `%column%`, which the table does not have.","why":"The scope is a WHERE on that column.","fix":"%hint%"}, params, position, edit);
  },

  /** error: The `%scope%` column `%column%` of `%table%` is not text. */
  FIREWALL_COLUMN_TYPE(params: { scope: string; column: string; table: string; sqlName: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FIREWALL_COLUMN_TYPE","severity":"error","message":"The `%scope%` column `%column%` of `%table%` is not text.","why":"It is compared with an id of the session, which is text.","fix":"Write `%column%: text(\"%sqlName%\").notNull()`."}, params, position, edit);
  },

  /** error: The `%scope%` scope of `%table%` reads `%source%`, which the request context does not have. */
  FIREWALL_SOURCE_UNKNOWN(params: { scope: string; table: string; source: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FIREWALL_SOURCE_UNKNOWN","severity":"error","message":"The `%scope%` scope of `%table%` reads `%source%`, which the request context does not have.","why":"A value that is never present matches no row, so the table would always be empty.","fix":"%hint%"}, params, position, edit);
  },

  /** error: The owner scope of `%table%` is optional, but no organization scope or team scope stands beside it. */
  FIREWALL_OPTIONAL_ALONE(params: { table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FIREWALL_OPTIONAL_ALONE","severity":"error","message":"The owner scope of `%table%` is optional, but no organization scope or team scope stands beside it.","why":"`owner` and `admin` of any organization would see every row of every user, and anyone may create an organization.","fix":"Add `organization: {}` to the firewall, or remove `mode: \"optional\"`."}, params, position, edit);
  },

  /** error: Table `%table%` is scoped by %scope%, but `features.organizations` is false. */
  FIREWALL_ORGANIZATIONS_OFF(params: { table: string; scope: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FIREWALL_ORGANIZATIONS_OFF","severity":"error","message":"Table `%table%` is scoped by %scope%, but `features.organizations` is false.","why":"Without organizations nobody has an active one, nor a team in it, so the table would always be empty.","fix":"Set `features: { organizations: true }`, or use `firewall: { owner: {} }` or `{ exception: true }`."}, params, position, edit);
  },

  /** error: Table `%table%` is scoped by team, but organizations have no teams. */
  FIREWALL_TEAMS_OFF(params: { table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FIREWALL_TEAMS_OFF","severity":"error","message":"Table `%table%` is scoped by team, but organizations have no teams.","why":"Without them nobody has an active team, so every request would be refused.","fix":"Write `organization: { teams: { enabled: true } }` among the auth plugins, or remove the scope."}, params, position, edit);
  },

  /** error: The soft-delete column of `%table%` is `%column%`, which can only be `deletedAt`. */
  FIREWALL_SOFT_DELETE_COLUMN(params: { table: string; column: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FIREWALL_SOFT_DELETE_COLUMN","severity":"error","message":"The soft-delete column of `%table%` is `%column%`, which can only be `deletedAt`.","why":"The compiler adds and fills `deletedAt`; another column would never be set.","fix":"Write `softDelete: {}`."}, params, position, edit);
  },

  /** error: Column `%column%` of `%table%` is protected and also %list%. */
  GUARD_PROTECTED_WRITABLE(params: { column: string; table: string; list: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"GUARD_PROTECTED_WRITABLE","severity":"error","message":"Column `%column%` of `%table%` is protected and also %list%.","why":"A protected column changes through its actions alone; the list would let any client write it.","fix":"Remove `%column%` from `%list%` or from `protected`."}, params, position, edit);
  },

  /** error: Column `%column%` of `%table%` is both immutable and updatable. */
  GUARD_IMMUTABLE_UPDATABLE(params: { column: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"GUARD_IMMUTABLE_UPDATABLE","severity":"error","message":"Column `%column%` of `%table%` is both immutable and updatable.","why":"The two contradict each other.","fix":"Remove `%column%` from one of the lists."}, params, position, edit);
  },

  /** error: `guards.protected` of `%table%` names the action `%action%` for %columns%, but there is no such action. */
  GUARD_ACTION_UNKNOWN(params: { table: string; action: string; columns: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"GUARD_ACTION_UNKNOWN","severity":"error","message":"`guards.protected` of `%table%` names the action `%action%` for %columns%, but there is no such action.","why":"What is protected changes through its actions alone, so it could never change.","fix":"%hint%"}, params, position, edit);
  },

  /** error: `guards.%list%` of `%table%` lists `%column%`, which the app fills itself. */
  GUARD_SYSTEM_COLUMN(params: { list: string; table: string; column: string; reason: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"GUARD_SYSTEM_COLUMN","severity":"error","message":"`guards.%list%` of `%table%` lists `%column%`, which the app fills itself.","why":"It is %reason%; a client that could write it could forge it.","fix":"Remove `%column%` from the list."}, params, position, edit);
  },

  /** error: Column `%column%` of `%table%` is required, but no client may supply it on create. */
  GUARD_REQUIRED_UNWRITABLE(params: { column: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"GUARD_REQUIRED_UNWRITABLE","severity":"error","message":"Column `%column%` of `%table%` is required, but no client may supply it on create.","why":"Every create would fail with a NOT NULL violation.","fix":"Add `%column%` to `guards.createable`, give it a `.default(…)`, or drop `.notNull()`."}, params, position, edit);
  },

  /** warning: Table `%table%` has an update route, but no updatable column. */
  GUARD_NOTHING_UPDATABLE(params: { table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"GUARD_NOTHING_UPDATABLE","severity":"warning","message":"Table `%table%` has an update route, but no updatable column.","why":"Every update would be refused.","fix":"List the columns in `guards.updatable`, or remove `crud.update`."}, params, position, edit);
  },

  /** error: This project has no `quickback/quickback.config.ts`. */
  CONFIG_MISSING(params: Record<string, never>, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CONFIG_MISSING","severity":"error","message":"This project has no `quickback/quickback.config.ts`.","why":"The compiler reads the project's name, providers and options there.","fix":"Create it with `quickback create cloudflare <name>`, or run the command from the project's root."}, params, position, edit);
  },

  /** error: %problem% */
  SYNTAX_ERROR(params: { problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SYNTAX_ERROR","severity":"error","message":"%problem%","why":"A file that does not parse cannot be evaluated, so nothing below it is known.","fix":"Mend the syntax at this place."}, params, position, edit);
  },

  /** error: Evaluating `%file%` threw: %problem% */
  DEFINITION_THREW(params: { file: string; problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"DEFINITION_THREW","severity":"error","message":"Evaluating `%file%` threw: %problem%","why":"Definition files run once at compile time; top-level code that throws hides the definition.","fix":"Move the failing code into an action's `execute` or handler, or remove it."}, params, position, edit);
  },

  /** error: Evaluating `%file%` did not end within %seconds% seconds. */
  EVALUATION_TIMEOUT(params: { file: string; seconds: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"EVALUATION_TIMEOUT","severity":"error","message":"Evaluating `%file%` did not end within %seconds% seconds.","why":"Definitions are plain data; an endless loop or a pending top-level `await` would hang every compile.","fix":"Remove the loop or the `await` at the top level of this file or of a file it imports."}, params, position, edit);
  },

  /** error: Evaluating the definitions stopped: %problem% */
  EVALUATION_FAILED(params: { problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"EVALUATION_FAILED","severity":"error","message":"Evaluating the definitions stopped: %problem%","why":"Definition files run in a worker of their own with limited memory and without a way to end the compiler.","fix":"Keep definition files to definitions; no process calls, no large data."}, params, position, edit);
  },

  /** error: `%specifier%` cannot be resolved from `%file%`. */
  UNRESOLVED_IMPORT(params: { specifier: string; file: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"UNRESOLVED_IMPORT","severity":"error","message":"`%specifier%` cannot be resolved from `%file%`.","why":"Every import of a definition file must exist when the project is compiled.","fix":"%hint%"}, params, position, edit);
  },

  /** error: Definition files import each other in a circle: %cycle%. */
  CYCLIC_IMPORT(params: { cycle: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"CYCLIC_IMPORT","severity":"error","message":"Definition files import each other in a circle: %cycle%.","why":"In a circle one file sees the other's exports before they exist, so a table can be `undefined` where it is used.","fix":"Move what both need into a third file, or refer to the table by `.references(() => table.id)` from one side only."}, params, position, edit);
  },

  /** error: `%specifier%` leaves the project folder. */
  IMPORT_OUTSIDE_PROJECT(params: { specifier: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"IMPORT_OUTSIDE_PROJECT","severity":"error","message":"`%specifier%` leaves the project folder.","why":"Only files below the project's root are read and carried into the compiled app.","fix":"Move the file below `quickback/`, or publish it as a package and list it in `build.dependencies`."}, params, position, edit);
  },

  /** error: `%file%` has no default export. */
  MISSING_DEFAULT_EXPORT(params: { file: string; call: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MISSING_DEFAULT_EXPORT","severity":"error","message":"`%file%` has no default export.","why":"The default export is the definition; without it the file defines nothing.","fix":"Add `export default %call%`."}, params, position, edit);
  },

  /** error: The default export of `%file%` was not made by a define function. */
  DEFINITION_NOT_RECOGNISED(params: { file: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"DEFINITION_NOT_RECOGNISED","severity":"error","message":"The default export of `%file%` was not made by a define function.","why":"Only objects made by `defineTable` or `defineActions` are known to be definitions.","fix":"Wrap it: `export default defineTable(table, { … })` or `export default defineActions(table, { … })`."}, params, position, edit);
  },

  /** error: `%file%` calls `%call%` more than once. */
  SEVERAL_DEFINITIONS(params: { file: string; call: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SEVERAL_DEFINITIONS","severity":"error","message":"`%file%` calls `%call%` more than once.","why":"A file holds one definition, its default export; the others would be ignored.","fix":"Move each further table with its `%call%` into a file of its own."}, params, position, edit);
  },

  /** error: The table given to `%call%` in `%file%` is not exported under a name. */
  TABLE_NOT_EXPORTED(params: { call: string; file: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"TABLE_NOT_EXPORTED","severity":"error","message":"The table given to `%call%` in `%file%` is not exported under a name.","why":"The compiled app imports the table by its exported name.","fix":"Write `export const <name> = sqliteTable(…)`."}, params, position, edit);
  },

  /** error: `%file%` cannot be read: %problem% */
  FILE_UNREADABLE(params: { file: string; problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FILE_UNREADABLE","severity":"error","message":"`%file%` cannot be read: %problem%","why":"A definition file that cannot be read would be missing from the API without a word.","fix":"Check that the file exists, is readable, and is UTF-8 text."}, params, position, edit);
  },

  /** warning: Column `%table%.%column%` looks sensitive and is masked as `%type%` for everyone. */
  MASKING_AUTOMATIC(params: { table: string; column: string; type: string; show: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MASKING_AUTOMATIC","severity":"warning","message":"Column `%table%.%column%` looks sensitive and is masked as `%type%` for everyone.","why":"A column with such a name usually holds personal data or a secret.","fix":"Say who may see it: `%column%: { type: \"%type%\", show: %show% }`, or `show: { roles: [\"everyone\"] }` to leave it in clear."}, params, position, edit);
  },

  /** error: The mask `%type%` on `%table%.%column%` needs a text column, but it holds %dataType%. */
  MASKING_TYPE_MISMATCH(params: { type: string; table: string; column: string; dataType: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MASKING_TYPE_MISMATCH","severity":"error","message":"The mask `%type%` on `%table%.%column%` needs a text column, but it holds %dataType%.","why":"The masked text would not fit the type that the API promises.","fix":"Use `redact` or a `custom` mask."}, params, position, edit);
  },

  /** error: The custom mask on `%table%.%column%` has no `mask` function. */
  MASKING_FUNCTION_MISSING(params: { table: string; column: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MASKING_FUNCTION_MISSING","severity":"error","message":"The custom mask on `%table%.%column%` has no `mask` function.","why":"Without it there is nothing that could hide the value.","fix":"Add `mask: (value) => …`, or use a built-in type."}, params, position, edit);
  },

  /** error: The `%type%` mask on `%table%.%column%` has a `mask` function that would never run. */
  MASKING_FUNCTION_UNUSED(params: { type: string; table: string; column: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MASKING_FUNCTION_UNUSED","severity":"error","message":"The `%type%` mask on `%table%.%column%` has a `mask` function that would never run.","why":"Only `type: \"custom\"` calls it.","fix":"Write `type: \"custom\"`, or remove `mask`."}, params, position, edit);
  },

  /** error: The mask on `%table%.%column%` is lifted for `%role%`, which is not an organization role. */
  MASKING_PUBLIC_ROLE(params: { table: string; column: string; role: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MASKING_PUBLIC_ROLE","severity":"error","message":"The mask on `%table%.%column%` is lifted for `%role%`, which is not an organization role.","why":"Callers never hold it, so nobody would see the value.","fix":"Write `show: { roles: [\"everyone\"] }` to leave the column in clear, or name organization roles."}, params, position, edit);
  },

  /** error: The mask on `%table%.%column%` is lifted for organization roles, but `features.organizations` is false. */
  MASKING_ROLES_WITHOUT_ORGANIZATIONS(params: { table: string; column: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MASKING_ROLES_WITHOUT_ORGANIZATIONS","severity":"error","message":"The mask on `%table%.%column%` is lifted for organization roles, but `features.organizations` is false.","why":"Without organizations nobody has such a role, so nobody would see the value.","fix":"Write `show: { or: \"owner\" }` for whoever made the row, or `show: { roles: [\"everyone\"] }` to leave the column in clear."}, params, position, edit);
  },

  /** error: Column `%table%.%column%` cannot be masked: it is %reason%. */
  MASKING_KEY_COLUMN(params: { table: string; column: string; reason: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MASKING_KEY_COLUMN","severity":"error","message":"Column `%table%.%column%` cannot be masked: it is %reason%.","why":"A masked key can be neither followed nor compared.","fix":"Remove the mask."}, params, position, edit);
  },

  /** error: The default sort of `%table%` orders by `%column%`, which is masked. */
  MASKING_SORTED(params: { table: string; column: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MASKING_SORTED","severity":"error","message":"The default sort of `%table%` orders by `%column%`, which is masked.","why":"The order of the rows would tell what the mask hides.","fix":"Sort by a column that is not masked."}, params, position, edit);
  },

  /** warning: `masking.%column%` of `%table%` shows the value to the owner, but no column says whose a row is. */
  MASKING_OWNER_MISSING(params: { column: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MASKING_OWNER_MISSING","severity":"warning","message":"`masking.%column%` of `%table%` shows the value to the owner, but no column says whose a row is.","why":"Without an owner scope the owner is who created the row, and with `compiler.features.auditFields: false` there is no `createdBy`: the clause never lets anybody see the value.","fix":"Remove `or: \"owner\"`, add an owner scope to the firewall, or a column `createdBy` that your code fills."}, params, position, edit);
  },

  /** error: `%table%.%column%` is computed from `%source%` and shows it to callers for whom `%source%` is masked. */
  MASKING_COMPUTED(params: { table: string; column: string; source: string; roles: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MASKING_COMPUTED","severity":"error","message":"`%table%.%column%` is computed from `%source%` and shows it to callers for whom `%source%` is masked.","why":"The database computes the column from the value as it is stored, before any mask.","fix":"Mask the column too, for the same callers: `%column%: { type: \"redact\", show: { roles: %roles% } }`."}, params, position, edit);
  },

  /** error: %kind% `%from%` is gone and `%to%` is new: renamed, or dropped and added? */
  RENAME_AMBIGUOUS(params: { kind: string; from: string; to: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"RENAME_AMBIGUOUS","severity":"error","message":"%kind% `%from%` is gone and `%to%` is new: renamed, or dropped and added?","why":"A rename keeps the data, a drop loses it; guessing could lose it silently.","fix":"%hint%"}, params, position, edit);
  },

  /** error: The rename hint `%hint%` is not valid: %problem%. */
  RENAME_HINT_INVALID(params: { hint: string; problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"RENAME_HINT_INVALID","severity":"error","message":"The rename hint `%hint%` is not valid: %problem%.","why":"A hint that does not fit the schema would be ignored, and the data dropped.","fix":"Keys are the new SQL names of the current schema, values the old ones; remove hints that no longer apply."}, params, position, edit);
  },

  /** warning: This migration drops %what%. */
  DATA_LOSS(params: { what: string; detail: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"DATA_LOSS","severity":"warning","message":"This migration drops %what%.","why":"%detail%","fix":"If it was renamed, add the hint to `compiler.migrations.renames` before applying the migration; else keep a backup."}, params, position, edit);
  },

  /** error: The new column `%column%` of `%table%` is NOT NULL and has no default. */
  NOT_NULL_WITHOUT_DEFAULT(params: { column: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"NOT_NULL_WITHOUT_DEFAULT","severity":"error","message":"The new column `%column%` of `%table%` is NOT NULL and has no default.","why":"The migration fails on a table that already holds rows.","fix":"Give the column a `.default(…)`, or drop `.notNull()` until the rows are filled."}, params, position, edit);
  },

  /** error: The migration state in `%file%` cannot be used: %problem% */
  MIGRATION_STATE_BROKEN(params: { file: string; problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MIGRATION_STATE_BROKEN","severity":"error","message":"The migration state in `%file%` cannot be used: %problem%","why":"The next migration is the difference to the last snapshot.","fix":"Restore the file from version control."}, params, position, edit);
  },

  /** error: The migration for `%database%` could not be made: %problem% */
  MIGRATION_FAILED(params: { database: string; problem: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"MIGRATION_FAILED","severity":"error","message":"The migration for `%database%` could not be made: %problem%","why":"Without it the database would not match the code.","fix":"%hint%"}, params, position, edit);
  },

  /** error: The page `%slug%` stands in `%file%`. */
  PAGE_FILE_MISMATCH(params: { slug: string; file: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"PAGE_FILE_MISMATCH","severity":"error","message":"The page `%slug%` stands in `%file%`.","why":"A page is looked up by its slug, and its file by the same name.","fix":"Give slug and file one name: `pages/%slug%.ts`."}, params, position, edit);
  },

  /** error: Two pages have the slug `%slug%`: here and in `%other%`. */
  PAGE_DUPLICATE(params: { slug: string; other: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"PAGE_DUPLICATE","severity":"error","message":"Two pages have the slug `%slug%`: here and in `%other%`.","why":"Slugs are addresses: one of the two would never be seen.","fix":"Give one of them another slug, and its file that name."}, params, position, edit);
  },

  /** error: The page `%slug%` names the feature `%named%`, but stands in the folder of `%feature%`. */
  PAGE_FEATURE_MISMATCH(params: { slug: string; named: string; feature: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"PAGE_FEATURE_MISMATCH","severity":"error","message":"The page `%slug%` names the feature `%named%`, but stands in the folder of `%feature%`.","why":"The folder decides to which feature a page belongs.","fix":"Remove `feature`, or move the file."}, params, position, edit);
  },

  /** error: %where% names the %kind% `%name%`, which does not exist. */
  PAGE_NAME_UNKNOWN(params: { where: string; kind: string; name: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"PAGE_NAME_UNKNOWN","severity":"error","message":"%where% names the %kind% `%name%`, which does not exist.","why":"The page would have nothing to show or do there.","fix":"%hint%"}, params, position, edit);
  },

  /** error: The page `%slug%` shows `%table%`, which has no `crud.list`. */
  PAGE_SOURCE_UNREADABLE(params: { slug: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"PAGE_SOURCE_UNREADABLE","severity":"error","message":"The page `%slug%` shows `%table%`, which has no `crud.list`.","why":"A page reads its rows by the table's list, as whoever looks at it; without one it stays empty.","fix":"Add `crud.list` to the table, or show another table."}, params, position, edit);
  },

  /** error: Table `%table%` is made with `%function%`, but the database is D1 (SQLite). */
  SCHEMA_WRONG_DIALECT(params: { table: string; function: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_WRONG_DIALECT","severity":"error","message":"Table `%table%` is made with `%function%`, but the database is D1 (SQLite).","why":"Column types and SQL differ between databases; the migrations would not apply.","fix":"Import `sqliteTable` and its columns from `drizzle-orm/sqlite-core`."}, params, position, edit);
  },

  /** error: Table `%table%` has no `id` primary key. */
  SCHEMA_NO_PRIMARY_KEY(params: { table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_NO_PRIMARY_KEY","severity":"error","message":"Table `%table%` has no `id` primary key.","why":"Every route by id, the stable sort order and the audit trail rest on one primary key column called `id`.","fix":"Add `id: text(\"id\").primaryKey()` as the first column."}, params, position, edit);
  },

  /** error: The `id` of `%table%` is %actual%, but `generateId: "%generateId%"` makes %expected%. */
  SCHEMA_ID_TYPE(params: { table: string; actual: string; generateId: string; expected: string; column: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_ID_TYPE","severity":"error","message":"The `id` of `%table%` is %actual%, but `generateId: \"%generateId%\"` makes %expected%.","why":"A generated id of the wrong type cannot be stored or compared.","fix":"Write `%column%`."}, params, position, edit);
  },

  /** error: Table `%table%` declares `%column%`, which the compiler adds itself. */
  SCHEMA_AUDIT_COLUMN(params: { table: string; column: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_AUDIT_COLUMN","severity":"error","message":"Table `%table%` declares `%column%`, which the compiler adds itself.","why":"`createdAt, createdBy, modifiedAt, modifiedBy, deletedAt, deletedBy` are added to every table and filled by the app alone.","fix":"Remove the column."}, params, position, edit);
  },

  /** error: Two tables are called `%table%`: here and in `%other%`. */
  SCHEMA_DUPLICATE_TABLE(params: { table: string; other: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_DUPLICATE_TABLE","severity":"error","message":"Two tables are called `%table%`: here and in `%other%`.","why":"A table's name is its identity in routes, migrations and policies.","fix":"Rename one of them."}, params, position, edit);
  },

  /** error: Table `%table%` has the name of a table of the app itself, `%taken%`. */
  SCHEMA_TABLE_TAKEN(params: { table: string; taken: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_TABLE_TAKEN","severity":"error","message":"Table `%table%` has the name of a table of the app itself, `%taken%`.","why":"Features, auth and audit share one database here, so a name stands for one table only.","fix":"Give the table another name, in code and in SQL."}, params, position, edit);
  },

  /** error: Columns `%first%` and `%second%` of `%table%` share the SQL name `%sqlName%`. */
  SCHEMA_DUPLICATE_COLUMN(params: { first: string; second: string; table: string; sqlName: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_DUPLICATE_COLUMN","severity":"error","message":"Columns `%first%` and `%second%` of `%table%` share the SQL name `%sqlName%`.","why":"SQLite refuses a table with two columns of one name.","fix":"Give one of them another SQL name."}, params, position, edit);
  },

  /** error: %owner% would be served at `/api/v1/%path%`, which belongs to %other%. */
  SCHEMA_DUPLICATE_PATH(params: { owner: string; path: string; other: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_DUPLICATE_PATH","severity":"error","message":"%owner% would be served at `/api/v1/%path%`, which belongs to %other%.","why":"Two owners of one path mean that one of them is never reached.","fix":"Rename one of them."}, params, position, edit);
  },

  /** error: Column `%column%` of `%table%` refers to the table `%target%`, which no definition file exports. */
  SCHEMA_REFERENCE_UNKNOWN(params: { column: string; table: string; target: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_REFERENCE_UNKNOWN","severity":"error","message":"Column `%column%` of `%table%` refers to the table `%target%`, which no definition file exports.","why":"The foreign key would point at a table that the migrations never create.","fix":"Export the table from a file in `quickback/features/<feature>/`."}, params, position, edit);
  },

  /** error: %owner% of `%table%` refers to a column that does not exist. */
  SCHEMA_REFERENCE_COLUMN(params: { owner: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_REFERENCE_COLUMN","severity":"error","message":"%owner% of `%table%` refers to a column that does not exist.","why":"The foreign key would point at nothing.","fix":"Refer to a column of an exported table, e.g. `.references(() => jobs.id)`."}, params, position, edit);
  },

  /** warning: Column `%column%` of `%table%` has the name of a list parameter. */
  SCHEMA_COLUMN_SHADOWED(params: { column: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_COLUMN_SHADOWED","severity":"warning","message":"Column `%column%` of `%table%` has the name of a list parameter.","why":"`?%column%=…` is read as the parameter, so the column cannot be filtered by equality.","fix":"Rename the column, or filter with an operator: `?%column%.in=…`."}, params, position, edit);
  },

  /** warning: %what% of table `%table%` is unique across tenants. */
  SCHEMA_UNIQUE_TELLS(params: { what: string; table: string; on: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_UNIQUE_TELLS","severity":"warning","message":"%what% of table `%table%` is unique across tenants.","why":"A clash answers 409, which tells a caller that another tenant has the value, and whoever writes it first keeps it from all others.","fix":"Make it unique per tenant: `uniqueIndex(\"…\").on(%on%)`; where it must be unique everywhere, list the column in `firewall.uniqueAcrossTenants`."}, params, position, edit);
  },

  /** error: `references.%column%` of table `%table%` names `%target%`, which is not a table of the project. */
  REFERENCE_TABLE_UNKNOWN(params: { column: string; table: string; target: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"REFERENCE_TABLE_UNKNOWN","severity":"error","message":"`references.%column%` of table `%table%` names `%target%`, which is not a table of the project.","why":"Labels and lookups of the column would lead nowhere.","fix":"%hint%"}, params, position, edit);
  },

  /** warning: The foreign key `%column%` of `%table%` has no label: %other% is called `%label%` too. */
  LABEL_NAME_TAKEN(params: { column: string; table: string; other: string; label: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"LABEL_NAME_TAKEN","severity":"warning","message":"The foreign key `%column%` of `%table%` has no label: %other% is called `%label%` too.","why":"An answer has one field of a name, so clients get the key alone.","fix":"Rename one of the two columns."}, params, position, edit);
  },

  /** warning: The foreign key `%column%` of `%table%` has no label: the table's other labels fill its statements. */
  LABEL_TOO_MANY(params: { column: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"LABEL_TOO_MANY","severity":"warning","message":"The foreign key `%column%` of `%table%` has no label: the table's other labels fill its statements.","why":"Labels are read by the statement that reads the rows, and D1 takes 100 bound values and 100 columns in one.","fix":"Read the record that `%column%` points at by its own route."}, params, position, edit);
  },

  /** error: The third argument of table `%table%` names the column `%column%`, which the table does not declare. */
  SCHEMA_EXTRA_COLUMN(params: { table: string; column: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_EXTRA_COLUMN","severity":"error","message":"The third argument of table `%table%` names the column `%column%`, which the table does not declare.","why":"Indexes, unique constraints and checks see the columns that you write. Audit columns are added when the definition has been read.","fix":"Declare the column or name another; write an audit column by its name in the database, as in sql`created_at`."}, params, position, edit);
  },

  /** error: `%table%` is deleted softly, but has no column `%column%`. */
  SCHEMA_SOFT_DELETE_MISSING(params: { table: string; column: string; sqlName: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_SOFT_DELETE_MISSING","severity":"error","message":"`%table%` is deleted softly, but has no column `%column%`.","why":"With `compiler.features.auditFields: false` the compiler adds none, and nothing could mark a row deleted.","fix":"Add `%column%: text(\"%sqlName%\")` to the table, name another column in `firewall.softDelete.column`, or remove rows for good: `mode: \"hard\"` in `crud.delete`, without `softDelete`."}, params, position, edit);
  },

  /** error: The soft-delete column `%column%` of `%table%` must be text that is null until a row is deleted. */
  SCHEMA_SOFT_DELETE_TYPE(params: { column: string; table: string; sqlName: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SCHEMA_SOFT_DELETE_TYPE","severity":"error","message":"The soft-delete column `%column%` of `%table%` must be text that is null until a row is deleted.","why":"The app writes the time of the deletion into it as ISO 8601 text, and shows the rows where it is null.","fix":"Write it as `%column%: text(\"%sqlName%\")`: no `.notNull()`, no default."}, params, position, edit);
  },

  /** error: `search.fields` of table `%table%` names `%column%`, which %problem%. */
  SEARCH_NOT_TEXT(params: { table: string; column: string; problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SEARCH_NOT_TEXT","severity":"error","message":"`search.fields` of table `%table%` names `%column%`, which %problem%.","why":"Search compares words and parts of texts that clients write.","fix":"Remove it from `search.fields`; a column of any type can be filtered by `?%column%=…`."}, params, position, edit);
  },

  /** error: `search.fullText` of table `%table%` has no column to index. */
  SEARCH_NOTHING(params: { table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SEARCH_NOTHING","severity":"error","message":"`search.fullText` of table `%table%` has no column to index.","why":"An index over nothing finds nothing.","fix":"Name text columns in `search.fields`, or remove `fullText`."}, params, position, edit);
  },

  /** error: Column `%column%` of table `%table%` has the SQL name `%sqlName%`, which SQLite's full-text index keeps for itself. */
  SEARCH_RESERVED_COLUMN(params: { column: string; table: string; sqlName: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"SEARCH_RESERVED_COLUMN","severity":"error","message":"Column `%column%` of table `%table%` has the SQL name `%sqlName%`, which SQLite's full-text index keeps for itself.","why":"The index could not be made, or would read other rows than it found.","fix":"Give the column another SQL name, or remove `search.fullText`."}, params, position, edit);
  },

  /** error: The rule `%rule%` does not apply to `%table%.%column%`, which holds %dataType%. */
  VALIDATION_RULE_MISMATCH(params: { rule: string; table: string; column: string; dataType: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"VALIDATION_RULE_MISMATCH","severity":"error","message":"The rule `%rule%` does not apply to `%table%.%column%`, which holds %dataType%.","why":"The rule could never be checked.","fix":"%hint%"}, params, position, edit);
  },

  /** error: The pattern of `%table%.%column%` is not a regular expression: %problem%. */
  VALIDATION_PATTERN_INVALID(params: { table: string; column: string; problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"VALIDATION_PATTERN_INVALID","severity":"error","message":"The pattern of `%table%.%column%` is not a regular expression: %problem%.","why":"It would make every request to the table fail.","fix":"Mend the pattern."}, params, position, edit);
  },

  /** error: `%table%.%column%` has %low% %lowValue% above %high% %highValue%. */
  VALIDATION_RANGE_EMPTY(params: { table: string; column: string; low: string; lowValue: string; high: string; highValue: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"VALIDATION_RANGE_EMPTY","severity":"error","message":"`%table%.%column%` has %low% %lowValue% above %high% %highValue%.","why":"No value can satisfy both.","fix":"Swap or change them."}, params, position, edit);
  },

  /** error: The enum rule of `%table%.%column%` allows `%value%`, which the column does not. */
  VALIDATION_ENUM_OUTSIDE(params: { table: string; column: string; value: string; hint: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"VALIDATION_ENUM_OUTSIDE","severity":"error","message":"The enum rule of `%table%.%column%` allows `%value%`, which the column does not.","why":"The column's own values are narrower, so the value would always be refused.","fix":"%hint%"}, params, position, edit);
  },

  /** error: View `%view%` of `%table%` has no fields. */
  VIEW_NO_FIELDS(params: { view: string; table: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"VIEW_NO_FIELDS","severity":"error","message":"View `%view%` of `%table%` has no fields.","why":"A view answers exactly its fields, so this one answers nothing.","fix":"List the columns it shows in `fields`."}, params, position, edit);
  },

  /** warning: `%file%` was edited since the last compile; the edit is overwritten. */
  GENERATED_FILE_EDITED(params: { file: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"GENERATED_FILE_EDITED","severity":"warning","message":"`%file%` was edited since the last compile; the edit is overwritten.","why":"Generated files are made anew from the definitions.","fix":"Move the change into the definitions below `quickback/`; the former text is in version control."}, params, position, edit);
  },

  /** error: `%file%` exists, but Quickback did not write it. */
  FILE_IN_THE_WAY(params: { file: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FILE_IN_THE_WAY","severity":"error","message":"`%file%` exists, but Quickback did not write it.","why":"A file of yours is never overwritten.","fix":"Move or delete it."}, params, position, edit);
  },

  /** error: `%file%` cannot be merged: %problem% */
  FILE_NOT_MERGEABLE(params: { file: string; problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"FILE_NOT_MERGEABLE","severity":"error","message":"`%file%` cannot be merged: %problem%","why":"Quickback sets the keys it manages in this file and keeps all others, so it must be able to read it.","fix":"Mend the file, or delete it to have it made anew."}, params, position, edit);
  },

  /** error: Another compile of this project is running. */
  PROJECT_LOCKED(params: Record<string, never>, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"PROJECT_LOCKED","severity":"error","message":"Another compile of this project is running.","why":"Two compiles writing at once would mix their output.","fix":"Wait for it to end, then compile again."}, params, position, edit);
  },

  /** error: `%file%` could not be written: %problem% */
  WRITE_FAILED(params: { file: string; problem: string }, position?: SourcePosition, edit?: TextEdit): Diagnostic {
    return documented({"code":"WRITE_FAILED","severity":"error","message":"`%file%` could not be written: %problem%","why":"Nothing was changed: the old tree is still in place.","fix":"Check the permissions and the free space of the disk, then compile again."}, params, position, edit);
  },
};

export type DiagnosticCode = keyof typeof diagnostics;
