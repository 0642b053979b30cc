import { execFile } from "node:child_process"
import { existsSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import type { Ports } from "./caddy"

const run = promisify(execFile)

const VERSION = "1.4.8"
const home = resolve(`.data/observatory-${VERSION}`)
const scanner = join(home, "node_modules/@mdn/mdn-http-observatory")

export type Scan = {
  scan: { grade: string; score: number; testsFailed: number; statusCode: number }
  tests: Record<string, { pass: boolean; result: string; scoreModifier: number }>
}

/**
 * What Mozilla's HTTP Observatory says of a host: its own scan, by the usual ports of the usual name, which lead to
 * `ports` of this machine. `root` is the authority that is to be trusted.
 */
export async function observe(host: string, ports: Ports, root: string): Promise<Scan> {
  await install()
  const led = `data:text/javascript,${encodeURIComponent(leading(host, ports))}`
  const { stdout } = await run(process.execPath, ["--import", led, join(scanner, "src/scan.js"), host], {
    env: { ...process.env, NODE_OPTIONS: "", NODE_EXTRA_CA_CERTS: root },
  })
  return JSON.parse(stdout)
}

/**
 * It brings a server and a database of its own, with parts that are built on the machine: none of it belongs into what
 * everybody installs, and nothing of it is run here but the scan.
 */
async function install() {
  if (existsSync(join(scanner, "package.json"))) return
  const where = ["--prefix", home, "--no-save", "--ignore-scripts", "--omit=optional"]
  await run("npm", ["install", ...where, `@mdn/mdn-http-observatory@${VERSION}`], {
    maxBuffer: 64 * 1024 * 1024,
  })
  // Its install fetches the names that browsers know to be https only. Ours is not one of them.
  writeFileSync(join(scanner, "conf/hsts-preload.json"), "{}")
}

const leading = (host: string, { httpPort, httpsPort }: Ports) => `
  import net from "node:net"
  const { connect } = net.Socket.prototype
  const ports = { 80: ${httpPort}, 443: ${httpsPort} }
  net.Socket.prototype.connect = function (...args) {
    const options = Array.isArray(args[0]) ? args[0][0] : args[0]
    if (options.host === ${JSON.stringify(host)}) {
      options.port = ports[options.port] ?? options.port
      options.host = "127.0.0.1"
    }
    return connect.apply(this, args)
  }`
