/** Parts of a path that say what the function is for; they become the name's middle. */
const purposes: Record<string, string> = { mask: "Mask", access: "Access", computed: "Compute" };

/** Parts of a path that add nothing to a name. */
const silent = new Set(["crud", "masking"]);

/**
 * The exported name of a function carried out of a definition.
 * @param owner table or feature name
 * @param path dotted path in the definition
 * @example functionName("candidates", "masking.resumeUrl.mask") // "candidatesMaskResumeUrl"
 * @example functionName("candidates", "crud.update.access.or.1") // "candidatesAccessUpdateOr1"
 * @example functionName("candidates", "crud.create.computed.slug") // "candidatesComputeCreateSlug"
 * @example functionName("candidates", "views.contact.access") // "candidatesAccessViewContact"
 */
export function functionName(owner: string, path: string): string {
  const parts = path.split(".");
  const isComputed = parts[0] === "crud" && parts[2] === "computed";
  const purpose = isComputed ? 2 : parts.findLastIndex((part) => purposes[part] !== undefined);
  const middle = purposes[parts[purpose] ?? ""] ?? "";
  const subject = parts.filter((part, index) => index !== purpose && !(index === 0 && silent.has(part)));
  return `${identifier(owner)}${middle}${subject.map(capitalised).join("")}`;
}

function capitalised(part: string): string {
  const name = identifier(part === "views" ? "view" : part);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function identifier(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_$]+(.)?/g, (_, next: string | undefined) => (next ?? "").toUpperCase());
}
