import type { Rolldown } from 'vite'

/** They are opened one after the other. */
const LISTS = ['today/TodayPage.vue', 'tasks/TaskListPage.vue', 'loans/LoanListPage.vue']
/** They come later than the page around them, which is why the first ones need not wait for them; but always. */
const SOON = ['tasks/QuickAdd.vue', 'platform/dates/months.ts']
const EDITORS = ['tasks/TaskPage.vue', 'loans/LoanPage.vue']

/** The bundler's own part. */
const RUNTIME = '\0rolldown/runtime.js'

type Modules = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>

/** What a module imports, itself included, but not what it would load later. */
function withImports(id: string, modules: Modules, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found
  found.add(id)
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) withImports(imported, modules, found)
  return found
}

/**
 * Left to itself the build makes a script of each set of modules that the same pages share: forty for the first screen, each
 * with its request and its glue, and each compressed without knowing of the others. Here what pages share is in three: what is
 * needed whoever comes, signed in or not; the page's frame with what lists share; and what the forms share.
 */
export function chunks(root: string): Rolldown.CodeSplittingGroup[] {
  const known = new Map<string, Set<string>>()
  const group = (
    name: string,
    priority: number,
    members: (imports: (path: string) => Set<string>) => Iterable<string>,
  ) => ({
    debugName: name,
    name: (id: string, modules: Modules) => {
      let found = known.get(name)
      if (!found) {
        found = new Set(members((path) => withImports(`${root}/src/${path}`, modules)))
        known.set(name, found)
      }
      return found.has(id) ? name : null
    },
    priority,
  })
  const shared = (sets: Set<string>[]) =>
    sets.flatMap((set) => [...set].filter((one) => sets.filter((other) => other.has(one)).length > 1))

  return [
    group('start', 3, (imports) => [
      RUNTIME,
      ...imports('main.ts'),
      ...shared([
        imports('accounts/SignInPage.vue'),
        new Set(['shell/AppShell.vue', ...EDITORS].flatMap((path) => [...imports(path)])),
      ]),
    ]),
    group('shell', 2, (imports) => [
      ...['shell/AppShell.vue', ...SOON].flatMap((path) => [...imports(path)]),
      ...shared(LISTS.map(imports)),
    ]),
    group('form', 1, (imports) => shared(EDITORS.map(imports))),
  ]
}
