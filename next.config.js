/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // Tablets reload their page when the server's is of another build.
  env: { BUILD: Date.now().toString(36) },
  reactStrictMode: true,
  serverExternalPackages: ["@node-rs/argon2", "postgres", "pino"],
  // Development only: the arguments of server actions are personal data.
  logging: { serverFunctions: false },
  experimental: { serverActions: { bodySizeLimit: "1mb" }, authInterrupts: true },
  // Asked for by browsers on pages whose head names no icon, such as a refusal.
  async rewrites() {
    return [{ source: "/favicon.ico", destination: "/icon.svg" }]
  },
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "Referrer-Policy", value: "same-origin" },
          { key: "X-Frame-Options", value: "DENY" },
          { key: "Permissions-Policy", value: "camera=(self), microphone=(), geolocation=()" },
          { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        ],
      },
      // The worker lies below the page that it serves.
      { source: "/kiosk/sw.js", headers: [{ key: "Service-Worker-Allowed", value: "/kiosk" }] },
    ]
  },
}
