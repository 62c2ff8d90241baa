import { hasTeams } from "../../2-model/auth-model";
import { hasPlugin } from "../../2-model/has-plugin";
import type { AuthModel, JsonSchema } from "../../2-model/project-model";
import { keyRoutes } from "./api-key-routes";
import { type AuthRoute, email, flag, object, orNone, roles, text } from "./auth-route";
import type { ErrorResponses } from "./error-responses";
import { json, ref } from "./references";
import { sessionSecurity } from "./security-schemes";

const signUp: AuthRoute = {
  method: "post",
  path: "/auth/v1/sign-up/email",
  operationId: "signUpWithEmail",
  summary: "Create an account and sign in",
  answer: object({ token: { type: ["string", "null"] }, user: ref("AuthUser") }),
  body: { properties: { name: text, email, password: text }, required: ["name", "email", "password"] },
  public: true,
};

const signIn: AuthRoute = {
  method: "post",
  path: "/auth/v1/sign-in/email",
  operationId: "signInWithEmail",
  summary: "Sign in; the answer sets the session cookie and, with bearer tokens on, `set-auth-token`",
  answer: object({ redirect: flag, token: text, user: ref("AuthUser"), url: text }, [
    "redirect",
    "token",
    "user",
  ]),
  body: { properties: { email, password: text }, required: ["email", "password"] },
  public: true,
};

const session: AuthRoute[] = [
  {
    method: "post",
    path: "/auth/v1/sign-out",
    operationId: "signOut",
    summary: "End the session",
    answer: object({ success: flag }),
  },
  {
    method: "get",
    path: "/auth/v1/get-session",
    operationId: "getSession",
    summary: "The session and its user, or null",
    answer: orNone(object({ session: ref("AuthSession"), user: ref("AuthUser") })),
    public: true,
  },
];

const organization: AuthRoute[] = [
  {
    method: "post",
    path: "/auth/v1/organization/create",
    operationId: "createOrganization",
    summary: "Create an organization and become its owner",
    answer: ref("AuthOrganization"),
    body: { properties: { name: text, slug: text }, required: ["name", "slug"] },
  },
  {
    method: "get",
    path: "/auth/v1/organization/list",
    operationId: "listOrganizations",
    summary: "The caller's organizations",
    answer: { type: "array", items: ref("AuthOrganization") },
  },
  {
    method: "post",
    path: "/auth/v1/organization/set-active",
    operationId: "setActiveOrganization",
    summary: "Choose the organization that requests work in",
    answer: orNone(ref("AuthOrganization")),
    body: {
      properties: { organizationId: { type: ["string", "null"] }, organizationSlug: text },
      required: [],
    },
  },
  {
    method: "get",
    path: "/auth/v1/organization/get-full-organization",
    operationId: "getFullOrganization",
    summary: "The active organization with its members and invitations",
    answer: orNone(ref("AuthOrganization")),
  },
  {
    method: "post",
    path: "/auth/v1/organization/invite-member",
    operationId: "inviteMember",
    summary: "Invite somebody by email",
    answer: ref("AuthInvitation"),
    body: { properties: { email, role: roles, organizationId: text }, required: ["email", "role"] },
  },
  {
    method: "post",
    path: "/auth/v1/organization/accept-invitation",
    operationId: "acceptInvitation",
    summary: "Accept an invitation",
    answer: object({ invitation: ref("AuthInvitation"), member: ref("AuthMember") }),
    body: { properties: { invitationId: text }, required: ["invitationId"] },
  },
  {
    method: "post",
    path: "/auth/v1/organization/update-member-role",
    operationId: "updateMemberRole",
    summary: "Give a member other roles",
    answer: ref("AuthMember"),
    body: {
      properties: { memberId: text, role: roles, organizationId: text },
      required: ["memberId", "role"],
    },
  },
  {
    method: "post",
    path: "/auth/v1/organization/remove-member",
    operationId: "removeMember",
    summary: "Remove a member",
    answer: object({ member: ref("AuthMember") }),
    body: {
      properties: { memberIdOrEmail: text, organizationId: text },
      required: ["memberIdOrEmail"],
    },
  },
];

const team: AuthRoute[] = [
  {
    method: "post",
    path: "/auth/v1/organization/create-team",
    operationId: "createTeam",
    summary: "Create a team in the active organization",
    answer: ref("AuthTeam"),
    body: { properties: { name: text, organizationId: text }, required: ["name"] },
  },
  {
    method: "get",
    path: "/auth/v1/organization/list-teams",
    operationId: "listTeams",
    summary: "The teams of the active organization",
    answer: { type: "array", items: ref("AuthTeam") },
  },
  {
    method: "get",
    path: "/auth/v1/organization/list-user-teams",
    operationId: "listUserTeams",
    summary: "The teams that the caller is a member of",
    answer: { type: "array", items: ref("AuthTeam") },
  },
  {
    method: "post",
    path: "/auth/v1/organization/set-active-team",
    operationId: "setActiveTeam",
    summary: "Choose the team that requests work in, one of the active organization",
    answer: orNone(ref("AuthTeam")),
    body: { properties: { teamId: { type: ["string", "null"] } }, required: [] },
  },
  {
    method: "post",
    path: "/auth/v1/organization/add-team-member",
    operationId: "addTeamMember",
    summary: "Put a member of the organization into a team",
    answer: ref("AuthTeamMember"),
    body: { properties: { teamId: text, userId: text }, required: ["teamId", "userId"] },
  },
  {
    method: "post",
    path: "/auth/v1/organization/remove-team-member",
    operationId: "removeTeamMember",
    summary: "Take somebody out of a team",
    answer: object({ message: text }),
    body: { properties: { teamId: text, userId: text }, required: ["teamId", "userId"] },
  },
];

/** The routes of Better Auth that clients need first, as OpenAPI paths. */
export function authPaths(auth: AuthModel, errors: ErrorResponses): Record<string, JsonSchema> {
  const { emailAndPassword } = auth;
  const routes = [
    ...(emailAndPassword.enabled && !emailAndPassword.disableSignUp ? [signUp] : []),
    ...(emailAndPassword.enabled ? [signIn] : []),
    ...session,
    ...(hasPlugin(auth, "organization") ? organization : []),
    ...(hasTeams(auth) ? team : []),
    ...(hasPlugin(auth, "apiKey") ? keyRoutes : []),
  ];
  const security = sessionSecurity(auth);
  return Object.fromEntries(
    routes.map((route) => [
      route.path,
      { [route.method]: { ...authOperation(route, errors), ...(!route.public && security) } },
    ]),
  );
}

function authOperation(
  { operationId, summary, body, answer, public: open }: AuthRoute,
  errors: ErrorResponses,
): JsonSchema {
  return {
    operationId,
    tags: ["auth"],
    summary,
    ...(open && { security: [] }),
    ...(body && {
      requestBody: {
        required: true,
        content: json({
          type: "object",
          properties: body.properties,
          ...(body.required.length > 0 && { required: body.required }),
        }),
      },
    }),
    responses: {
      200: { description: "Done", content: json(answer) },
      ...errors.entries({ 429: ["AUTH_RATE_LIMITED"] }),
      default: { description: "Refused", content: json(ref("AuthError")) },
    },
  };
}
