type Battery = { level: number; charging: boolean }

/** How full the tablet's battery is, where the browser tells. */
export async function battery() {
  const source = navigator as Navigator & { getBattery?: () => Promise<Battery> }
  const found = await source.getBattery?.().catch(() => undefined)
  return found && { percent: Math.round(found.level * 100), charging: found.charging }
}
