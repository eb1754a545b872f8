import { answer, answerWithResponse, api } from '@/platform/api/client'
import { ApiProblem } from '@/platform/api/problem'

/** Takes back all that the token stands for, by the server, which says what it had to leave. */
export const takeBack = (token: string) => answer(api.POST('/api/v1/undo/{token}', { params: { path: { token } } }))

/** The same of one thing: what was changed since is a problem. */
export async function takeBackOne(token: string): Promise<void> {
  const { failed } = await takeBack(token)
  if (failed.length) throw new ApiProblem('stale', 412)
}

/** The token of a deletion. */
export async function tokenOf(deletion: Parameters<typeof answerWithResponse>[0]): Promise<string> {
  const { response } = await answerWithResponse(deletion)
  return response.headers.get('Undo') ?? ''
}
