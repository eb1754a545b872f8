import type { Account, PasskeyLogin, PasskeyQuestion, PasskeySetup } from '@/platform/api/model'
import { base64urlOf, bytesOf } from '@/platform/base64url'

/** The edge of the browser. What the server asks is good for five minutes. */
const TIMEOUT_MS = 240_000

export const knowsPasskeys = () => window.isSecureContext && 'PublicKeyCredential' in window

/** Whether it offers them where a name or password is typed. */
export const offersByItself = async () =>
  knowsPasskeys() && !!(await PublicKeyCredential.isConditionalMediationAvailable?.())

/** @param byItself offered among what the browser fills in, until `signal` ends that */
export async function askForPasskey(
  question: PasskeyQuestion,
  signal: AbortSignal,
  byItself = false,
): Promise<PasskeyLogin> {
  const found = await navigator.credentials.get({
    publicKey: {
      challenge: bytesOf(question.challenge),
      rpId: question.rpId,
      userVerification: 'preferred',
      timeout: TIMEOUT_MS,
    },
    signal,
    ...(byItself && { mediation: 'conditional' }),
  })
  const { rawId, response } = found as PublicKeyCredential & { response: AuthenticatorAssertionResponse }
  return {
    credentialId: base64urlOf(rawId),
    clientData: base64urlOf(response.clientDataJSON),
    authenticatorData: base64urlOf(response.authenticatorData),
    signature: base64urlOf(response.signature),
    userHandle: response.userHandle && base64urlOf(response.userHandle),
  }
}

export async function makePasskey(
  setup: PasskeySetup,
  account: Account,
  book: string,
): Promise<{ attestation: string; clientData: string }> {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: bytesOf(setup.challenge),
      rp: { id: setup.rpId, name: book },
      user: { id: bytesOf(setup.userId), name: account.login, displayName: account.name },
      pubKeyCredParams: setup.algorithms.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: setup.present.map((id) => ({ type: 'public-key', id: bytesOf(id) })),
      // It says who it is, so that no name is asked.
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
      attestation: 'none',
      timeout: TIMEOUT_MS,
    },
  })
  const { response } = made as PublicKeyCredential & { response: AuthenticatorAttestationResponse }
  return { attestation: base64urlOf(response.attestationObject), clientData: base64urlOf(response.clientDataJSON) }
}

/** The server knows it no more: newer browsers then stop offering it. */
export async function forget(rpId: string, credentialId: string) {
  const browser = PublicKeyCredential as unknown as {
    signalUnknownCredential?: (which: { rpId: string; credentialId: string }) => Promise<void>
  }
  await browser.signalUnknownCredential?.({ rpId, credentialId }).catch(() => undefined)
}

/** By the browser's name for it, such as `NotAllowedError`: it was cancelled, or took too long. */
export const refusalOf = (thrown: unknown) => (thrown instanceof DOMException ? thrown.name : undefined)
