import type { Locator, Page } from "@playwright/test"
import { decodeQR } from "qr/decode.js"

/** The size of each page of a PDF in points, 72 to the inch. */
export function pagesOf(pdf: Buffer): { width: number; height: number }[] {
  const boxes = pdf.toString("latin1").matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)
  return [...boxes].map(([, width, height]) => ({
    width: Math.round(Number(width)),
    height: Math.round(Number(height)),
  }))
}

/** What the page gives the printer. */
export async function printed(page: Page) {
  await page.emulateMedia({ media: null })
  return pagesOf(await page.pdf({ preferCSSPageSize: true }))
}

/** What a camera reads of the QR code that stands there. */
export async function scanned(page: Page, picture: Locator): Promise<string> {
  const png = (await picture.screenshot()).toString("base64")
  const { width, height, data } = await page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const paper = canvas.getContext("2d")
    paper?.drawImage(image, 0, 0)
    const pixels = paper?.getImageData(0, 0, image.width, image.height)
    return { width: image.width, height: image.height, data: [...(pixels?.data ?? [])] }
  }, png)
  return decodeQR({ width, height, data: Uint8Array.from(data) }, { timeLimit: 10_000 })
}
