import { describe, expect, it } from "vitest";
import { tablesOf } from "./sql-tables";

describe("tablesOf", () => {
  it.each<[string, string[], string?]>([
    [`select "id" from "jobs"`, ["jobs"]],
    [`select * from Jobs j, [Apps] as a, \`Scores\``, ["jobs", "apps", "scores"]],
    [`select * from (a join b on a.x = b.x, c) where 1 in (1, 2)`, ["a", "b", "c"]],
    [`select * from a left join b using (x), c order by d, e`, ["a", "b", "c"]],
    [`select (select max(x, y) from b), z from a group by f, g`, ["a", "b"]],
    [`select * from 'a' where b = 'from c'`, ["a"]],
    [`select * from a -- from b\n where x /* join c */ = 1`, ["a"]],
    [`select a is not distinct from b from c`, ["c"]],
    [`select 1 as do from a union select 2 do from b do join c`, ["a", "b", "c"]],
    [`select 1 where (1, 2) in a or 3 not in "b" or 4 in (5)`, ["a", "b"]],
    [`select * from json_each(?), a`, ["a"]],
    [`select * from "we""ird"`, [`we"ird`]],
    [`select 1 from a union select 2 from b intersect select 3 from c`, ["a", "b", "c"]],
    [`update "jobs" set "a" = 1, "b" = (select 1 from x) where y`, ["x"], "jobs"],
    [`update jobs set a = o.b from other o, third where 1`, ["other", "third"], "jobs"],
    [`delete from jobs where id in (select id from x)`, ["x"], "jobs"],
    [
      `insert into jobs (a, b) select c, d from x, y on conflict (a, b) do update set a = 1`,
      ["x", "y"],
      "jobs",
    ],
    [`insert or replace into jobs values (1, 2)`, [], "jobs"],
  ])("%s", (text, sources, target) => {
    const found = tablesOf(text);
    expect([...found.sources].sort()).toEqual([...sources].sort());
    expect(found.target).toBe(target);
  });

  it("tells table expressions and schema names", () => {
    expect([...tablesOf(`with a as (select 1), "B" as (select 2) select * from a, b`).expressions]).toEqual([
      "a",
      "b",
    ]);
    expect(tablesOf(`select * from main.jobs`).qualified).toBe("main.jobs");
    expect(tablesOf(`select * from "TEMP" . jobs`).qualified).toBe("temp.jobs");
    expect(tablesOf(`select 1 in 'main'.jobs`).qualified).toBe("main.jobs");
    expect(tablesOf(`select jobs.id from jobs`).qualified).toBeUndefined();
  });

  it("tells several statements from one", () => {
    expect(tablesOf("select 1; drop table jobs").several).toBe(true);
    expect(tablesOf("select 1 /* a */ ; -- b\n ;").several).toBe(true);
    expect(tablesOf("select ';', \"a;b\" from jobs /* ; */;").several).toBe(false);
  });
});
