import { describe, expect, it } from "vitest";
import type { AuthModel } from "../../2-model/project-model";
import { project } from "../../2-model/testing/builders";
import { authConfig, sessionSeconds } from "./auth-config";

const printed = (auth: Partial<AuthModel>) =>
  authConfig(project([], { auth: { ...project([]).auth, ...auth } }));

describe("src/auth/index.ts", () => {
  it("registers the roles that the definitions name beyond Better Auth's own", () => {
    expect(printed({ organizationRoles: ["admin", "auditor", "member", "owner", "recruiter"] })).toContain(
      'organization(organizationOptions(["auditor", "recruiter"]))',
    );
  });

  it("imports only the configured plugins", () => {
    const text = printed({ plugins: [{ name: "admin", options: {} }] });
    expect(text).toContain('import { admin } from "better-auth/plugins";');
    expect(text).not.toMatch(/organization|bearer/);
  });

  it("never lets options turn off the signature of bearer tokens", () => {
    const text = printed({ plugins: [{ name: "bearer", options: { requireSignature: false } }] });
    expect(text).toContain("bearer({ requireSignature: true })");
  });

  it("keeps rate limits in the database, where isolates share them", () => {
    const text = printed({ rateLimit: { enabled: true, window: 60, max: 100 } });
    expect(text).toContain('rateLimit: { enabled: true, window: 60, max: 100, storage: "database" }');
    expect(printed({})).not.toContain("rateLimit");
  });

  it("cannot be broken out of by a name", () => {
    const text = authConfig(project([], { name: 'a", evil: "' }));
    expect(text).toContain(`appName: 'a", evil: "'`);
  });
});

it("turns session days into seconds", () => {
  const auth = { ...project([]).auth, session: { expiresInDays: 30, updateAgeInDays: 0.5 } };
  expect(sessionSeconds(auth)).toEqual({ expiresIn: 2_592_000, updateAge: 43_200 });
});
