import { type EntryKey, type UseQueryOptions, useQuery } from '@pinia/colada'
import { computed, nextTick, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { useSession } from '@/platform/account/session'
import { asProblem } from '@/platform/api/problem'
import { useI18n } from '@/platform/i18n/i18n'
import { lastList } from '@/platform/lastList'
import { useProblemText } from '@/platform/problemText'
import { setTitle } from '@/platform/title'
import { say } from '@/platform/toasts'
import { type DraftRules, useEditing } from './editing'
import { useFormParts } from './parts'

/** What differs between the forms of two kinds of things. */
export interface FormKind<R extends { id: number; version: number }, D extends object> {
  rules: DraftRules<R, D>
  query: (id: number) => { key: EntryKey; query: UseQueryOptions<R>['query'] }
  /** Of the window, while this one is shown. */
  title: (saved: R) => string
  blank: () => D
  /** What a person has written of a new one before they came here. */
  given?: () => Partial<D>
  /** The field of a blank form that is written first. */
  first: string
  /** What can't be sent yet, by field. */
  errorsOf: (draft: D) => object
  /** Before something saved is changed: whatever must be asked about it. @returns whether to go on */
  ask?: (draft: D, saved: R) => Promise<boolean>
  /** @param saved what stands on the server; nothing for a new one */
  send: (draft: D, saved: R | undefined) => Promise<R>
  /** Tells the newer version that a refusal may bring along from anything else. */
  isWhole: (current: Partial<R>) => boolean
  /** The server's newer version, which was not asked for. */
  accept: (current: R) => void
  /** Its page. */
  route: 'task' | 'loan'
  /** What is said when a new one stands on the server. */
  created: () => string
}

/**
 * The page of one thing that is read and edited in the same place. Saves one at a time, says at its field what the server
 * refuses, takes in the newer version when somebody was quicker, and gives a new thing its address. `EditorPage` shows it.
 *
 * @param id nothing: a new one
 */
export function useForm<R extends { id: number; version: number }, D extends object>(
  id: () => number | undefined,
  kind: FormKind<R, D>,
) {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSession()
  const problemText = useProblemText()
  /** Set by the page that shows it. */
  const form = ref<HTMLFormElement | null>(null)
  const fresh = computed(() => id() === undefined)

  const { data, error, asyncStatus, refetch } = useQuery<R>(() => ({
    ...kind.query(id() ?? 0),
    enabled: id() !== undefined,
  }))
  const saved = computed(() => data.value as R | undefined)
  const removed = ref(false)
  const gone = computed(() => !removed.value && error.value !== null && asProblem(error.value).slug === 'not-found')

  const edit = useEditing(kind.rules, id)
  const { draft, stale } = edit
  const parts = useFormParts()
  /** Whether a part of the form holds something that the form does not have yet. */
  const partial = computed(() => parts.pending())
  /** Whether a save would change something. */
  const dirty = computed(() => edit.dirty.value || partial.value)
  const serverErrors = ref<Readonly<Record<string, string>>>({})
  const formProblem = ref('')
  /** Whether it was tried to save what stands there. */
  const tried = ref(false)
  const busy = ref(false)

  function adopt(current: R, sent?: D) {
    if (edit.adopt(current, sent)) say(t('task.draftRestored'))
    setTitle(kind.title(current))
  }

  watch(
    id,
    (now, before) => {
      if (now === before && draft.value) return
      edit.reset()
      serverErrors.value = {}
      formProblem.value = ''
      tried.value = false
      removed.value = false
      if (now !== undefined) return
      if (edit.begin(kind.blank(), kind.given?.())) say(t('task.draftRestored'))
      void nextTick().then(() => form.value?.querySelector<HTMLElement>(`[name="${kind.first}"]`)?.focus())
    },
    { immediate: true },
  )
  watch(saved, (current) => current && current.id === id() && adopt(current), { immediate: true })
  watch(draft, () => (serverErrors.value = {}), { deep: true })

  async function save(): Promise<boolean> {
    if (!draft.value || busy.value || !(await takeParts())) return false
    tried.value = true
    formProblem.value = ''
    serverErrors.value = {}
    if (Object.keys(kind.errorsOf(draft.value)).length) {
      await focusFirstError()
      return false
    }
    const creating = fresh.value
    if (kind.ask && !creating && saved.value && !(await kind.ask(draft.value, saved.value))) return false
    const sent: D = JSON.parse(JSON.stringify(draft.value))
    busy.value = true
    try {
      const answer = await edit.send(() => kind.send(sent, creating ? undefined : saved.value))
      tried.value = false
      edit.settle()
      adopt(answer, sent)
      if (saved.value && saved.value.id === answer.id && saved.value.version > answer.version) adopt(saved.value)
      say(creating ? kind.created() : t('task.saved'))
      if (creating) await router.replace({ name: kind.route, params: { id: answer.id } })
      return true
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.slug === 'stale') {
        stale.value = true
        const current = problem.extra.current as R | undefined
        if (current && typeof current.version === 'number' && kind.isWhole(current)) kind.accept(current)
        else await refetch()
      } else {
        await nextTick()
        serverErrors.value = problem.fields
        formProblem.value = Object.keys(problem.fields).length ? t('task.checkFields') : problemText(problem)
        await focusFirstError()
      }
      return false
    } finally {
      busy.value = false
    }
  }

  /** What is on the screen is what is saved: also what stands in a part of the form and was not taken into it yet. */
  async function takeParts(): Promise<boolean> {
    busy.value = true
    try {
      return await parts.take()
    } finally {
      busy.value = false
    }
  }

  function discard() {
    parts.drop()
    edit.discard()
  }

  async function focusFirstError() {
    await nextTick()
    form.value?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }

  /** One thing at a time with what stands on the server. */
  async function withSaved<T>(act: (current: R) => Promise<T>): Promise<T | undefined> {
    if (!saved.value || busy.value) return undefined
    busy.value = true
    try {
      return await act(saved.value)
    } finally {
      busy.value = false
    }
  }

  /** @param act whether it is gone; then the list is shown */
  async function remove(act: (current: R) => Promise<boolean>, list: 'tasks' | 'loans') {
    removed.value = (await withSaved(act)) ?? false
    if (removed.value) await router.push(lastList(list))
  }

  /** Whether words would be lost by leaving. */
  const needsGuard = () => dirty.value && !removed.value && session.account !== null

  return {
    form,
    fresh,
    saved,
    error,
    asyncStatus,
    refetch,
    gone,
    edit,
    draft,
    dirty,
    partial,
    stale,
    serverErrors,
    formProblem,
    tried,
    busy,
    save,
    discard,
    withSaved,
    remove,
    needsGuard,
  }
}

export type Form<R extends { id: number; version: number }, D extends object> = ReturnType<typeof useForm<R, D>>
