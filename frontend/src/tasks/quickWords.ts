/**
 * Words in a quick line that look like more than a title: a day, a time, a rhythm, importance, a category. Quick add does not
 * understand them yet and must say so, because whoever writes «завтра в 18:00» believes that they will be reminded then. It
 * only has to notice them, not to know what they mean; where it notices too much, a hint too many is all the harm.
 */
export interface UnreadWords {
  kind: 'when' | 'importance' | 'category'
  text: string
}

const WEEKDAYS =
  'понедельник(?:а|у|ам)?|вторник(?:а|у|ам)?|сред(?:а|у|е|ы|ам)|четверг(?:а|у|ам)?|пятниц(?:а|у|е|ы|ам)|суббот(?:а|у|е|ы|ам)|воскресень(?:е|я|ю|ям)|пн|вт|ср|чт|пт|сб|вс'
const MONTHS =
  'январ[ьяею]|феврал[ьяею]|март[аеу]?|апрел[ьяею]|ма[йяею]|июн[ьяею]|июл[ьяею]|август[аеу]?|сентябр[ьяею]|октябр[ьяею]|ноябр[ьяею]|декабр[ьяею]'
const ENGLISH_DAYS = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?'
const ENGLISH_MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const SPAN = 'минут[аыу]?|мин|час(?:а|ов)?|полчаса|дн(?:я|ей)|день|недел[юиья]|месяц(?:а|ев)?|год(?:а)?|лет'

const WHEN = [
  // Days
  'сегодня|послезавтра|завтра|на выходных|в выходные|на (?:этой|следующей|той) неделе|в (?:этом|следующем) месяце',
  `(?:(?:каждый|каждую|каждое|по|к|ко|в|во|до|с|со|следующ(?:ий|ую|ее)) )?(?:${WEEKDAYS})`,
  '(?:[12]?\\d|3[01])[./](?:0?[1-9]|1[0-2])(?:[./](?:\\d{4}|\\d{2}))?',
  '\\d{4}-\\d{2}-\\d{2}',
  `(?:[12]?\\d|3[01])(?:-?го)? (?:${MONTHS})(?: \\d{4})?`,
  `(?:в|к|до) (?:(?:конц[ауе]|начал[ауе]|середин[аыуе]) )?(?:${MONTHS}|месяца|недели|года)`,
  `(?:через|спустя) (?:\\d+ |полтора |полторы |пару |две |два |три |несколько )?(?:${SPAN})`,
  // Rhythms
  '(?:каждый|каждую|каждое|каждые)(?: \\d+)? \\p{L}+|ежедневно|еженедельно|ежемесячно|ежегодно|по (?:будням|выходным|утрам|вечерам)',
  // Times
  '(?:в |к |до |с |около )?(?:[01]?\\d|2[0-3]):[0-5]\\d',
  '(?:в|к|до|с|около) (?:[01]?\\d|2[0-4])(?:[.][0-5]\\d)?(?: (?:утра|дня|вечера|ночи|час(?:а|ов)?))?',
  '(?:[01]?\\d|2[0-4]) (?:утра|вечера|ночи)',
  'утром|днём|днем|вечером|ночью|в (?:полдень|полночь|обед)',
  // The same in English
  `today|tonight|tomorrow|(?:(?:on|by|next|this|every) )?${ENGLISH_DAYS}|next (?:week|month|year)|every \\p{L}+|daily|weekly|monthly`,
  `(?:${ENGLISH_MONTHS}) \\d{1,2}(?:st|nd|rd|th)?|\\d{1,2}(?:st|nd|rd|th)? (?:${ENGLISH_MONTHS})`,
  'in (?:\\d+|an?) (?:minutes?|hours?|days?|weeks?|months?|years?)|at \\d{1,2}(?:[.]\\d{2})?(?: ?[ap]m)?|\\d{1,2} ?[ap]m|at (?:noon|midnight)',
]

/** Words stand for themselves: «завтрак» is no day and «17.5.3.1» no date. */
const whole = (alternatives: string) =>
  new RegExp(`(?<![\\p{L}\\d.:/-])(?:${alternatives})(?![\\p{L}\\d:/-]|[.]\\d)`, 'giu')

const PATTERNS: [UnreadWords['kind'], RegExp][] = [
  ...WHEN.map((pattern): [UnreadWords['kind'], RegExp] => ['when', whole(pattern)]),
  ['importance', /(?<!\S)(?:![1-3]|!{1,3})(?!\S)/gu],
  ['category', /(?<!\S)#[\p{L}\d][\p{L}\d_-]*/gu],
]

export function unreadWords(line: string): UnreadWords[] {
  const found = PATTERNS.flatMap(([kind, pattern]) =>
    [...line.matchAll(pattern)].map(({ index, 0: text }) => ({ kind, from: index, to: index + text.length })),
  ).sort((a, b) => a.from - b.from || b.to - a.to)
  const places: typeof found = []
  for (const one of found) {
    const last = places.at(-1)
    // «завтра» and «в 18:00» beside each other are one thing that was meant.
    if (last && last.kind === one.kind && one.kind === 'when' && !line.slice(last.to, one.from).trim()) {
      last.to = Math.max(last.to, one.to)
    } else if (!last || one.from >= last.to) places.push({ ...one })
  }
  return places.map(({ kind, from, to }) => ({ kind, text: line.slice(from, to) }))
}
