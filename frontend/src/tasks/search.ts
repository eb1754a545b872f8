import type { LocationQuery } from 'vue-router'
import { TASK_FILTERS, TASK_SORTS, type TaskSearch } from './queries'

/** The list's filters live in the address: they survive a reload, and Back goes back. */
export function searchFrom(query: LocationQuery): TaskSearch {
  const one = (name: string) => {
    const value = query[name]
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }
  const category = one('category')
  const q = one('q').trim().slice(0, 200)
  return {
    filter: TASK_FILTERS.find((filter) => filter === one('filter')) ?? 'open',
    sort: TASK_SORTS.find((sort) => sort === one('sort')) ?? 'importance',
    ...(/^\d{1,15}$/.test(category) ? { category: Number(category) } : {}),
    ...(q ? { q } : {}),
  }
}

export function queryFrom(search: TaskSearch): Record<string, string> {
  return {
    ...(search.filter === 'open' ? {} : { filter: search.filter }),
    ...(search.category === undefined ? {} : { category: String(search.category) }),
    ...(search.q ? { q: search.q } : {}),
    ...(search.sort === 'importance' ? {} : { sort: search.sort }),
  }
}
