import { nextTick, watch } from 'vue'
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { accessTexts } from './accounts/access/texts'
import { returnPath } from './accounts/returnPath'
import { accountsTexts } from './accounts/texts'
import { announcementsTexts } from './announcements/texts'
import { backupsTexts } from './backups/texts'
import { calendarTexts } from './calendar/texts'
import { channelsTexts } from './channels/texts'
import { contactsTexts } from './loans/contacts/texts'
import { fullCostTexts } from './loans/fullCost/texts'
import { payoffTexts } from './loans/payoff/texts'
import { loansTexts } from './loans/texts'
import { waysTexts } from './loans/ways/texts'
import { messagesTexts } from './messages/texts'
import { likelySignedIn, useSession } from './platform/account/session'
import { editingTexts } from './platform/editing/texts'
import { i18n, page } from './platform/i18n/i18n'
import { rememberLists } from './platform/lastList'
import { inTelegram, MINI_APP } from './platform/miniApp'
import { showProblemInstead } from './platform/startProblem'
import { setTitle } from './platform/title'
import { remindersTexts } from './reminders/texts'
import { digestsTexts } from './settings/digests/texts'
import { sectionMeant } from './settings/sections'
import { settingsTexts } from './settings/texts'
import { statisticsTexts } from './statistics/texts'
import { statusTexts } from './status/texts'
import { categoriesTexts } from './tasks/categories/texts'
import { recurrenceTexts } from './tasks/recurrence/texts'
import { tasksTexts } from './tasks/texts'
import { chatTexts } from './telegram/chat/texts'
import { groupTexts } from './telegram/group/texts'
import { miniAppTexts } from './telegram/miniApp/texts'
import { transferTexts } from './transfer/texts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's title. */
    title: string
    /** The place of the navigation that it stands beneath. */
    place?: string
    /** Open to anybody. */
    open?: boolean
  }
}

/** Where those wait in Telegram who are not let in: a password is no way in there. */
const DOOR = 'telegram-door'

const signInPage = () => import('./accounts/SignInPage.vue')

export const router = createRouter({
  // In Telegram every address stands below the one path that its clients may show.
  history: createWebHistory(inTelegram ? MINI_APP : '/'),
  routes: [
    {
      path: '/sign-in',
      name: 'sign-in',
      component: signInPage,
      meta: { title: 'signIn.title', open: true },
    },
    {
      path: '/invite',
      name: 'invite',
      component: page(() => import('./accounts/InvitePage.vue'), accountsTexts),
      meta: { title: 'invite.title', open: true },
    },
    {
      path: '/new-password',
      name: 'new-password',
      component: page(() => import('./accounts/NewPasswordPage.vue'), accountsTexts),
      meta: { title: 'newPassword.title', open: true },
    },
    {
      path: '/sign-in-link',
      name: 'sign-in-link',
      component: page(() => import('./accounts/SignInLinkPage.vue'), accountsTexts),
      meta: { title: 'signIn.title', open: true },
    },
    ...(inTelegram
      ? [
          {
            path: '/door',
            name: DOOR,
            component: page(() => import('./telegram/miniApp/DoorPage.vue'), miniAppTexts),
            meta: { title: 'signIn.title', open: true },
          },
        ]
      : []),
    {
      path: '/',
      component: () => import('./shell/AppShell.vue'),
      meta: { title: 'today.title' },
      children: [
        {
          // Where the installed page is given what was shared.
          path: 'share',
          name: 'share',
          component: () => import('./tasks/TaskListPage.vue'),
          beforeEnter: async ({ query }) => {
            return (await import('./messages/handOver')).received(query)
          },
          meta: { title: 'tasks.title' },
        },
        { path: '', name: 'today', component: () => import('./today/TodayPage.vue') },
        {
          path: 'tasks',
          name: 'tasks',
          component: () => import('./tasks/TaskListPage.vue'),
          meta: { title: 'tasks.title' },
        },
        {
          path: 'tasks/new',
          name: 'new-task',
          component: page(
            () => import('./tasks/TaskPage.vue'),
            editingTexts,
            tasksTexts,
            remindersTexts,
            recurrenceTexts,
            categoriesTexts,
          ),
          meta: { title: 'task.newTitle', place: 'tasks' },
        },
        {
          path: 'tasks/:id(\\d+)',
          name: 'task',
          component: page(
            () => import('./tasks/TaskPage.vue'),
            editingTexts,
            tasksTexts,
            remindersTexts,
            recurrenceTexts,
            categoriesTexts,
          ),
          props: (to) => ({ id: Number(to.params.id) }),
          meta: { title: 'task.pageTitle', place: 'tasks' },
        },
        {
          path: 'loans',
          name: 'loans',
          component: () => import('./loans/LoanListPage.vue'),
          meta: { title: 'loans.title' },
        },
        {
          path: 'loans/new',
          name: 'new-loan',
          component: page(() => import('./loans/LoanPage.vue'), editingTexts, loansTexts),
          meta: { title: 'loan.newTitle', place: 'loans' },
        },
        {
          path: 'loans/full-cost',
          name: 'full-cost',
          component: page(() => import('./loans/fullCost/FullCostPage.vue'), loansTexts, fullCostTexts),
          meta: { title: 'fullCost.title', place: 'loans' },
        },
        {
          path: 'loans/before-new',
          name: 'before-new',
          component: page(() => import('./loans/ways/BeforeNewPage.vue'), loansTexts, waysTexts),
          meta: { title: 'beforeNew.title', place: 'loans' },
        },
        {
          path: 'loans/:id(\\d+)/ways',
          name: 'loan-ways',
          component: page(() => import('./loans/ways/WaysPage.vue'), loansTexts, waysTexts),
          props: (to) => ({ id: Number(to.params.id) }),
          meta: { title: 'ways.title', place: 'loans' },
        },
        {
          path: 'loans/payoff-plan',
          name: 'payoff-plan',
          component: page(() => import('./loans/payoff/PayoffPage.vue'), loansTexts, payoffTexts),
          meta: { title: 'loans.payoff', place: 'loans' },
        },
        {
          path: 'loans/:id(\\d+)',
          name: 'loan',
          component: page(() => import('./loans/LoanPage.vue'), editingTexts, loansTexts),
          props: (to) => ({ id: Number(to.params.id) }),
          meta: { title: 'loan.pageTitle', place: 'loans' },
        },
        {
          path: 'messages',
          name: 'lender-message',
          component: page(() => import('./messages/MessagePage.vue'), messagesTexts, loansTexts),
          meta: { title: 'lenderMessage.title', place: 'loans' },
        },
        {
          path: 'contacts',
          name: 'contacts',
          component: page(() => import('./loans/contacts/ContactsPage.vue'), loansTexts, contactsTexts),
          meta: { title: 'contacts.title', place: 'loans' },
        },
        {
          path: 'calendar',
          name: 'calendar',
          component: page(() => import('./calendar/CalendarPage.vue'), calendarTexts, recurrenceTexts),
          meta: { title: 'dates.calendar' },
        },
        {
          path: 'categories',
          name: 'categories',
          component: page(() => import('./tasks/categories/CategoriesPage.vue'), categoriesTexts),
          meta: { title: 'categories.title' },
        },
        {
          path: 'reminder-templates',
          name: 'reminder-templates',
          component: page(() => import('./reminders/TemplatesPage.vue'), remindersTexts),
          meta: { title: 'templates.title' },
        },
        {
          path: 'statistics',
          name: 'statistics',
          component: page(() => import('./statistics/StatisticsPage.vue'), statisticsTexts),
          meta: { title: 'nav.statistics' },
        },
        {
          path: 'settings',
          component: page(() => import('./settings/SettingsLayout.vue'), settingsTexts),
          meta: { title: 'settings.title', place: 'settings' },
          children: [
            { path: '', name: 'settings', component: page(() => import('./settings/SettingsPage.vue'), settingsTexts) },
            {
              path: 'general',
              name: 'settings-general',
              component: page(() => import('./settings/GeneralPage.vue'), settingsTexts),
              meta: { title: 'settings.place.settings-general.title' },
            },
            {
              path: 'reminders',
              name: 'settings-reminders',
              component: page(() => import('./settings/RemindersPage.vue'), settingsTexts, remindersTexts),
              meta: { title: 'settings.place.settings-reminders.title' },
            },
            {
              path: 'loans',
              name: 'settings-loans',
              component: page(() => import('./settings/LoansPage.vue'), settingsTexts, digestsTexts),
              meta: { title: 'settings.place.settings-loans.title' },
            },
            {
              path: 'telegram',
              name: 'settings-telegram',
              component: page(() => import('./settings/TelegramPage.vue'), settingsTexts, chatTexts, groupTexts),
              meta: { title: 'settings.place.settings-telegram.title' },
            },
            {
              path: 'channels',
              name: 'settings-channels',
              component: page(() => import('./settings/ChannelsPage.vue'), settingsTexts, channelsTexts),
              meta: { title: 'settings.place.settings-channels.title' },
            },
            {
              path: 'security',
              name: 'settings-security',
              component: page(() => import('./settings/SecurityPage.vue'), settingsTexts, accessTexts),
              meta: { title: 'settings.place.settings-security.title' },
            },
            {
              path: 'tokens',
              name: 'settings-tokens',
              component: page(() => import('./settings/TokensPage.vue'), settingsTexts, accessTexts),
              meta: { title: 'settings.place.settings-tokens.title' },
            },
            {
              path: '/calendar/feeds',
              name: 'calendar-feeds',
              component: page(() => import('./calendar/FeedsPage.vue'), calendarTexts),
              meta: { title: 'calendarFeeds.title' },
            },
            {
              path: '/settings/data',
              name: 'data',
              component: page(() => import('./transfer/DataPage.vue'), transferTexts),
              meta: { title: 'data.title' },
            },
            {
              path: '/people',
              name: 'people',
              component: page(() => import('./accounts/PeoplePage.vue'), accountsTexts),
              meta: { title: 'people.title' },
            },
            {
              path: '/announcements',
              name: 'announcements',
              component: page(() => import('./announcements/AnnouncementsPage.vue'), announcementsTexts),
              meta: { title: 'announcements.title' },
            },
            {
              path: '/audit',
              name: 'audit',
              component: page(() => import('./accounts/AuditPage.vue'), accountsTexts),
              meta: { title: 'audit.title' },
            },
            {
              path: '/settings/status',
              name: 'status',
              component: page(() => import('./status/StatusPage.vue'), statusTexts),
              meta: { title: 'status.title' },
            },
            {
              path: '/settings/backups',
              name: 'backups',
              component: page(() => import('./backups/BackupsPage.vue'), backupsTexts),
              meta: { title: 'backups.title' },
            },
            {
              path: '/mail',
              name: 'mail-confirm',
              component: page(() => import('./channels/MailConfirmPage.vue'), channelsTexts, settingsTexts),
              meta: { title: 'settings.title' },
            },
          ],
        },
        {
          path: ':path(.*)*',
          name: 'not-found',
          component: () => import('./shell/NotFoundPage.vue'),
          meta: { title: 'notFound.title' },
        },
      ],
    },
  ],
  scrollBehavior(to, from, saved) {
    if (saved) return saved
    return to.path === from.path ? undefined : { top: 0 }
  },
})

/**
 * Before the router is at work: asks the server who this is and meanwhile brings what will most likely be shown. What fails
 * fails again, and is said, when the router asks for it.
 */
export function fetchAhead(): void {
  useSession()
    .find()
    .catch(() => {})
  const address = router.resolve(window.location.pathname)
  const pages =
    likelySignedIn() || address.meta.open
      ? address.matched.map((one) => one.components?.default as () => Promise<unknown>)
      : [signInPage]
  for (const bring of pages) bring().catch(() => {})
}

router.beforeEach(async (to) => {
  const session = useSession()
  if (!session.known) {
    try {
      await session.find()
    } catch (thrown) {
      showProblemInstead(thrown)
      return false
    }
  }
  if (inTelegram) {
    if (to.name === DOOR) return session.account ? { name: 'today' } : true
    if (to.name === 'sign-in' || !session.account) return { name: DOOR }
  }
  if (!to.meta.open && !session.account) {
    return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  }
  if (to.name === 'sign-in' && session.account) return returnPath(to.query.next)
  const section = to.name === 'settings' && sectionMeant(to.hash)
  if (section) return { name: section, hash: to.hash, replace: true }
  return true
})

router.afterEach(async (to, from, failure) => {
  if (failure) return
  setTitle(i18n.global.t(to.meta.title))
  if (to.path === from.path || from.matched.length === 0) return
  // A screen reader hears the new page, and Tab starts at its beginning; from one section of the settings to the next, at
  // the section's, because the menu stands before it.
  await nextTick()
  const beside = (route: RouteLocationNormalized) => route.meta.place === 'settings'
  const start = (beside(from) && beside(to) && document.getElementById('section')) || document.getElementById('main')
  start?.focus({ preventScroll: true })
})

rememberLists(router)

watch(i18n.global.locale, () => {
  const { name, meta } = router.currentRoute.value
  // A task's page has its own title, and so has a loan's.
  if (name && name !== 'task' && name !== 'loan') setTitle(i18n.global.t(meta.title))
})

/** A deploy removed the chunks this page was built with: the new ones come with a fresh load. */
router.onError((thrown, to) => {
  if (/dynamically imported module|importing a module script failed|preload/i.test(String(thrown?.message))) {
    window.location.assign(router.resolve(to).href)
  }
})
