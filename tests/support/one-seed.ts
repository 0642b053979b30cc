import { configureGlobal } from "fast-check"

// What a property found is found again on a second try.
configureGlobal({ seed: Math.floor(Math.random() * 2 ** 31) })
