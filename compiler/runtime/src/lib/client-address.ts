/**
 * Header in which the app reads the caller's address. Cloudflare sets it on Workers, the server on Bun
 * and Node; whatever a caller wrote into it is replaced.
 */
export const CLIENT_ADDRESS = "cf-connecting-ip";
