export interface Zone {
  /** IANA name. */
  name: string
  /** `UTC+03:00` now. */
  offset: string
  minutes: number
}

/** Every zone this browser knows, by offset, then by name. */
export function allZones(now: Date): Zone[] {
  const names = new Set(Intl.supportedValuesOf('timeZone'))
  names.add('UTC')
  return [...names]
    .map((name) => ({ name, ...offsetOf(name, now) }))
    .sort((a, b) => a.minutes - b.minutes || a.name.localeCompare(b.name))
}

export function offsetOf(zone: string, now: Date): { offset: string; minutes: number } {
  const part = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find((one) => one.type === 'timeZoneName')?.value
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(part ?? '')
  if (!match) return { offset: 'UTC+00:00', minutes: 0 }
  const [, sign, hours, minutes] = match
  return {
    offset: `UTC${sign}${hours}:${minutes}`,
    minutes: (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)),
  }
}

/** Cities people look for under names the database does not have. */
const ALSO: Record<string, string> = {
  'Europe/Moscow': 'москва питер санкт-петербург petersburg казань россия',
  'Europe/Kaliningrad': 'калининград',
  'Europe/Samara': 'самара ижевск',
  'Europe/Volgograd': 'волгоград',
  'Europe/Saratov': 'саратов',
  'Europe/Astrakhan': 'астрахань',
  'Europe/Ulyanovsk': 'ульяновск',
  'Asia/Yekaterinburg': 'екатеринбург челябинск уфа пермь тюмень',
  'Asia/Omsk': 'омск',
  'Asia/Novosibirsk': 'новосибирск',
  'Asia/Barnaul': 'барнаул',
  'Asia/Tomsk': 'томск',
  'Asia/Novokuznetsk': 'новокузнецк кемерово',
  'Asia/Krasnoyarsk': 'красноярск',
  'Asia/Irkutsk': 'иркутск улан-удэ',
  'Asia/Chita': 'чита',
  'Asia/Yakutsk': 'якутск благовещенск',
  'Asia/Vladivostok': 'владивосток хабаровск',
  'Asia/Sakhalin': 'сахалин',
  'Asia/Magadan': 'магадан',
  'Asia/Kamchatka': 'камчатка петропавловск',
  'Europe/Minsk': 'минск беларусь',
  'Europe/Kyiv': 'киев україна київ',
  'Europe/Kiev': 'киев україна київ',
  'Asia/Almaty': 'алматы астана казахстан',
  'Asia/Tashkent': 'ташкент',
  'Asia/Tbilisi': 'тбилиси грузия',
  'Asia/Yerevan': 'ереван армения',
  'Asia/Baku': 'баку',
  'Asia/Bishkek': 'бишкек',
  'Asia/Dubai': 'дубай',
  'Europe/Istanbul': 'стамбул турция',
  'Europe/Berlin': 'берлин германия',
  'Europe/London': 'лондон',
  'America/New_York': 'нью-йорк',
}

export function findZones(zones: Zone[], wanted: string): Zone[] {
  const words = wanted
    .toLowerCase()
    .split(/[\s_/]+/)
    .filter(Boolean)
  return zones.filter((zone) => {
    const text = `${zone.name.replaceAll('_', ' ')} ${zone.offset} ${ALSO[zone.name] ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
