import { expect, it } from 'vitest'
import { put } from '@/platform/i18n/message'
import { ru } from '../texts.ru'
import { transferWords } from './transferWords'

type State = 'inTime' | 'mayBeLate' | 'overdue' | 'unknown'

function sentence(state: State, dueDate: string, sendBy: string | null, today: string) {
  const { key, values } = transferWords({ state, dueDate, sendBy, amount: '1.00' }, today, 'ru')
  const name = key.split('.').at(-1) as State
  return put(ru.howToPay.transfer[name], 'ru', values)
}

it.each([
  [
    'over a weekend',
    sentence('inTime', '2026-12-07', '2026-12-02', '2026-12-01'),
    'Перевод по реквизитам идёт до трёх рабочих дней: чтобы успеть к 7 декабря, отправьте не позже 2 декабря.',
  ],
  [
    'over the New Year’s holidays',
    sentence('inTime', '2027-01-11', '2026-12-28', '2026-12-20'),
    'Перевод по реквизитам идёт до трёх рабочих дней: чтобы успеть к 11 января 2027, отправьте не позже 28 декабря.',
  ],
  [
    'too late for certainty',
    sentence('mayBeLate', '2027-01-11', '2026-12-28', '2027-01-05'),
    'Перевод по реквизитам идёт до трёх рабочих дней и может не успеть к 11 января. Быстрее — по СБП или в личном кабинете кредитора.',
  ],
  [
    'after the due day',
    sentence('overdue', '2026-12-07', '2026-12-02', '2026-12-08'),
    'Срок уже прошёл. Перевод по реквизитам идёт до трёх рабочих дней, а день зачисления считает кредитор: быстрее — по СБП или в личном кабинете.',
  ],
  [
    'in a year whose days off are not known',
    sentence('unknown', '2031-12-07', null, '2026-12-08'),
    'Перевод по реквизитам идёт до трёх рабочих дней: отправьте заранее.',
  ],
])('says when a transfer must leave %s', (_, said, wanted) => {
  expect(said.replaceAll('\u00a0', ' ')).toBe(wanted)
})
