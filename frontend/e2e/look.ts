import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { coloured, expect, keepPicture } from './product'

/** axe finds nothing, and nothing sticks out sideways, wide and narrow, light and dark. */
export async function look(page: Page, name: string) {
  for (const [width, height, scheme] of [
    [1280, 860, 'light'],
    [390, 844, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await coloured(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await keepPicture(page, `${name}-${scheme}`, String(width))
  }
  await page.setViewportSize({ width: 1280, height: 860 })
}
