import { readdir, readFile } from "node:fs/promises";

/** Ids of the Workers runtimes that this process started. Read from /proc, so Linux only. */
export async function workerdProcesses(): Promise<number[]> {
  const found: number[] = [];
  for (const pid of (await readdir("/proc")).map(Number).filter(Number.isInteger)) {
    const [name, parent] = await statOf(pid);
    if (name === "workerd" && parent === String(process.pid)) found.push(pid);
  }
  return found;
}

const msPerTick = 10;

/** Milliseconds of CPU that a process has used, in user and kernel mode. */
export async function cpuOf(pid: number): Promise<number> {
  const [, , fields] = await statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}

/** Name, parent, and the numbered fields from the state on; see proc(5). */
async function statOf(pid: number): Promise<[name: string, parent: string, fields: string[]]> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return [text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")), fields[1] ?? "", fields];
}
