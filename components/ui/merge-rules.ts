// tailwind-merge's own rules know every class there is and are most of its size; these know the ones we use. A test
// compares what becomes of every two classes in the sources.

type Test = (value: string) => boolean
type Group = (string | Record<string, (string | Test)[]>)[]

const any: Test = () => true
const isLength: Test = (value) => /^(xs|sm|base|lg|\d?xl|\[[\d.]+(pt|px|rem)\])$/.test(value)
const isNumber: Test = (value) => /^\d+$/.test(value)
const isColour: Test = (value) => !/^(separate|collapse|spacing)/.test(value)

/** Groups of their own: `gap-2` and `gap-[3px]`, `mt-2` and `-mt-2`. */
const byName = (names: string): Record<string, Group> =>
  Object.fromEntries(names.split(" ").map((name) => [name, [{ [name]: [any] }]]))
const withNumber = (name: string): Group => [name, { [name]: [isNumber] }]

const classGroups: Record<string, Group> = {
  display: "block inline inline-block flex inline-flex grid inline-grid contents hidden table".split(" "),
  position: ["static", "fixed", "absolute", "relative", "sticky"],
  ...byName("top right bottom left inset inset-x inset-y z order translate-x translate-y"),
  ...byName("p px py pt pr pb pl m mx my mt mr mb ml gap gap-x gap-y"),
  ...byName("w h size min-w max-w min-h max-h basis"),
  ...byName("grid-cols items justify-items justify content overflow overflow-x overflow-y break-after"),
  ...byName("rounded rounded-tl rounded-tr bg fill accent opacity shadow outline-offset animate"),
  ...byName("leading tracking whitespace line-clamp list cursor select pointer-events"),
  flex: [{ flex: [isNumber] }],
  grow: withNumber("grow"),
  shrink: withNumber("shrink"),
  "flex-direction": [{ flex: ["row", "col", "row-reverse", "col-reverse"] }],
  "flex-wrap": [{ flex: ["wrap", "nowrap"] }],
  "text-align": [{ text: ["left", "center", "right"] }],
  "text-wrap": [{ text: ["balance"] }],
  "text-size": [{ text: [isLength] }],
  "text-colour": [{ text: [any] }],
  "text-line": ["underline", "line-through"],
  "font-weight": [{ font: ["normal", "medium", "semibold", "bold"] }],
  "font-family": [{ font: ["sans", "mono"] }],
  "stroke-width": withNumber("stroke"),
  "stroke-colour": [{ stroke: [any] }],
  border: withNumber("border"),
  "border-t": withNumber("border-t"),
  "border-r": withNumber("border-r"),
  "border-b": withNumber("border-b"),
  "border-l": withNumber("border-l"),
  "border-style": [{ border: ["dashed"] }],
  "border-colour": [{ border: [isColour] }],
}

/** What a class says, too: `p-4` after `px-2`. */
const conflictingClassGroups: Record<string, string[]> = {
  p: ["px", "py", "pt", "pr", "pb", "pl"],
  px: ["pr", "pl"],
  py: ["pt", "pb"],
  m: ["mx", "my", "mt", "mr", "mb", "ml"],
  mx: ["mr", "ml"],
  my: ["mt", "mb"],
  size: ["w", "h"],
  gap: ["gap-x", "gap-y"],
  flex: ["basis", "grow", "shrink"],
  inset: ["inset-x", "inset-y", "top", "right", "bottom", "left"],
  "inset-x": ["right", "left"],
  "inset-y": ["top", "bottom"],
  overflow: ["overflow-x", "overflow-y"],
  "line-clamp": ["display", "overflow"],
  rounded: ["rounded-tl", "rounded-tr"],
  border: ["border-t", "border-r", "border-b", "border-l"],
  "text-size": ["leading"],
}

export const mergeRules = () => ({
  cacheSize: 500,
  theme: {},
  classGroups,
  conflictingClassGroups,
  conflictingClassGroupModifiers: {},
  orderSensitiveModifiers: ["before", "after"],
})
