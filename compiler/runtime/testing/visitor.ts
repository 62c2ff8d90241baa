import type { TestApp } from "./app-on-libsql";

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** One person with a browser: keeps cookies, sends the app's own origin. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  /** The signed bearer token of the last sign-in. */
  bearer = "";
  id = "";

  constructor(
    private readonly app: TestApp,
    readonly email: string,
  ) {}

  /** The `Cookie` header. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async send(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string>; env?: Record<string, unknown> } = {},
  ): Promise<Answer> {
    const { body, env } = options;
    const headers = new Headers({ origin: "http://localhost:8787" });
    if (this.cookies.size > 0) headers.set("cookie", this.cookie);
    if (body !== undefined) headers.set("content-type", "application/json");
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await this.app.fetch(new Request(`http://localhost:8787${path}`, init), env);
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    this.bearer = response.headers.get("set-auth-token") ?? this.bearer;
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} };
  }

  get = (path: string, headers: Record<string, string> = {}) => this.send("GET", path, { headers });
  post = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
    this.send("POST", path, { body, headers });

  async signUp(): Promise<this> {
    const { email } = this;
    const answer = await this.post("/auth/v1/sign-up/email", {
      email,
      password: "correct horse",
      name: email,
    });
    if (answer.status !== 200) throw new Error(`Sign-up answered ${JSON.stringify(answer.body)}`);
    const { user } = answer.body as { user: { id: string } };
    this.id = user.id;
    return this;
  }

  /** Creates an organization, which becomes the active one. */
  async found(slug: string): Promise<string> {
    const { body } = await this.post("/auth/v1/organization/create", { name: slug, slug });
    return String(body.id);
  }

  /** Invites someone, who accepts. */
  async invite(guest: Visitor, role: string | string[], organizationId: string): Promise<Answer> {
    const { email } = guest;
    const invited = await this.post("/auth/v1/organization/invite-member", { email, role, organizationId });
    if (invited.status !== 200) return invited;
    return guest.post("/auth/v1/organization/accept-invitation", { invitationId: invited.body.id });
  }

  #keep(line: string): void {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (/max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
