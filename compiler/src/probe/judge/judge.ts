import type { TableModel } from "../../2-model/project-model";
import type { Mark } from "../plan/planter";
import type { Expectation, Probe } from "../plan/probe";
import type { Answer } from "../run/http";
import {
  batchProblem,
  difference,
  headerProblem,
  orderProblem,
  recordProblem,
  rowsProblem,
  totalProblem,
} from "./compare";
import { fieldOf, leaksIn } from "./scan";

/** What came of a probe. */
export type Outcome =
  | { verdict: "passed" }
  /** App and model disagree. */
  | { verdict: "failed"; expected: string; got: string }
  | { verdict: "unproven"; why: string };

const passed: Outcome = { verdict: "passed" };

/** Codes of the layers that stand before an action's handler. */
const before = ["authentication", "firewall", "access"];

/** Compares what the app answered with what the model promises. */
export function judge(
  probe: Probe,
  answers: Answer[],
  marks: ReadonlyMap<string, Mark>,
  tableOf: (name: string) => TableModel | undefined,
): Outcome {
  const { expect } = probe;
  const [first, twin] = answers;
  const answer = expect.kind === "same" ? first : answers.at(-1);
  if (!answer) return { verdict: "unproven", why: "no answer came" };
  const fail = (got: string): Outcome => ({ verdict: "failed", expected: expectedWords(expect), got });
  const last = answers.length - 1;
  const [leak] = answers.flatMap((one, index) => {
    // What was asked before is an answer to another question.
    const asked: Expectation = index === last || expect.kind === "same" ? expect : { kind: "blind" };
    return leaksIn(one, { ...probe, expect: asked }, marks, tableOf);
  });
  if (leak)
    return fail(
      `${answer.status} with ${leak.table}.${leak.column} of ${leak.why === "masked" ? "a row it sees masked" : "a row out of its reach"}`,
    );
  switch (expect.kind) {
    case "refused":
      return refusal(probe, answer, fail);
    case "closed":
      return answer.status >= 400 && answer.status < 500 ? passed : fail(words(answer));
    case "same":
      return twin && answer.status < 400
        ? fail(words(answer))
        : told(twin && difference([answer, twin], expect.ids), fail);
    case "rows":
      return answer.status === 200
        ? told(rowsProblem(answer.body, expect), (what) => fail(`200 with ${what}`))
        : fail(words(answer));
    case "record":
      return answer.status === expect.status
        ? told(recordProblem(answer.body, expect.record), (what) => fail(`${answer.status} with ${what}`))
        : fail(words(answer));
    case "batch":
      return answer.status === expect.status
        ? told(batchProblem(answer.body, expect), (what) => fail(`${answer.status} with ${what}`))
        : fail(words(answer));
    case "done":
      return answer.status === 200 || answer.status === 201 ? passed : fail(words(answer));
    case "blind":
      return passed;
    case "not modified":
      return answer.status === 304 && answer.text === "" ? passed : fail(words(answer));
    case "counted":
      return answer.status === 200
        ? told(totalProblem(answer.body, expect), (what) => fail(`200 with ${what}`))
        : fail(words(answer));
    case "header":
      return answer.status === expect.status
        ? told(headerProblem(answer, expect), (what) => fail(`${answer.status} with ${what}`))
        : fail(words(answer));
    case "sorted":
      return answer.status === 200
        ? told(orderProblem(answer.body, expect), (what) => fail(`200 with ${what}`))
        : fail(words(answer));
    case "reached":
      return reached(answer, fail);
  }
}

function told(problem: string | undefined, fail: (got: string) => Outcome): Outcome {
  return problem === undefined ? passed : fail(problem);
}

function refusal({ expect, target }: Probe, answer: Answer, fail: (got: string) => Outcome): Outcome {
  if (expect.kind !== "refused") return passed;
  const code = String(fieldOf(answer.body, "code"));
  if (expect.status.includes(answer.status) && expect.codes.includes(code)) return passed;
  // The input is checked before the record is read.
  if (
    target.action &&
    code === "VALIDATION_FAILED" &&
    !expect.codes.includes("ACCESS_ROLE_REQUIRED") &&
    answer.status === 400
  )
    return { verdict: "unproven", why: "its schema refuses the input that was made for it" };
  return fail(words(answer));
}

function reached(answer: Answer, fail: (got: string) => Outcome): Outcome {
  if (answer.status < 400) return passed;
  if (answer.status >= 500)
    return { verdict: "unproven", why: "its handler fails on the input that was made for it" };
  const layer = String(fieldOf(answer.body, "layer"));
  if (layer === "validation")
    return { verdict: "unproven", why: "its schema refuses the input that was made for it" };
  if (layer === "database")
    return { verdict: "unproven", why: "what its handler writes for the input breaks a constraint" };
  return before.includes(layer) || fieldOf(answer.body, "code") === "NOT_FOUND"
    ? fail(words(answer))
    : passed;
}

/** `403 ACCESS_ROLE_REQUIRED`. */
function words({ status, body }: Answer): string {
  const code = fieldOf(body, "code");
  return typeof code === "string" ? `${status} ${code}` : String(status);
}

export function expectedWords(expect: Expectation): string {
  switch (expect.kind) {
    case "refused":
      return `${expect.status.join(" or ")} ${expect.codes.join(" or ")}`;
    case "closed":
      return "a refusal";
    case "same":
      return "the same answer for a foreign and an absent id";
    case "rows":
      return `200 with ${expect.rows.length} rows`;
    case "record":
      return `${expect.status} with the record`;
    case "batch":
      return `${expect.status}: ${expect.done.length} done, ${expect.refused.length} refused`;
    case "done":
      return "200 or 201";
    case "reached":
      return "the handler to run";
    case "blind":
      return "nothing of a row out of reach";
    case "not modified":
      return "304";
    case "counted":
      return `200 with a total of ${expect.total}`;
    case "header":
      return expect.says === undefined
        ? `${expect.status} without ${expect.name}`
        : `${expect.status} with ${expect.name} of ${expect.says}`;
    case "sorted":
      return `200 with rows by ${expect.key}, ${expect.order}`;
  }
}
