/** The variables without which no request can be answered. */
export interface RequiredEnvironment {
  BETTER_AUTH_SECRET: string;
  BETTER_AUTH_URL: string;
}

const REQUIRED = ["BETTER_AUTH_SECRET", "BETTER_AUTH_URL"];

/** Names of the required variables that are not set. */
export function missingVariables(env: object): string[] {
  return REQUIRED.filter((name) => {
    const value: unknown = Reflect.get(env, name);
    return typeof value !== "string" || value === "";
  });
}

/** All required variables are set. */
export function isConfigured<Env extends object>(env: Env): env is Env & RequiredEnvironment {
  return missingVariables(env).length === 0;
}
