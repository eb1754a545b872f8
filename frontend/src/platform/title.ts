import { i18n } from './i18n/i18n'

/** Of the browser's window or tab. */
export function setTitle(title: string) {
  const name = i18n.global.t('app.name')
  document.title = title ? `${title} — ${name}` : name
}
