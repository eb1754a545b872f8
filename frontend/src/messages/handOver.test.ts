import { expect, it } from 'vitest'
import { handOver, looksLikeLender, takeShared } from './handOver'

it.each([
  'МигКредит: платёж 3 400 руб. зачислен',
  'Ваш заём просрочен на 3 дн. Долг 13 018,45 руб. тел. 8-800-000-00-00',
  'Vash platezh 3400 RUB do 05.12',
  'Код 4821 для подписания договора. Никому не сообщайте',
])('takes «%s» for a lender’s message', (text) => {
  expect(looksLikeLender(text)).toBe(true)
})

it.each([
  'Рецепт борща https://example.ru/1',
  'Купить хлеб завтра в 18:00',
  'Встреча 12.12 в школе 57',
  'Кредит доверия исчерпан',
  'Код домофона 4521',
])('leaves «%s» to the line of a task', (text) => {
  expect(looksLikeLender(text)).toBe(false)
})

it('gives a message once', () => {
  handOver('Код 4821')
  expect(takeShared()).toBe('Код 4821')
  expect(takeShared()).toBe('')
})
