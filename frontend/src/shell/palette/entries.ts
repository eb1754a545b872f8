import { computed, type Ref, shallowRef } from 'vue'
import { type HistoryState, useRouter } from 'vue-router'
import { useSignOut } from '@/accounts/signOut'
import { partsOf } from '@/loans/paySheet'
import { useLoanActions } from '@/loans/queries'
import { useSession } from '@/platform/account/session'
import { useMoney } from '@/platform/account/useMoney'
import { answer, api } from '@/platform/api/client'
import type { Loan, SnoozeInput, Task } from '@/platform/api/model'
import { longDay } from '@/platform/dates/dates'
import { useWallClock } from '@/platform/dates/wallClock'
import { useI18n } from '@/platform/i18n/i18n'
import { inTelegram } from '@/platform/miniApp'
import { amountOf, type MinorUnits, minorUnitsOf, readMoney } from '@/platform/money'
import type { PaletteStep } from '@/platform/overlay'
import { useProblemText } from '@/platform/problemText'
import { theme } from '@/platform/theme'
import { say } from '@/platform/toasts'
import type { IconName } from '@/platform/ui/Icon.vue'
import { snoozePresets } from '@/reminders/snooze'
import { useSections } from '@/settings/sections'
import { useTaskActions } from '@/tasks/queries'
import { draftOf, inputOf } from '@/tasks/quickAdd'
import { PLACES } from '../places'
import { answering } from './commands'
import { useFound } from './found'

/** One line of the palette. */
export interface Entry {
  key: string
  icon: IconName
  label: string
  alsoKnownAs?: string
  /** At the right end: when, how much, or that it is over. */
  beside?: string
  /** Stays open, for the next step. */
  goesOn?: boolean
  run: () => void
  /** What Ctrl + Enter does at once. */
  atOnce?: { label: string; run: () => void }
}

export interface EntryGroup {
  name: 'tasks' | 'loans' | 'acts' | 'places' | 'when' | 'sum'
  entries: Entry[]
}

/** What is done most, before anything is typed. */
const FIRST = 5
/** The best answers, so that what was found in tasks and loans is in sight below them. */
const BEST = 3

/**
 * What the palette offers at its step for what is typed.
 *
 * @param help shows the list of keys
 */
export function useEntries(step: Ref<PaletteStep>, typed: Ref<string>, help: () => void) {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSession()
  const clock = useWallClock()
  const money = useMoney()
  const problemText = useProblemText()
  const signOut = useSignOut()
  const sections = useSections()
  const taskActions = useTaskActions()
  const loanActions = useLoanActions()
  /** Chosen to be paid. */
  const paying = shallowRef<Loan>()

  const found = useFound(
    () => ((step.value.act === 'snooze' && step.value.task) || paying.value ? undefined : step.value.act),
    typed,
  )

  const may = computed(() => session.account?.role !== 'reader')
  const open = (name: string, id?: number, state?: HistoryState) =>
    void router.push({ name, ...(id === undefined ? {} : { params: { id } }), ...(state && { state }) })

  async function snooze(task: { id: number; title: string }, body: SnoozeInput) {
    const snoozed = await taskActions.snooze(task, body)
    if (!snoozed) return
    const next = snoozed.nextMessageAt
      ? `${t('next.label')}: ${clock.instant(snoozed.nextMessageAt)}`
      : t(`next.none.${snoozed.nextMessageReason}`)
    say(`«${snoozed.title}». ${next.charAt(0).toUpperCase()}${next.slice(1)}`)
  }

  /** The page with every field, with what the line says already in it; nothing is saved before the person has seen it. */
  async function writeTask(line: string) {
    let state: HistoryState = {}
    if (line) {
      try {
        const said = await answer(api.POST('/api/v1/tasks/quick-add', { body: { text: line, plain: [] } }))
        state = { quickAdd: draftOf(inputOf(said, {}, { due: null, categoryId: null })) }
      } catch {
        state = { quickAdd: draftOf({ title: line }) }
      }
    }
    open('new-task', undefined, state)
  }

  const pay = (loan: Loan, sum: MinorUnits, installmentId: number | null) =>
    void loanActions.pay({ id: loan.id, orgName: loan.orgName }, amountOf(sum), installmentId)

  const complete = (task: Task) => void taskActions.setDone(task, true)
  const laterOf = (task: { id: number; title: string }) => (step.value = { act: 'snooze', task })

  function choosePayment(loan: Loan) {
    paying.value = loan
    step.value = { act: 'pay' }
  }

  function taskEntry(task: Task): Entry {
    const isOpen = task.status === 'open'
    const beside = isOpen ? (task.due ? clock.moment(task.due) : '') : t('palette.isDone')
    const shown = { key: `task ${task.id}`, icon: 'tasks' as const, label: task.title, beside }
    if (step.value.act === 'done') return { ...shown, icon: 'check', run: () => complete(task) }
    if (step.value.act === 'snooze') return { ...shown, icon: 'clock', goesOn: true, run: () => laterOf(task) }
    return {
      ...shown,
      run: () => open('task', task.id),
      ...(isOpen && may.value && { atOnce: { label: t('palette.done'), run: () => complete(task) } }),
    }
  }

  function loanEntry(loan: Loan): Entry {
    const next = loan.nextPayment
    const beside = next
      ? `${money(next.amount)}, ${longDay(next.dueDate, clock.locale.value)}`
      : t(loan.status === 'paid' ? 'palette.isPaid' : 'palette.nothingDue')
    const shown = { key: `loan ${loan.id}`, icon: 'wallet' as const, label: loan.orgName, beside }
    if (step.value.act === 'pay') return { ...shown, goesOn: true, run: () => choosePayment(loan) }
    return {
      ...shown,
      run: () => open('loan', loan.id),
      ...(next &&
        may.value && {
          atOnce: {
            label: t('palette.pay'),
            run: () => pay(loan, minorUnitsOf(next.amount), next.installmentId),
          },
        }),
    }
  }

  function whenEntries(task: { id: number; title: string }): Entry[] {
    return [
      ...snoozePresets(clock.localNow.value).map(
        ({ name, at, body }): Entry => ({
          key: `when ${name}`,
          icon: 'clock',
          label: t(`snooze.${name}`),
          beside: clock.moment(at),
          run: () => void snooze(task, body),
        }),
      ),
      { key: 'when own', icon: 'edit', label: t('palette.own'), run: () => open('task', task.id) },
    ]
  }

  function sumEntries(loan: Loan): Entry[] {
    const next = loan.nextPayment
    const debt = minorUnitsOf(loan.debt)
    const own: Entry = {
      key: 'sum own',
      icon: 'edit',
      label: t('palette.other'),
      run: () => open('loan', loan.id),
    }
    const entry = (name: string, sum: MinorUnits, installmentId: number | null): Entry => ({
      key: `sum ${name}`,
      icon: 'wallet',
      label: t(`palette.${name}`),
      beside: money(sum),
      run: () => pay(loan, sum, installmentId),
    })
    if (typed.value.trim()) {
      const read = readMoney(typed.value)
      // A sum of one's own is paid against the loan as the page does it: to the earliest that is open.
      return 'minorUnits' in read && read.minorUnits <= debt ? [entry('typed', read.minorUnits, null), own] : [own]
    }
    return [
      ...(next
        ? [
            entry('all', minorUnitsOf(next.amount), next.installmentId),
            ...partsOf(minorUnitsOf(next.amount)).map(({ name, amount }) => entry(name, amount, next.installmentId)),
          ]
        : []),
      ...(debt > 0n && (!next || minorUnitsOf(next.amount) !== debt) ? [entry('debt', debt, null)] : []),
      own,
    ]
  }

  const acts = computed((): Entry[] => {
    const act = (key: string, icon: IconName, run: () => void, goesOn = false): Entry => ({
      key,
      icon,
      label: t(`palette.act.${key}`),
      alsoKnownAs: t(`palette.also.${key}`),
      goesOn,
      run,
    })
    return [
      ...(may.value
        ? [
            act('newTask', 'plus', () => void writeTask('')),
            act('pay', 'wallet', () => (step.value = { act: 'pay' }), true),
            act('done', 'check', () => (step.value = { act: 'done' }), true),
            act('snooze', 'clock', () => (step.value = { act: 'snooze' }), true),
            act('newLoan', 'plus', () => open('new-loan')),
            act('paste', 'copy', () => open('lender-message')),
          ]
        : []),
      act('contacts', 'people', () => open('contacts')),
      act('beforeNew', 'info', () => open('before-new')),
      act('keys', 'info', help),
      ...(inTelegram
        ? []
        : [
            act('light', 'sun', () => (theme.value = 'light')),
            act('dark', 'moon', () => (theme.value = 'dark')),
            act('signOut', 'out', () => void signOut()),
          ]),
    ]
  })

  const places = computed((): Entry[] =>
    [
      ...PLACES,
      ...sections.value.flatMap((group) =>
        group.sections.map((one) => ({ ...one, label: `settings.place.${one.to}.title` })),
      ),
    ].map(({ to, icon, label }) => ({
      key: `place ${to}`,
      icon,
      label: t(label),
      alsoKnownAs: t(`palette.also.${to}`),
      run: () => open(to),
    })),
  )

  const groups = computed((): EntryGroup[] => {
    const now = step.value
    const { tasks, loans } = found.value
    const all: EntryGroup[] = []
    if (now.act === 'snooze' && now.task) all.push({ name: 'when', entries: whenEntries(now.task) })
    else if (now.act === 'pay' && paying.value) all.push({ name: 'sum', entries: sumEntries(paying.value) })
    else if (now.act === 'pay') all.push({ name: 'loans', entries: loans.filter(isPayable).map(loanEntry) })
    else if (now.act !== 'any') all.push({ name: 'tasks', entries: tasks.map(taskEntry) })
    else {
      const line = typed.value.trim()
      // What a search has not answered yet must not move under the finger: creating stands last.
      const create: Entry[] =
        line && may.value && !found.value.searching
          ? [
              {
                key: 'write',
                icon: 'plus',
                label: t('palette.act.newTaskNamed', { line }),
                run: () => void writeTask(line),
              },
            ]
          : []
      all.push(
        { name: 'acts', entries: answering(acts.value, typed.value).slice(0, line ? BEST : FIRST) },
        { name: 'places', entries: answering(places.value, typed.value).slice(0, line ? BEST : undefined) },
        { name: 'tasks', entries: [...tasks.map(taskEntry), ...create] },
        { name: 'loans', entries: loans.map(loanEntry) },
      )
    }
    return all.filter(({ entries }) => entries.length > 0)
  })

  /** What the chosen step is about, said beside the field. */
  const subject = computed(() => {
    if (step.value.act === 'snooze') return step.value.task?.title ?? ''
    return step.value.act === 'pay' ? (paying.value?.orgName ?? '') : ''
  })

  /** Why a typed sum can't be paid. */
  const complaint = computed(() => {
    if (found.value.failed) return t('palette.failed', { problem: problemText(found.value.failed) })
    if (!paying.value || step.value.act !== 'pay' || !typed.value.trim()) return ''
    const read = readMoney(typed.value)
    if ('error' in read) return t(`moneyError.${read.error}`)
    return read.minorUnits > minorUnitsOf(paying.value.debt) ? t('palette.more', { sum: money(paying.value.debt) }) : ''
  })

  /** @returns whether there was a step to go back from */
  function back(): boolean {
    if (step.value.act === 'any') return false
    if (paying.value) paying.value = undefined
    else if (step.value.act === 'snooze' && step.value.task) step.value = { act: 'snooze' }
    else step.value = { act: 'any' }
    return true
  }

  return { groups, subject, complaint, searching: computed(() => found.value.searching), paying, back }
}

/** What is left to pay of it. */
const isPayable = (loan: Loan) => loan.status !== 'paid'
