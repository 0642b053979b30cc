"use client"
import { SearchPalette } from "@/components/search/search-palette"
import type { StaffFinderProps } from "./staff-finder"

const source = () => import("./staff-finder").then(({ StaffFinder }) => StaffFinder)

/** The search from anywhere. */
export function StaffSearch(props: StaffFinderProps) {
  return <SearchPalette {...props} source={source} />
}
