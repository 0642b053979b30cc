import type { Page } from "@playwright/test"
import { expectNoViolation } from "./accessible"
import { expect } from "./centre"

/** What is too small or too pale for the kiosk, measured where it is drawn. */
const faultsOf = (page: Page) =>
  page.evaluate(() => {
    const faults: string[] = []
    const seen = (element: Element) => element.checkVisibility() && element.getClientRects().length > 0
    const named = (element: Element) =>
      `"${(element.textContent ?? "").trim().slice(0, 30)}" <${element.tagName}>`

    const buttons = [...document.querySelectorAll("button, a, input, [role=button]")].filter(seen)
    const boxes = buttons.map((button) => button.getBoundingClientRect())
    boxes.forEach(({ width, height, left, right, top, bottom }, at) => {
      const name = named(buttons[at] as Element)
      if (width < 72 || height < 72) faults.push(`${name} is only ${width} x ${height}`)
      for (const other of boxes.slice(at + 1)) {
        const aside = Math.max(other.left - right, left - other.right)
        const below = Math.max(other.top - bottom, top - other.bottom)
        if (Math.max(aside, below) < 8) faults.push(`${name} is too near to another button`)
      }
    })

    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
    const rgba = (color: string) => {
      if (!canvas) throw new Error("there is no canvas")
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
      return [...canvas.getImageData(0, 0, 1, 1).data] as [number, number, number, number]
    }
    const light = (color: string) => {
      const [r, g, b] = rgba(color).map((part) => {
        const share = part / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      }) as [number, number, number]
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const behind = (element: Element | null): string => {
      if (!element) return "white"
      const color = getComputedStyle(element).backgroundColor
      const opacity = rgba(color)[3]
      if (opacity !== 0 && opacity !== 255) faults.push(`${named(element)} lets its background shine through`)
      return opacity === 255 ? color : behind(element.parentElement)
    }
    const contrast = (element: Element) => {
      const [one, two] = [light(getComputedStyle(element).color), light(behind(element))]
      return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)
    }

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const drawn = new Set<Element>(document.querySelectorAll("svg"))
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      if (parent && walker.currentNode.textContent?.trim() && !/^(SCRIPT|STYLE)$/.test(parent.tagName)) {
        drawn.add(parent)
        const size = Number.parseFloat(getComputedStyle(parent).fontSize)
        if (seen(parent) && size < 24) faults.push(`${named(parent)} is ${size} px`)
      }
    }
    for (const element of [...drawn].filter(seen)) {
      const found = contrast(element)
      if (found < 7) faults.push(`${named(element)} has a contrast of ${found.toFixed(2)}`)
    }
    for (const button of buttons) {
      const isDigit = /^\d$/.test(button.textContent?.trim() ?? "")
      if (!isDigit && !(button.querySelector("svg") && button.textContent?.trim()))
        faults.push(`${named(button)} lacks its picture or its word`)
    }
    return faults
  })

const sizes = [
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
  // A tablet at 200 % zoom.
  { width: 512, height: 384 },
  { width: 360, height: 740 },
]

/** The screen is usable by everybody: axe, every target, every word and picture, at every size and in the dark. */
export async function expectForEverybody(page: Page) {
  await expectNoViolation(page)
  await page.emulateMedia({ colorScheme: "dark" })
  expect(await faultsOf(page), "in the dark").toEqual([])
  await page.emulateMedia({ colorScheme: "light" })
  for (const size of sizes) {
    await page.setViewportSize(size)
    expect(await faultsOf(page), `${size.width} x ${size.height}`).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow, `scrolls sideways at ${size.width} px`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1024, height: 768 })
}
