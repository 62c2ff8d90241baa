/**
 * The path of a standalone action below its mount point: one leading slash, none at the end, and
 * never the mount itself once more (`/applications/stats` on `applications` → `/stats`).
 * @param mount path segment below `/api/v1`
 */
export function actionPath(written: string, mount: string): string {
  const segments = written.split("/").filter(Boolean);
  const base = ["api", "v1"].every((part, index) => segments[index] === part) ? segments.slice(2) : segments;
  const rest = base[0] === mount && base.length > 1 ? base.slice(1) : base;
  return `/${rest.join("/")}`;
}
