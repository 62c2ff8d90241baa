import { hasPlugin } from "../../2-model/has-plugin";
import type { AuthModel, JsonSchema } from "../../2-model/project-model";

/** The credentials that the app's own routes accept, by the name of their scheme. */
export function securitySchemes(auth: AuthModel): Record<string, JsonSchema> {
  return {
    ...sessionSchemes(auth),
    ...(hasPlugin(auth, "apiKey") && {
      apiKeyAuth: {
        type: "apiKey",
        in: "header",
        name: "x-api-key",
        description: "A key of `POST /auth/v1/api-key/create`",
      },
    }),
  };
}

function sessionSchemes(auth: AuthModel): Record<string, JsonSchema> {
  const tokens = [
    ...(hasPlugin(auth, "bearer") ? ["the signed token of `set-auth-token`"] : []),
    ...(hasPlugin(auth, "jwt") ? ["a token of `POST /api/v1/token`"] : []),
  ];
  const description = tokens.join(", or ").replace(/^./, (first) => first.toUpperCase());
  return {
    ...(tokens.length > 0 && { bearerAuth: { type: "http", scheme: "bearer", description } }),
    cookieAuth: { type: "apiKey", in: "cookie", name: "better-auth.session_token" },
  };
}

/** Any one of the schemes is enough. */
const anyOne = (schemes: Record<string, JsonSchema>) => Object.keys(schemes).map((name) => ({ [name]: [] }));

/** What the app's own routes need. */
export const appSecurity = (auth: AuthModel) => anyOne(securitySchemes(auth));

/** What routes need that a key does not open; empty where that is what every route needs. */
export const sessionSecurity = (auth: AuthModel) =>
  hasPlugin(auth, "apiKey") ? { security: anyOne(sessionSchemes(auth)) } : {};
