import { hasTeams } from "../../2-model/auth-model";
import type { AuthModel, JsonSchema } from "../../2-model/project-model";
import { json, ref } from "./references";

interface AuthRoute {
  method: "get" | "post";
  path: string;
  operationId: string;
  summary: string;
  /** Fields of the body; the ones in `required` must be there. */
  body?: { properties: Record<string, JsonSchema>; required: string[] };
  public?: boolean;
}

const text: JsonSchema = { type: "string" };
const email: JsonSchema = { type: "string", format: "email" };
const roles: JsonSchema = { type: ["string", "array"], items: text };

const signUp: AuthRoute = {
  method: "post",
  path: "/auth/v1/sign-up/email",
  operationId: "signUpWithEmail",
  summary: "Create an account and sign in",
  body: { properties: { name: text, email, password: text }, required: ["name", "email", "password"] },
  public: true,
};

const signIn: AuthRoute = {
  method: "post",
  path: "/auth/v1/sign-in/email",
  operationId: "signInWithEmail",
  summary: "Sign in; the answer sets the session cookie and, with bearer tokens on, `set-auth-token`",
  body: { properties: { email, password: text }, required: ["email", "password"] },
  public: true,
};

const session: AuthRoute[] = [
  {
    method: "post",
    path: "/auth/v1/sign-out",
    operationId: "signOut",
    summary: "End the session",
  },
  {
    method: "get",
    path: "/auth/v1/get-session",
    operationId: "getSession",
    summary: "The session and its user, or null",
    public: true,
  },
];

const organization: AuthRoute[] = [
  {
    method: "post",
    path: "/auth/v1/organization/create",
    operationId: "createOrganization",
    summary: "Create an organization and become its owner",
    body: { properties: { name: text, slug: text }, required: ["name", "slug"] },
  },
  {
    method: "get",
    path: "/auth/v1/organization/list",
    operationId: "listOrganizations",
    summary: "The caller's organizations",
  },
  {
    method: "post",
    path: "/auth/v1/organization/set-active",
    operationId: "setActiveOrganization",
    summary: "Choose the organization that requests work in",
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
  },
  {
    method: "post",
    path: "/auth/v1/organization/invite-member",
    operationId: "inviteMember",
    summary: "Invite somebody by email",
    body: { properties: { email, role: roles, organizationId: text }, required: ["email", "role"] },
  },
  {
    method: "post",
    path: "/auth/v1/organization/accept-invitation",
    operationId: "acceptInvitation",
    summary: "Accept an invitation",
    body: { properties: { invitationId: text }, required: ["invitationId"] },
  },
  {
    method: "post",
    path: "/auth/v1/organization/update-member-role",
    operationId: "updateMemberRole",
    summary: "Give a member other roles",
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
    body: { properties: { name: text, organizationId: text }, required: ["name"] },
  },
  {
    method: "get",
    path: "/auth/v1/organization/list-teams",
    operationId: "listTeams",
    summary: "The teams of the active organization",
  },
  {
    method: "get",
    path: "/auth/v1/organization/list-user-teams",
    operationId: "listUserTeams",
    summary: "The teams that the caller is a member of",
  },
  {
    method: "post",
    path: "/auth/v1/organization/set-active-team",
    operationId: "setActiveTeam",
    summary: "Choose the team that requests work in, one of the active organization",
    body: { properties: { teamId: { type: ["string", "null"] } }, required: [] },
  },
  {
    method: "post",
    path: "/auth/v1/organization/add-team-member",
    operationId: "addTeamMember",
    summary: "Put a member of the organization into a team",
    body: { properties: { teamId: text, userId: text }, required: ["teamId", "userId"] },
  },
  {
    method: "post",
    path: "/auth/v1/organization/remove-team-member",
    operationId: "removeTeamMember",
    summary: "Take somebody out of a team",
    body: { properties: { teamId: text, userId: text }, required: ["teamId", "userId"] },
  },
];

/** The routes of Better Auth that clients need first, as OpenAPI paths. */
export function authPaths(auth: AuthModel): Record<string, JsonSchema> {
  const { emailAndPassword, plugins } = auth;
  const routes = [
    ...(emailAndPassword.enabled && !emailAndPassword.disableSignUp ? [signUp] : []),
    ...(emailAndPassword.enabled ? [signIn] : []),
    ...session,
    ...(plugins.some(({ name }) => name === "organization") ? organization : []),
    ...(hasTeams(auth) ? team : []),
  ];
  return Object.fromEntries(routes.map((route) => [route.path, { [route.method]: authOperation(route) }]));
}

function authOperation({ operationId, summary, body, public: open }: AuthRoute): JsonSchema {
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
      200: { description: "Done", content: json({}) },
      default: { description: "Refused", content: json(ref("AuthError")) },
    },
  };
}

/** The envelope of Better Auth's own errors. */
export const authErrorSchema: JsonSchema = {
  type: "object",
  properties: { code: text, message: text },
};
