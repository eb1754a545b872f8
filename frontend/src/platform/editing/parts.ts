import { type InjectionKey, inject, onScopeDispose, provide, shallowReactive } from 'vue'

/**
 * A small form inside a larger one, with words of its own until they are taken into it: a schedule that is being worked out,
 * a new category, a payment. Saving the large form must never pass over them.
 */
export interface FormPart {
  /** Whether something stands in it that would be lost. */
  pending: () => boolean
  /**
   * Takes it into the large form before that is saved.
   *
   * @returns false when that can't or shouldn't happen by itself: then it says why and holds the focus
   */
  take: () => boolean | Promise<boolean>
  /** Gives it up, as the person asked. */
  drop: () => void
}

const KEY: InjectionKey<Set<FormPart>> = Symbol('parts of a form')

/** For the large form. */
export function useFormParts() {
  const parts = shallowReactive(new Set<FormPart>())
  provide(KEY, parts)

  const waiting = () => [...parts].filter((part) => part.pending())

  return {
    pending: () => waiting().length > 0,
    /** One after the other, because each may change the form. @returns whether nothing is left behind */
    async take(): Promise<boolean> {
      for (const part of waiting()) if (!(await part.take())) return false
      return true
    },
    drop() {
      for (const part of waiting()) part.drop()
    },
  }
}

/** For the small one; where there is no large form around it, nothing happens. */
export function useFormPart(part: FormPart): void {
  const parts = inject(KEY, undefined)
  parts?.add(part)
  onScopeDispose(() => parts?.delete(part))
}
