/**
 * Header in which the app reads the caller's address. Cloudflare sets it on Workers, the server on Bun
 * and Node; whatever a caller wrote into it is replaced.
 */
export const CLIENT_ADDRESS = "cf-connecting-ip";

/**
 * Writes the caller's address into the request.
 * @param peer address of the connection
 * @param proxyHeader header that a proxy in front sets, e.g. `x-real-ip`; its last address counts
 */
export function setClientAddress(
  { headers }: Request,
  peer: string | undefined,
  proxyHeader: string | undefined,
): void {
  const address = proxyHeader ? headers.get(proxyHeader)?.split(",").at(-1)?.trim() : peer;
  if (address) headers.set(CLIENT_ADDRESS, address);
  else headers.delete(CLIENT_ADDRESS);
}
