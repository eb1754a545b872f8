import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const SOURCES = import.meta.dirname
const pages = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.vue'))

/** What the theme has steps for: letters, corners and colours. Sizes of a place itself may be of the place alone. */
const BY_HAND =
  /\b(?:text|rounded(?:-[a-z]{1,2})?|bg|border|fill|stroke|outline|ring)-\[(?:[\d.]+(?:rem|px|em)|#|rgb|hsl|oklch)[^\]]*\]/g

it('takes letters, corners and colours from the theme alone', () => {
  const found = pages.flatMap((file) =>
    (readFileSync(join(SOURCES, file), 'utf8').match(BY_HAND) ?? []).map((one) => `${file}: ${one}`),
  )
  expect(found).toEqual([])
})

it('knows no size of letters but the scale', () => {
  const scale = [...readFileSync(join(SOURCES, 'styles.css'), 'utf8').matchAll(/--text-([a-z]+):/g)].map(
    ([, step]) => step,
  )
  const used = pages.flatMap((file) =>
    [
      ...readFileSync(join(SOURCES, file), 'utf8').matchAll(/\btext-(\d?xs|sm|base|lg|\d?xl|tiny|heading|title)\b/g),
    ].map(([, step]) => step),
  )
  expect([...new Set(used)].filter((step) => !scale.includes(step))).toEqual([])
  expect(readFileSync(join(SOURCES, 'styles.css'), 'utf8')).not.toMatch(/font-size: [\d.]+rem/)
})
