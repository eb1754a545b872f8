import { describe, expect, it } from 'vitest'
import { unreadWords } from './quickWords'

const texts = (line: string) => unreadWords(line).map(({ text }) => text)

describe('what a quick line can’t understand yet is noticed', () => {
  it('day, time, importance and category of the line that was ignored', () => {
    expect(unreadWords('Позвонить в банк завтра в 18:00 !1 #дом')).toEqual([
      { kind: 'when', text: 'завтра в 18:00' },
      { kind: 'importance', text: '!1' },
      { kind: 'category', text: '#дом' },
    ])
  })

  it.each([
    ['сегодня вечером позвонить маме', 'сегодня вечером'],
    ['Послезавтра к врачу', 'Послезавтра'],
    ['Позвонить в пятницу', 'в пятницу'],
    ['каждую пятницу отчёт', 'каждую пятницу'],
    ['Отчёт по пятницам', 'по пятницам'],
    ['9 мая поздравить деда', '9 мая'],
    ['оплатить до конца мая', 'до конца мая'],
    ['справка к 13 мая', 'к 13 мая'],
    ['платёж 12.05', '12.05'],
    ['платёж 12/05/2027', '12/05/2027'],
    ['платёж 2027-05-12', '2027-05-12'],
    ['выйти в полдень', 'в полдень'],
    ['лекарство через полтора часа', 'через полтора часа'],
    ['отчёт через 3 дня', 'через 3 дня'],
    ['спустя две недели позвонить', 'спустя две недели'],
    ['вынести мусор в 9 утра', 'в 9 утра'],
    ['позвонить в 9', 'в 9'],
    ['созвон 18:30', '18:30'],
    ['витамины каждые 2 дня', 'каждые 2 дня'],
    ['оплатить ежемесячно', 'ежемесячно'],
    ['зарядка по утрам', 'по утрам'],
    ['Call mom tomorrow at 6 pm', 'tomorrow at 6 pm'],
    ['Report every Friday', 'every Friday'],
    ['Pay on Monday', 'on Monday'],
    ['Visit May 5', 'May 5'],
    ['Water plants in 3 days', 'in 3 days'],
  ])('%s', (line, when) => expect(texts(line)).toEqual([when]))

  it.each([
    'Купить роман 1984',
    'Приготовить завтрак',
    'Обновить до версии 17.5.3',
    'Ура!',
    'Заплатить за интернет 750,50 ₽',
    'Купить 2 билета',
    'Квартира №5',
    'Позвонить в банк',
    'Ремонт: 2 этаж',
    'Срединный путь',
    'Buy the Sundance poster',
    '',
  ])('«%s» is a title and nothing else', (line) => expect(texts(line)).toEqual([]))
})
