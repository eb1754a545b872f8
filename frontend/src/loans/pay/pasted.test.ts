import { describe, expect, it } from 'vitest'
import { requisitesIn } from './pasted'

const LENDER = {
  name: 'ООО МКК «Пример»',
  account: '40701810900000012345',
  bank: 'ПАО СБЕРБАНК',
  bic: '044525225',
  correspondentAccount: '30101810400000000225',
  inn: '7707083893',
  kpp: '770701001',
  purpose: 'Погашение займа по договору № 12345-67 от 11.05.2026. НДС не облагается',
}

describe('pasted requisites', () => {
  it('are sorted into their fields when each has its line', () => {
    expect(
      requisitesIn(`Получатель: ООО МКК «Пример»
ИНН: 7707083893
КПП: 770701001
Р/с: 40701810900000012345
Банк: ПАО СБЕРБАНК
БИК: 044525225
К/с: 30101810400000000225
Назначение платежа: Погашение займа по договору № 12345-67 от 11.05.2026. НДС не облагается`),
    ).toEqual(LENDER)
  })

  it('are sorted when they stand in one line, numbers in groups', () => {
    expect(
      requisitesIn(
        'Получатель: ООО МКК «Пример», ИНН/КПП 7707083893/770701001, р/с 40701 810 9 0000 0012345, банк: ПАО СБЕРБАНК, БИК 044525225, корр. счет 3010 1810 4000 0000 0225',
      ),
    ).toEqual({ ...LENDER, purpose: undefined })
  })

  it('are sorted by the words of a contract', () => {
    expect(
      requisitesIn(`Наименование получателя – ООО МКК «Пример»
Расчётный счёт № 40701810900000012345
Наименование банка – ПАО СБЕРБАНК
Корреспондентский счет 30101810400000000225
БИК банка 044525225
ИНН получателя 7707083893 КПП 770701001
Юридический адрес: 117997, г. Москва, ул. Вавилова, д. 19`),
    ).toEqual({ ...LENDER, purpose: undefined })
  })

  it('have their values below their labels, as tables are copied', () => {
    expect(
      requisitesIn(`Получатель
ООО МКК «Пример»
Номер счёта
40701810900000012345
Банк получателя
ПАО СБЕРБАНК`),
    ).toEqual({ name: LENDER.name, account: LENDER.account, bank: LENDER.bank })
  })

  it('tell the account of the bank from that of the payee', () => {
    expect(requisitesIn('счёт 30101810400000000225')).toEqual({ correspondentAccount: '30101810400000000225' })
  })

  it('bring a link of СБП along, and no other link', () => {
    expect(
      requisitesIn('Оплатить: https://qr.nspk.ru/AS10003P3RH0?type=01&bank=1. Или https://example.org/pay'),
    ).toEqual({
      sbpLink: 'https://qr.nspk.ru/AS10003P3RH0?type=01&bank=1',
    })
  })

  it('are not guessed: a number of another length or a word by itself fills nothing', () => {
    expect(requisitesIn('БИК 04452522, р/с 4070181090000001234')).toEqual({})
    expect(requisitesIn('Мой банк лучше, чем ваш банк. Получатель не указан, инновации')).toEqual({})
    expect(requisitesIn('')).toEqual({})
  })
})
