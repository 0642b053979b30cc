import { type ClassValue, clsx } from "clsx"
import { createTailwindMerge } from "tailwind-merge"
import { mergeRules } from "./merge-rules"

const merge = createTailwindMerge(mergeRules)

/** Puts classes together; of those that say the same thing the last one counts. */
export function cn(...classes: ClassValue[]) {
  return merge(clsx(classes))
}
