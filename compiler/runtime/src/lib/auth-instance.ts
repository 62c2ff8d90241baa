import type { Databases } from "./database";
import type { RequiredEnvironment } from "./environment";

/** The Better Auth instance as far as the app calls it. */
export interface AuthInstance {
  handler(request: Request): Promise<Response>;
}

/** What `src/auth/index.ts` exports. Loaded only when a request needs Better Auth itself. */
export interface AuthModule {
  createAuth(env: RequiredEnvironment, databases: Databases, trustedOrigins: string[]): AuthInstance;
}
