import type { RequisitesInput } from '@/platform/api/model'

/** What a person fills in; empty is what is not known. */
export type RequisitesDraft = { [field in keyof RequisitesInput]-?: string }

export const FIELDS = [
  'name',
  'account',
  'bank',
  'bic',
  'correspondentAccount',
  'inn',
  'kpp',
  'purpose',
  'sbpLink',
] as const satisfies readonly (keyof RequisitesDraft)[]

export const emptyDraft = (): RequisitesDraft =>
  Object.fromEntries(FIELDS.map((field) => [field, ''])) as RequisitesDraft

type Field = (typeof FIELDS)[number]
type Label = Exclude<Field, 'sbpLink'> | 'innKpp' | 'other'

const START = String.raw`(?<![\p{L}\d])`
/** Behind a label: a colon, a dash, a number sign. */
const AFTER = String.raw`\s*(?:[:=–—-]|№|#)*\s*`

/** The longer before the shorter. Numbers are labelled anywhere, names where a line or a sentence begins or a colon follows. */
const LABELS: [Label, RegExp][] = [
  ['innKpp', new RegExp(`${START}инн\\s*/\\s*кпп${AFTER}`, 'giu')],
  ['inn', new RegExp(`${START}инн(?:\\s+получателя)?(?![\\p{L}])${AFTER}`, 'giu')],
  ['kpp', new RegExp(`${START}кпп(?:\\s+получателя)?(?![\\p{L}])${AFTER}`, 'giu')],
  ['bic', new RegExp(`${START}бик(?:\\s+банка)?(?![\\p{L}])(?:\\s+получателя)?${AFTER}`, 'giu')],
  [
    'correspondentAccount',
    new RegExp(
      `${START}(?:к\\s*/\\s*сч?(?:[её]т)?|кор+(?:\\.|еспондентский)?\\s*/?\\s*сч?(?:\\.|[её]т)?)(?![\\p{L}])${AFTER}`,
      'giu',
    ),
  ],
  [
    'account',
    new RegExp(
      `${START}(?:р\\s*/\\s*сч?(?:[её]т)?|расч(?:\\.|[её]тный)?\\s*сч?(?:\\.|[её]т)?|(?:номер\\s+)?сч[её]та?(?:\\s+получателя)?)(?![\\p{L}])${AFTER}`,
      'giu',
    ),
  ],
  ['purpose', /(?<![\p{L}\d])назначение(?:(?:\s+платежа)?\s*(?:[:=–—-]\s*|\n\s*)|\s+платежа\s+)/giu],
  [
    'bank',
    /(?<![\p{L}\d])(?:наименование\s+банка|банк)(?:\s+получателя)?\s*(?:[:=–—-]\s*|\n\s*)|(?<=^|[\n;,]\s*)в\s+(?=(?:п?ао|ооо|филиал)\s)/giu,
  ],
  [
    'name',
    /(?<![\p{L}\d])(?:наименование\s+)?получател[ья](?:\s+платежа)?(?:\s*[:=–—-]\s*|\s*\n\s*|\s+(?=(?:ооо|п?ао|мкк|мфк|ип)(?!\p{L})|["«]))/giu,
  ],
  [
    'other',
    /(?<=^|\n)\s*(?:адрес|юридический адрес|огрн|телефон|e-?mail|сайт|сумма|окпо|октмо)[^\n\d]{0,20}?(?:[:=–—-]|(?=\s\d))/giu,
  ],
]

const SBP = /https:\/\/(?:qr|sub)\.nspk\.ru\/[^\s<>"«»]+/i

interface Found {
  label: Label
  from: number
  to: number
}

/** Every label once, where it stands first; of two that overlap the one found by the earlier rule. */
function labelsIn(text: string): Found[] {
  const found: Found[] = []
  for (const [label, pattern] of LABELS) {
    for (const match of text.matchAll(pattern)) {
      const here = { label, from: match.index, to: match.index + match[0].length }
      if (!found.some((other) => here.from < other.to && other.from < here.to)) found.push(here)
    }
  }
  return found.sort((one, other) => one.from - other.from)
}

const digitsOf = (text: string, counts: number[]): string => {
  const run = /^[\d\s\u00a0]*\d(?!\d)/.exec(text)?.[0].replace(/\D/g, '') ?? ''
  if (counts.includes(run.length)) return run
  // Something else with digits followed at once.
  const first = /^\d+(?!\d)/.exec(text)?.[0] ?? ''
  return counts.includes(first.length) ? first : ''
}

const wordsOf = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^[\s:;,.–—-]+/, '')
    .replace(/[\s:;,]+$/, '')

/**
 * Requisites as a contract, a cabinet or a message writes them, sorted into fields. What is not found for certain stays out:
 * an empty field is filled in by hand, a wrong one might not be noticed.
 */
export function requisitesIn(pasted: string): Partial<RequisitesDraft> {
  const result: Partial<RequisitesDraft> = {}
  const put = (field: Field, value: string) => {
    if (value && !result[field]) result[field] = value
  }
  const link = SBP.exec(pasted)?.[0].replace(/[.,;)]+$/, '')
  if (link) put('sbpLink', link)
  const text = pasted.replace(SBP, ' ').replace(/\r\n?/g, '\n')
  const labels = labelsIn(text)
  labels.forEach(({ label, to }, at) => {
    const value = text.slice(to, labels[at + 1]?.from)
    const line = value.split('\n', 1)[0] ?? ''
    if (label === 'innKpp') {
      const [inn = '', kpp = ''] = line.split('/')
      put('inn', digitsOf(inn.trim(), [10, 12]))
      put('kpp', digitsOf(kpp.trim(), [9]))
    } else if (label === 'inn') put('inn', digitsOf(line, [10, 12]))
    else if (label === 'kpp') put('kpp', digitsOf(line, [9]))
    else if (label === 'bic') put('bic', digitsOf(line, [9]))
    else if (label === 'account' || label === 'correspondentAccount') {
      const number = digitsOf(value, [20])
      // The bank's own begin so; «счёт» alone may head either.
      put(number.startsWith('301') ? 'correspondentAccount' : 'account', number)
    } else if (label === 'purpose') put('purpose', wordsOf(value.split(/\n\s*\n/, 1)[0] ?? ''))
    else if (label !== 'other') put(label, wordsOf(line))
  })
  return result
}
