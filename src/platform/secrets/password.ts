import { hash, verify } from '@node-rs/argon2'

// OWASP's first choice for argon2id: 19 MiB and two passes. Hashes carry their own parameters, so raising these later is safe.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

// Verified in place of a hash that is not there, for the time it takes; its answer is not looked at.
const nobody = '$argon2id$v=19$m=19456,t=2,p=1$a7EsOlXKZXaRSUd+HbColA$pjJmRIXisRaNx8pdp6ny6FM3C3bCB/kw/wLQkBXW6b8'

/** The argon2id hash of a password, in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** Whether the password is the one of the hash. Without a hash the same work is done and the answer is no, so that time tells nothing. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(stored ?? nobody, password)
  return stored !== undefined && matches
}
