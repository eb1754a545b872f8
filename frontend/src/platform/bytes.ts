const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** «1,2 МБ»: a size as people say it, in powers of 1024 as systems count files; one digit after the point below ten. */
export function showBytes(bytes: number, locale: string): string {
  let unit = 0
  let size = Math.max(0, bytes)
  // 1023.6 would be written as 1 024.
  while (size >= 1023.5 && unit < UNITS.length - 1) {
    size /= 1024
    unit++
  }
  const digits = unit > 0 && size < 9.95 ? 1 : 0
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[unit],
    unitDisplay: unit ? 'short' : 'long',
    maximumFractionDigits: digits,
  }).format(size)
}
