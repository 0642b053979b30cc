/** How often something is tried or how much of it there is: all of it only in the tests of the whole system. */
export const often = (quick: number, all: number): number => (process.env.PROOF === "full" ? all : quick)
