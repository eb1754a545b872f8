import { expect, it } from 'vitest'
import { shared } from './share'

it('makes one line of what was shared', () => {
  expect(shared({ title: 'Счёт', text: 'за свет\nдо пятницы', url: 'https://a.ru/1' })).toBe(
    'Счёт за свет до пятницы https://a.ru/1',
  )
})

it('says nothing twice', () => {
  expect(shared({ title: 'Счёт', text: 'Счёт за свет https://a.ru/1', url: 'https://a.ru/1' })).toBe(
    'Счёт за свет https://a.ru/1',
  )
  expect(shared({ title: 'Счёт', text: 'Счёт' })).toBe('Счёт')
})

it('is empty when nothing was', () => {
  expect(shared({ text: ' ', url: null })).toBe('')
})
