import { expect, it } from 'vitest'
import type { Backup } from '@/platform/api/model'
import { moving, nobodyBegins, placeOf, underWay } from './progress'

const made = (part: Partial<Backup>): Backup => ({
  id: 1,
  version: 1,
  kind: 'manual',
  state: 'done',
  name: 'zapiska-20261121T020000Z.age',
  step: null,
  bytesDone: null,
  bytesTotal: null,
  size: 1,
  sha256: null,
  downloadable: true,
  remote: 'none',
  rows: null,
  ledger: null,
  requestedAt: '2026-11-21T02:00:00Z',
  startedAt: null,
  finishedAt: null,
  error: null,
  errorText: null,
  proof: null,
  ...part,
})

it('a backup is told by where it lies', () => {
  expect(placeOf(made({}))).toBe('here')
  expect(placeOf(made({ remote: 'stored' }))).toBe('both')
  expect(placeOf(made({ remote: 'failed' }))).toBe('hereFailed')
  expect(placeOf(made({ remote: 'stored', downloadable: false }))).toBe('away')
  expect(placeOf(made({ remote: 'pruned', downloadable: false }))).toBe('gone')
  expect(placeOf(made({ remote: 'pruned' }))).toBe('here')
})

it('one that nobody begins is noticed after a quarter of an hour', () => {
  const asked = made({ state: 'requested' })
  expect(nobodyBegins(asked, new Date('2026-11-21T02:15:00Z'))).toBe(false)
  expect(nobodyBegins(asked, new Date('2026-11-21T02:15:01Z'))).toBe(true)
  expect(nobodyBegins(made({ state: 'running' }), new Date('2026-11-22T02:15:01Z'))).toBe(false)
})

it('a second one is not asked for while one waits, and a proof under way is watched', () => {
  expect(underWay([made({}), made({ state: 'requested' })])).toBe(true)
  expect(underWay([made({ state: 'running' })])).toBe(true)
  const proving = [
    made({ proof: { state: 'running', step: 'restoring', finishedAt: null, error: null, errorText: null } }),
  ]
  expect(underWay(proving)).toBe(false)
  expect(moving(proving)).toBe(true)
  expect(moving([made({ state: 'failed' })])).toBe(false)
})
