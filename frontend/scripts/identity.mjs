// Draws the application's icons, the bot's picture and the sandbox's from the one logo, public/favicon.svg.
//   npm run identity          after the logo, or what is made of it, has changed; needs the system's Chromium
//   npm run check:identity    fails when a picture is of another logo than there is
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { chromium } from '@playwright/test'

const frontend = new URL('../', import.meta.url)
const PAPER = '#fff3ea'
/**
 * `part`: how much of the width the logo takes, in the middle; `size`: of a PNG, in pixels; `ground`: without it the page
 * shows through; `rounding` of the ground's corners, as a part of its width.
 */
const PICTURES = [
  { file: 'public/icon-192.png', size: 192, part: 0.94 },
  { file: 'public/icon-512.png', size: 512, part: 0.94 },
  // A phone cuts its own shape out of it: what lies in the middle four fifths stays.
  { file: 'public/icon-maskable-512.png', size: 512, ground: PAPER, part: 0.66 },
  // iOS rounds it, and shows black where it is transparent.
  { file: 'public/apple-touch-icon.png', size: 180, ground: PAPER, part: 0.74 },
  // For @BotFather; Telegram cuts a circle.
  { file: '../docs/pictures/bot.png', size: 640, ground: PAPER, part: 0.66 },
  // The sandbox shows it as the bot's.
  {
    file: '../backend/telegram-sandbox/src/main/resources/app/zapiska/sandbox/icon.svg',
    ground: PAPER,
    rounding: 0.5,
    part: 0.66,
  },
]
/** Pixels differ between browsers; what they were drawn from does not. */
const DRAWN_FROM = new URL('scripts/identity.json', frontend)

const logo = (await readFile(new URL('public/favicon.svg', frontend), 'utf8'))
  .replace(/^<svg[^>]*>\s*/, '')
  .replace(/\s*<\/svg>\s*$/, '')

const exact = (length) => Math.round(length * 100) / 100

function drawing({ size = 64, ground, rounding = 0, part }) {
  const side = exact(size * part)
  const at = exact((size - side) / 2)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">`,
    ...(ground ? [`  <rect width="${size}" height="${size}" rx="${exact(size * rounding)}" fill="${ground}" />`] : []),
    `  <svg x="${at}" y="${at}" width="${side}" height="${side}" viewBox="0 0 64 64">`,
    ...logo.split('\n').map((line) => `  ${line}`),
    '  </svg>',
    '</svg>',
    '',
  ].join('\n')
}

const hashes = {}
for (const picture of PICTURES)
  if (picture.size) hashes[picture.file] = createHash('sha256').update(drawing(picture)).digest('hex')
const drawnFrom = `${JSON.stringify(hashes, null, 2)}\n`

if (process.argv.includes('--check')) {
  const stale = (await readFile(DRAWN_FROM, 'utf8')) === drawnFrom ? [] : ['The icons are']
  for (const picture of PICTURES) {
    const svg = picture.size ? undefined : await readFile(new URL(picture.file, frontend), 'utf8')
    if (svg !== undefined && svg !== drawing(picture)) stale.push(`${picture.file} is`)
  }
  for (const what of stale) console.error(`${what} of another logo than public/favicon.svg. Run: npm run identity`)
  process.exit(stale.length ? 1 : 0)
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
})
try {
  for (const picture of PICTURES) {
    const target = new URL(picture.file, frontend)
    if (picture.size) {
      const page = await browser.newPage({ viewport: { width: picture.size, height: picture.size } })
      await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing(picture)}`)
      await writeFile(target, await page.screenshot({ omitBackground: true }))
      await page.close()
    } else await writeFile(target, drawing(picture))
    console.log(picture.file)
  }
} finally {
  await browser.close()
}
await writeFile(DRAWN_FROM, drawnFrom)
