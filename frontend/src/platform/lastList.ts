import type { RouteLocationRaw, Router } from 'vue-router'

const LISTS = ['tasks', 'loans'] as const
type List = (typeof LISTS)[number]

const keyOf = (list: List) => `list:${list}`

/** Keeps in this tab which part of a list was looked at, so that the way back from one of its things leads there. */
export function rememberLists(router: Router): void {
  router.afterEach((to, _, failure) => {
    const list = LISTS.find((one) => one === to.name)
    if (list && !failure) sessionStorage.setItem(keyOf(list), to.fullPath)
  })
}

/** The list as it was last looked at: its filter, its search, its order. */
export const lastList = (list: List): RouteLocationRaw => sessionStorage.getItem(keyOf(list)) ?? { name: list }
