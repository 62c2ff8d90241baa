import { existsSync } from "node:fs";
import { missingVariables } from "./environment";

/** Variables of a server process. */
export type ServerEnvironment = Record<string, string | undefined>;

/**
 * The process's variables, with those of `.env` and then `defaults` where they are not set.
 * @param defaults by name
 */
export function readEnvironment(defaults: Record<string, string> = {}): ServerEnvironment {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return { ...defaults, ...process.env };
}

/** The same for a server, which does not start without what every request needs. */
export function serverEnvironment(defaults: Record<string, string>): ServerEnvironment {
  const env = readEnvironment(defaults);
  env.BETTER_AUTH_URL ||= `http://localhost:${env.PORT}`;
  const missing = missingVariables(env);
  if (missing.length > 0) {
    console.error(`Not started: ${missing.join(" and ")} must be set, in .env or in the environment.`);
    process.exit(1);
  }
  return env;
}
