import { secureHeaders } from "hono/secure-headers";

/** Response headers that make browsers stricter. */
export const securityHeaders = secureHeaders({
  strictTransportSecurity: "max-age=31536000; includeSubDomains; preload",
  referrerPolicy: "strict-origin-when-cross-origin",
  permissionsPolicy: { geolocation: [], microphone: [], camera: [] },
});
