import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** A ZIP file with its files as they are, not compressed. */
function zip(files: Record<string, string>): Buffer {
  const bodies: Buffer[] = []
  const index: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text)
    const title = Buffer.from(name)
    // Version, flags (names are UTF-8), method, time, date, sum, both sizes, length of the name, of what is extra.
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(0x0800, 2)
    about.writeUInt16LE(0x21, 8)
    about.writeUInt32LE(crc32(data), 10)
    about.writeUInt32LE(data.length, 14)
    about.writeUInt32LE(data.length, 18)
    about.writeUInt16LE(title.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), about, title, data])
    index.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), about, place, title]))
    bodies.push(body)
    offset += body.length
  }
  const directory = Buffer.concat(index)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(bodies.length, 4)
  end.writeUInt16LE(bodies.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, directory, Buffer.from('PK\x05\x06'), end])
}

const AT = '2026-01-15T09:00:00Z'

export const archivedTask = (id: number, title: string, more: object = {}) => ({
  id,
  title,
  description: '',
  status: 'open',
  importance: 2,
  dueDate: null,
  dueTime: null,
  durationMinutes: null,
  categoryId: null,
  recurrence: null,
  recurFrom: 'due',
  pausedUntil: null,
  reminderTemplateId: null,
  completedAt: null,
  deletedAt: null,
  createdAt: AT,
  updatedAt: AT,
  subtasks: [],
  reminders: [],
  ...more,
})

/** As another account would have exported it. */
export function archiveOf(tasks: object[]): Buffer {
  const lines = (things: object[]) => `[\n${things.map((thing) => JSON.stringify(thing)).join(',\n')}\n]\n`
  const settings = {
    language: 'ru',
    timeZone: 'Europe/Moscow',
    workStartHour: 0,
    workEndHour: 24,
    workDays: {},
    repeatMinutes1: 1,
    repeatMinutes2: 1,
    repeatMinutes3: 1,
    urgentDays: 5,
    digestTimes: [],
    snoozeDefaultMinutes: 60,
    currency: 'RUB',
  }
  const files: Record<string, string> = {
    'settings.json': `${JSON.stringify(settings)}\n`,
    'templates.json': lines([]),
    'categories.json': lines([]),
    'tasks.json': lines(tasks),
    'loans.json': lines([]),
  }
  const contents = Object.entries(files).map(([name, text]) => [
    name,
    {
      lines: name === 'tasks.json' ? tasks.length : name === 'settings.json' ? 1 : 0,
      sha256: createHash('sha256').update(text).digest('hex'),
    },
  ])
  const manifest = {
    format: 'zapiska-archive',
    version: 1,
    archive: crypto.randomUUID(),
    source: crypto.randomUUID(),
    createdAt: AT,
    files: Object.fromEntries(contents),
  }
  return zip({ ...files, 'manifest.json': JSON.stringify(manifest) })
}
