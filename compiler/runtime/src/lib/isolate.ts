import type { AppOptions } from "./app-options";
import type { AuthInstance } from "./auth-instance";
import type { Databases } from "./database";
import { isConfigured, type RequiredEnvironment } from "./environment";
import { createIdentityStore, type IdentityStore } from "./identity-store";
import { sessionCookieName } from "./session-token";
import { trustedOrigins } from "./trusted-origins";

/** What requests of one isolate share: connections, prepared statements, the secret, Better Auth. */
export interface Isolate {
  databases: Databases;
  identities: IdentityStore;
  trustedOrigins: string[];
  cookieName: string;
  /** Signs session tokens. */
  secret: string;
  /** `BETTER_AUTH_URL`. */
  baseUrl: string;
  /** Better Auth, loaded and built on first use. */
  auth(): Promise<AuthInstance>;
}

/** Finds the isolate of an environment; Workers hand the same object to every request. */
export type IsolateOf = (env: object) => Isolate;

/** Keeps one isolate per environment, built at its first request. */
export class Isolates<Env extends object> {
  readonly #byEnv = new WeakMap<object, Isolate>();

  constructor(private readonly options: AppOptions<Env>) {}

  /** Builds the isolate of a configured environment where there is none yet. */
  prepare(env: Env): void {
    if (!this.#byEnv.has(env) && isConfigured(env)) this.#byEnv.set(env, createIsolate(this.options, env));
  }

  readonly of: IsolateOf = (env) => {
    const isolate = this.#byEnv.get(env);
    if (!isolate) throw new Error("The environment was not prepared");
    return isolate;
  };
}

/** Builds an isolate's shared parts; nothing here reaches a database. */
function createIsolate<Env extends object>(
  options: AppOptions<Env>,
  env: Env & RequiredEnvironment,
): Isolate {
  const databases = options.connect(env);
  const origins = trustedOrigins(options.trustedOrigins, env.BETTER_AUTH_URL);
  return {
    databases,
    identities: createIdentityStore(databases.auth.orm, options.authTables),
    trustedOrigins: origins,
    cookieName: sessionCookieName(env.BETTER_AUTH_URL),
    secret: env.BETTER_AUTH_SECRET,
    baseUrl: env.BETTER_AUTH_URL,
    auth: once(async () => (await options.auth()).createAuth(env, databases, origins)),
  };
}

/** Runs `make` at the first call; a failure is not kept. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
