import type { Command } from "../command";
import { withProgress } from "../progress";
import { requireProject } from "./compile";

/** `quickback probe` */
export const probe: Command = {
  name: "probe",
  summary: "Try the compiled app as everyone who could call it",
  description:
    "Boots the compiled app with a fresh database and sends every route requests as every role of two tenants, as nobody and with bad credentials. Says where the app allows what the definitions deny, or denies what they allow. Exit code 1 then.",
  options: [],
  examples: ["quickback probe", "quickback probe --json", "quickback compile && quickback probe"],
  async run({ root, json }) {
    const project = await requireProject(root);
    const { loadProbe } = await import("@quickback/compiler/engine");
    const { probeProject } = await loadProbe();
    const probed = await withProgress("Probing", (onProgress) => probeProject(project, { onProgress }));
    if (json) console.log(JSON.stringify({ ...probed.result, edited: probed.edited }, null, 2));
    else {
      const [{ describeProbe }, { paint }] = await Promise.all([
        import("../describe-probe"),
        import("../paint"),
      ]);
      console.log(describeProbe(probed, paint));
    }
    return probed.result.summary.status === "pass" ? 0 : 1;
  },
};
