import type { Page } from "@playwright/test"
import { expect } from "./centre"

/** Fails when anything of the person is still to be found in the browser: on the page, in its stores, in its history. */
export async function expectNothingLeft(page: Page, secrets: string[]) {
  const kept = await page.evaluate(async () => {
    const request = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result)
        asked.onerror = () => reject(asked.error)
      })
    const databases: unknown[] = []
    for (const { name } of await indexedDB.databases()) {
      const db = await request(indexedDB.open(String(name)))
      for (const store of db.objectStoreNames)
        databases.push(name, store, await request(db.transaction(store).objectStore(store).getAll()))
      db.close()
    }
    const cached: string[] = []
    for (const name of await caches.keys())
      for (const asked of await (await caches.open(name)).keys()) {
        const answer = await caches.match(asked)
        cached.push(asked.url, asked.url.includes("/_next/") ? "" : String(await answer?.text()))
      }
    return {
      page: document.documentElement.outerHTML,
      title: document.title,
      address: location.href,
      state: JSON.stringify(history.state),
      local: JSON.stringify(localStorage),
      session: JSON.stringify(sessionStorage),
      databases: JSON.stringify(databases),
      cached: cached.join("\n"),
      asked: performance.getEntries().map(({ name }) => name),
    }
  })
  const found = Object.entries(kept).flatMap(([place, content]) => {
    const text = String(content).toLowerCase()
    return secrets
      .filter((secret) => text.includes(secret.toLowerCase()))
      .map((secret) => `${secret} in ${place}`)
  })
  expect(found).toEqual([])
  expect(await page.evaluate(() => history.length), "the kiosk makes no history").toBeLessThanOrEqual(2)
}
