import type { ru } from './texts.ru'

export const en: typeof ru = {
  status: {
    title: 'Status',
    overall: {
      ok: { title: 'Everything works', text: 'What you write is kept, and reminders are looked at every second.' },
      attention: { title: 'It works, but have a look', text: 'What is wrong and what to do is marked below.' },
      degraded: { title: 'Not everything works', text: 'What is wrong and what to do is marked below.' },
      down: { title: 'The main thing does not work', text: 'What is wrong and what to do is marked below.' },
    },
    asOf: 'Checked: {at}. Refreshes itself.',
    version: 'Version {version}.',
    unreachable: 'The server does not answer. This is the last that is known: {at}.',
    failing: 'The status could not be read: {reason} This is the last that is known: {at}.',
    checks: 'Checks',
    check: {
      database: 'Database',
      engine: 'Reminders',
      redis: 'Redis',
      telegram: 'Telegram',
      other: 'Check “{name}”',
    },
    state: { ok: 'fine', degraded: 'not as it should be', down: 'down' },
    meaning: {
      database: {
        ok: 'Answers, what you write is kept.',
        bad: 'Does not answer, and nothing works without it. Look at “docker compose logs postgres” and at the free space: “df -h”.',
      },
      engine: {
        ok: 'Looks every second for what is due.',
        bad: 'This process has not looked for what is due for more than half a minute. Restart it: “docker compose restart backend”. Nothing is lost.',
      },
      redis: {
        ok: 'Answers.',
        bad: 'Does not answer. Nothing is lost: each process counts the limits for itself meanwhile. Start it: “docker compose up -d redis”.',
      },
      telegram: {
        ok: 'The bot is in touch, or none is set up and there is the practice chat.',
        bad: 'Messages do not go out: Telegram can’t be reached or rejects the bot’s token. Which of them is said in the settings under Telegram. The reminders wait and will come.',
      },
      other: { ok: 'Answers.', bad: 'Does not answer. More in the log: “docker compose logs backend”.' },
    },
    queue: 'Queue of reminders',
    unknown: 'unknown',
    number: {
      due: 'Due to be sent',
      awaiting: 'Await your reaction',
      blocked: 'Bot blocked',
      failed: 'Not delivered in 24 hours',
    },
    about: {
      due: {
        ok: 'Nothing is late.',
        bad: 'The oldest has been waiting for {age}. Outside working hours nothing is sent, nor counted here; otherwise look at the checks above.',
      },
      awaiting: { ok: 'Sent; the bot repeats until you react.' },
      blocked: {
        ok: 'Everybody can be written to.',
        bad: 'Open the chat with the bot and press “Start”: everything arrives.',
      },
      failed: {
        ok: 'Telegram took everything.',
        bad: 'Telegram did not take a message. The task’s page shows which: change its text and set the time again.',
      },
    },
    backup: 'Last backup',
    backupAt: 'Made: {at}.',
    backupOld: 'Made: {at} — more than a day ago. See what happened.',
    noBackup: 'There is none. If the server breaks, everything is gone.',
    toBackups: 'Backups',
    toTelegram: 'To the Telegram settings',
    zones: 'Time zones',
    zonesAre: 'Time is reckoned by the rules of version {version}.',
    zonesNewer: '{where}: has newer rules, {version}.',
    zonesDiffer: '{where}: tells other hours in {zones}. Its rules are probably newer.',
    zonesOf: { system: 'The operating system', jvm: 'Java', database: 'The database' },
    zonesUpdate:
      'Update the program, or reminders may come an hour early or late. How is told in docs/operation.md under “Time zones”.',
    faults: 'Last warnings and errors',
    noFaults: 'None since the last start.',
    level: { warning: 'warning', error: 'error' },
  },
}
