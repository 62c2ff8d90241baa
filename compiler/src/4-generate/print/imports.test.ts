import { describe, expect, it } from "vitest";
import { Imports } from "./imports";
import { Names } from "./names";

describe("Imports", () => {
  it("prints packages first, each source once, types as types", () => {
    const imports = new Imports(new Names());
    imports.value("./schema", "jobs");
    imports.value("./schema", "candidates");
    imports.value("./schema", "jobs");
    imports.type("../../lib/types", "RuntimeTablePolicy");
    imports.type("./schema", "Job");
    imports.default("./actions", "actions");
    imports.value("zod", "z");
    expect(imports.print()).toBe(
      [
        'import { z } from "zod";',
        'import type { RuntimeTablePolicy } from "../../lib/types";',
        'import actions from "./actions";',
        'import { candidates, type Job, jobs } from "./schema";',
        "",
      ].join("\n"),
    );
  });

  it("gives a second thing of the same name, or a reserved word, another local name", () => {
    const imports = new Imports(new Names());
    expect(imports.value("./schema", "actions")).toBe("actions");
    expect(imports.default("./actions", "actions")).toBe("actions2");
    expect(imports.value("./handlers/delete", "execute", "delete")).toBe("delete2");
    expect(imports.print()).toBe(
      [
        'import actions2 from "./actions";',
        'import { execute as delete2 } from "./handlers/delete";',
        'import { actions } from "./schema";',
        "",
      ].join("\n"),
    );
  });

  it("breaks a block that is longer than a line", () => {
    const imports = new Imports(new Names());
    const names = Array.from({ length: 9 }, (_, index) => `aLongTableName${index}`);
    for (const name of names) imports.value("./schema", name);
    expect(imports.print()).toBe(
      `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "./schema";\n`,
    );
  });
});
