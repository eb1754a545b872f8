import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApiProblem, asProblem, problemFrom } from './problem'

describe('a refused request', () => {
  it('names the wrong fields with the first complaint about each', () => {
    const problem = problemFrom(400, {
      type: '/problems/validation',
      title: 'Проверьте поля',
      status: 400,
      errors: [
        { field: 'title', message: 'Напишите название' },
        { field: 'title', message: 'Не больше 200 знаков' },
        { field: 'subtasks[1].title', message: 'Пустая подзадача' },
      ],
    })
    expect(problem.slug).toBe('validation')
    expect(problem.fields).toEqual({ title: 'Напишите название', 'subtasks[1].title': 'Пустая подзадача' })
  })

  it('tells how many tries are left, and for how long it is locked', () => {
    expect(problemFrom(401, { type: '/problems/wrong-password', attemptsLeft: 0 }).extra.attemptsLeft).toBe(0)
    expect(problemFrom(429, { type: '/problems/locked', retryAfterSeconds: 300 }).extra.retryAfterSeconds).toBe(300)
  })

  it('takes the waiting time from the Retry-After header when the body has none', () => {
    expect(problemFrom(429, null, '17').extra.retryAfterSeconds).toBe(17)
    expect(problemFrom(429, null, 'Wed, 21 Oct 2026 07:28:00 GMT').extra.retryAfterSeconds).toBeUndefined()
  })

  it('carries the present state of what changed elsewhere, wherever the server put it', () => {
    expect(problemFrom(412, { type: '/problems/stale', current: { id: 7 } }).extra.current).toEqual({ id: 7 })
    expect(problemFrom(412, { id: 7, version: 2 }).extra.current).toEqual({ id: 7, version: 2 })
  })

  it('is understood by its status when a proxy answers with a page of its own', () => {
    expect(problemFrom(502, '<html>Bad gateway</html>').slug).toBe('unavailable')
    expect(problemFrom(413, null).slug).toBe('too-large')
    expect(problemFrom(418, null).slug).toBe('internal')
  })

  it('never breaks on whatever the body is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 599 }), fc.anything(), (status, body) => {
        expect(problemFrom(status, body)).toBeInstanceOf(ApiProblem)
      }),
    )
  })

  it('is told apart from a missing network and from a fault of our own', () => {
    expect(asProblem(new TypeError('Failed to fetch')).slug).toBe('offline')
    expect(asProblem(new TypeError('x is not a function')).slug).toBe('internal')
    const known = new ApiProblem('conflict', 409)
    expect(asProblem(known)).toBe(known)
  })
})
