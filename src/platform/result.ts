/** The outcome of a decision: a value, or a refusal that the caller must look at. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** A decision that went through. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value }
}

/** A refusal: `kind` names it in the contract and in the message catalogue. */
export function err<E>(error: E): Result<never, E> {
  return { ok: false, error }
}
