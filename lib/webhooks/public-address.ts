import { lookup as resolve } from "node:dns"
import { isIP, type LookupFunction } from "node:net"
import ipaddr from "ipaddr.js"

/** What is thrown for a target that lies on this machine or in a private network. */
export class PrivateAddress extends Error {
  constructor() {
    super("This address is not on the Internet.")
    this.name = "PrivateAddress"
  }
}

const compatible = ipaddr.IPv6.parse("::")

/** Whether an address is one of the Internet at large: not of this machine, a private network, or set aside. */
export function isPublic(address: string): boolean {
  if (!isIP(address)) return false
  // An IPv4 address inside an IPv6 one is what it is inside; the old way to write one, ::a.b.c.d, is none of them.
  const plain = ipaddr.process(address)
  return plain.range() === "unicast" && !(plain instanceof ipaddr.IPv6 && plain.match(compatible, 96))
}

/**
 * Throws PrivateAddress where the host of a target is itself such an address. A URL has numbers of every notation as
 * plain addresses already. A name is looked at when it is resolved.
 */
export function requirePublicHost({ hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, "")
  if (isIP(host) && !isPublic(host)) throw new PrivateAddress()
}

/**
 * Resolves a name for a connection, which is then made to just what was resolved here: a name that leads to any address
 * that is not public is refused, so it cannot change its mind in between.
 */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, "", 0)
    const [first] = addresses
    if (!first || !addresses.every(({ address }) => isPublic(address)))
      return done(new PrivateAddress(), "", 0)
    if (options.all) return done(null, addresses)
    done(null, first.address, first.family)
  })
}
