/**
 * The headers that every answer carries (OWASP ASVS 5.0, 3.4): only our own scripts and styles, no frames, no guessing of types, no address told
 * to others. They are the same for every request, so they are made once.
 */
export function securityHeaders(styleSources: readonly string[]): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'self'", "script-src 'self'", `style-src 'self' ${styleSources.join(' ')}`, "img-src 'self' data: blob:", "connect-src 'self'",
    "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "manifest-src 'self'", "worker-src 'self'",
  ]
  return {
    'content-security-policy': policy.join(';'), 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1', 'permissions-policy': 'camera=(self), geolocation=(self), microphone=()', 'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY',
  }
}

/** Tells browsers to come back by https only; sent only where they came by it. */
export const transportSecurity = 'max-age=31536000'
