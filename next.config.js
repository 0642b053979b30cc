/** @type {import("next").NextConfig} */
export default {
  // What the image is made of; `npm start` serves the usual output.
  output: process.env.STANDALONE ? "standalone" : undefined,
  // No image is made smaller here.
  outputFileTracingExcludes: { "*": ["node_modules/sharp/**", "node_modules/@img/**"] },
  poweredByHeader: false,
  // Tablets reload their page when the server's is of another build.
  env: { BUILD: Date.now().toString(36) },
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ["@node-rs/argon2", "postgres", "pino", "prom-client", "@opentelemetry/sdk-trace"],
  // Development only: the arguments of server actions are personal data.
  logging: { serverFunctions: false },
  experimental: {
    serverActions: { bodySizeLimit: "1mb" },
    authInterrupts: true,
    proxyClientMaxBodySize: "2mb",
  },
  // Asked for by browsers on pages whose head names no icon, such as a refusal.
  async rewrites() {
    return [{ source: "/favicon.ico", destination: "/icon.svg" }]
  },
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          // For what is no page; the middleware gives each page a policy of its own.
          {
            key: "Content-Security-Policy",
            value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          },
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "Referrer-Policy", value: "same-origin" },
          { key: "X-Frame-Options", value: "DENY" },
          { key: "Permissions-Policy", value: "camera=(self), microphone=(), geolocation=()" },
          { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
          { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
        ],
      },
      {
        source: "/:path*",
        has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
        headers: [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }],
      },
      { source: "/api/v1/:path*", headers: [{ key: "Vary", value: "Origin" }] },
      // A worker runs under the policy of its own file.
      {
        source: "/_next/static/:path*",
        headers: [{ key: "Content-Security-Policy", value: "default-src 'self'; frame-ancestors 'none'" }],
      },
      // The worker lies below the page that it serves.
      {
        source: "/kiosk/sw.js",
        headers: [
          { key: "Service-Worker-Allowed", value: "/kiosk" },
          { key: "Content-Security-Policy", value: "default-src 'self'; frame-ancestors 'none'" },
        ],
      },
    ]
  },
}
