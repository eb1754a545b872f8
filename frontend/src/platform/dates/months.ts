/** «ноя», «ноябрь 2026» */
export function monthName(month: string, locale: string, width: 'short' | 'long'): string {
  const name = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    month: width,
    ...(width === 'long' ? { year: 'numeric' } : {}),
  }).format(new Date(`${month}-01T00:00:00Z`))
  return width === 'long' ? name.replace(/\s*г\.$/, '') : name.slice(0, 3)
}
