/** One caller of a compiled app: keeps its session and sends JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or the text where it is not JSON. */
  body: unknown;
}

export type Credentials = { cookie: string } | { bearer: string } | Record<string, never>;

export class Client {
  #cookie = "";
  /** The signed bearer token that sign-up or sign-in returned. */
  bearer = "";
  userId = "";

  constructor(
    readonly url: string,
    readonly email = "",
    /** The page the caller's browser is on. */
    readonly origin = url,
  ) {}

  /** Sends a request; a body other than `undefined` goes as JSON. */
  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.#cookie && { cookie: this.#cookie }),
        ...(body !== undefined && { "content-type": "application/json" }),
        origin: this.origin,
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: "manual",
    });
    this.#remember(response.headers);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parseJson(text) };
  }

  get = (path: string, headers?: Record<string, string>) => this.request("GET", path, undefined, headers);
  post = (path: string, body: unknown = {}, headers?: Record<string, string>) =>
    this.request("POST", path, body, headers);
  patch = (path: string, body: unknown, headers?: Record<string, string>) =>
    this.request("PATCH", path, body, headers);
  delete = (path: string, headers?: Record<string, string>) =>
    this.request("DELETE", path, undefined, headers);

  get cookie(): string {
    return this.#cookie;
  }

  /** The same caller, after the app has moved to another address. */
  at(url: string): Client {
    const moved = new Client(url, this.email);
    moved.#cookie = this.#cookie;
    return moved;
  }

  /** Creates the account and signs in. */
  async signUp(name = this.email.split("@")[0] ?? "user"): Promise<this> {
    const answer = await this.post("/auth/v1/sign-up/email", {
      email: this.email,
      password: "correct horse battery",
      name,
    });
    this.userId = String(field(field(expectOk(answer), "user"), "id"));
    return this;
  }

  /** Creates an organization and makes it active. */
  async createOrganization(name: string): Promise<string> {
    const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
    const id = String(field(expectOk(await this.post("/auth/v1/organization/create", { name, slug })), "id"));
    expectOk(await this.post("/auth/v1/organization/set-active", { organizationId: id }));
    return id;
  }

  /** Invites `guest` and lets it accept, with the organization active afterwards. */
  async invite(guest: Client, role: string | string[], organizationId: string): Promise<void> {
    const invitation = expectOk(
      await this.post("/auth/v1/organization/invite-member", { email: guest.email, role, organizationId }),
    );
    expectOk(
      await guest.post("/auth/v1/organization/accept-invitation", { invitationId: field(invitation, "id") }),
    );
    expectOk(await guest.post("/auth/v1/organization/set-active", { organizationId }));
  }

  #remember(headers: Headers): void {
    const jar = new Map(
      this.#cookie
        .split("; ")
        .filter(Boolean)
        .map((pair) => split(pair)),
    );
    for (const line of headers.getSetCookie()) {
      const [name, value] = split(line.split(";")[0] ?? "");
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    this.#cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const token = headers.get("set-auth-token");
    if (token) this.bearer = token;
  }
}

function split(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Reads a property of an unknown value; `undefined` where there is none. */
export function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/** The body of a 2xx answer; throws with the answer otherwise. */
export function expectOk(answer: Answer): unknown {
  if (answer.status < 200 || answer.status > 299) {
    throw new Error(`expected 2xx, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}
