import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const { DB_HOST = '', DB_PORT = '', DB_NAME = '', DB_USER = '', DB_PASSWORD = '' } = process.env

/**
 * The time until the next planned reminder goes by at once: nobody can wait for it until the evening. Only its moment is
 * moved; whether there is one to move, and what becomes of it, is the product's own doing.
 *
 * @returns how many reminders are due now
 */
export async function untilNextReminder(kind: 'TASK' | 'INSTALLMENT', ids: readonly number[]): Promise<number> {
  const statement = `
    update reminders set due_at = now() where id = (
      select id from reminders
      where subject_kind = '${kind}' and subject_id in (${ids.map(Number).join(', ')}) and state = 'SCHEDULED'
      order by due_at limit 1)
    returning id`
  const { stdout } = await promisify(execFile)(
    'psql',
    ['-h', DB_HOST, '-p', DB_PORT, '-U', DB_USER, '-d', DB_NAME, '-Atqc', statement],
    { env: { ...process.env, PGPASSWORD: DB_PASSWORD } },
  )
  return stdout.trim() ? stdout.trim().split('\n').length : 0
}
