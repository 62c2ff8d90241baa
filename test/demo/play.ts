import { type Answer, Client, expectOk, field } from "../support/client";

/**
 * Plays the hiring story against a running app: two organizations, three roles, and what each may see.
 * @param print receives each line of the transcript
 * @returns how many answers differed from what the definitions promise
 */
export async function play(url: string, print: (line: string) => void): Promise<number> {
  let surprises = 0;
  const run = `${Date.now().toString(36)}`;
  const person = (name: string) => new Client(url, `${name}-${run}@example.com`).signUp(name);
  const show = (who: string, what: string, answer: Answer, expected: number, note: string) => {
    const asPromised = answer.status === expected;
    if (!asPromised) surprises += 1;
    print(`${asPromised ? "✓" : "✗"} ${who.padEnd(18)} ${what.padEnd(34)} ${answer.status}  ${note}`);
  };
  const code = (answer: Answer) => String(field(answer.body, "code") ?? "");

  const olga = await person("olga");
  const acme = await olga.createOrganization(`Acme ${run}`);
  const rita = await person("rita");
  const milo = await person("milo");
  await olga.invite(rita, "recruiter", acme);
  await olga.invite(milo, "member", acme);
  const eve = await person("eve");
  await eve.createOrganization(`Evil Corp ${run}`);
  print("Acme: olga (owner), rita (recruiter), milo (member).   Evil Corp: eve (owner).\n");

  const created = await rita.post("/api/v1/candidates", {
    name: "Paul Miller",
    email: "paul@example.com",
    phone: "+1 555 123 4567",
    notes: "Wants 90k",
  });
  show("rita, recruiter", "POST /candidates", created, 201, "createdBy and organizationId are stamped");
  const candidate = `/api/v1/candidates/${field(expectOk(created), "id")}`;

  const line = (answer: Answer) =>
    ["email", "phone", "notes"].map((key) => `${key}: ${field(answer.body, key)}`).join("  ");
  const clear = await olga.get(candidate);
  show("olga, owner", "GET /candidates/:id", clear, 200, line(clear));
  const masked = await milo.get(candidate);
  show("milo, member", "GET /candidates/:id", masked, 200, line(masked));

  const foreign = await eve.get(candidate);
  show(
    "eve, Evil Corp",
    "GET /candidates/:id of Acme",
    foreign,
    403,
    `${code(foreign)}, as if it did not exist`,
  );
  const anonymous = await new Client(url).get(candidate);
  show("anonymous", "GET /candidates/:id", anonymous, 401, code(anonymous));
  const refused = await milo.post("/api/v1/candidates", { name: "X", email: "x@example.com" });
  show("milo, member", "POST /candidates", refused, 403, code(refused));
  const oracle = await milo.get("/api/v1/candidates?email.like=paul");
  show(
    "milo, member",
    "GET /candidates?email.like=paul",
    oracle,
    400,
    `${code(oracle)}: a masked column is no filter`,
  );

  const job = expectOk(await rita.post("/api/v1/jobs", { title: "Engineer", department: "R&D" }));
  const application = expectOk(
    await rita.post("/api/v1/applications", {
      jobId: field(job, "id"),
      candidateId: field(created.body, "id"),
    }),
  );
  const path = `/api/v1/applications/${field(application, "id")}`;
  const guarded = await rita.patch(path, { stage: "hired" });
  show(
    "rita, recruiter",
    "PATCH /applications/:id {stage}",
    guarded,
    400,
    `${code(guarded)}: only actions move it`,
  );
  const advanced = await rita.post(`${path}/advance`);
  show(
    "rita, recruiter",
    "POST /applications/:id/advance",
    advanced,
    200,
    `stage: ${field(advanced.body, "stage")}`,
  );
  const early = await olga.post(`${path}/hire`, { startDate: "2027-01-15" });
  show(
    "olga, owner",
    "POST /applications/:id/hire",
    early,
    403,
    `${code(early)}: not at the offer stage yet`,
  );

  const postings = await new Client(url).get("/api/v1/job-postings");
  show("anonymous", "GET /job-postings", postings, 200, "PUBLIC: published postings only");
  return surprises;
}
