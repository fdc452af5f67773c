/** Sent with every answer, errors included (trust.md S-6). Own resources only, no inline script, no frame around us. */
export const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(self), geolocation=()',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
}

/** only where the page came over TLS: a browser ignores it otherwise, and localhost must stay reachable by http */
export const overTls = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }

/**
 * Pages. The nonce is for the style elements that the staff application's components make while they run (antd); scripts are
 * files only. `blob:` pictures are previews of files that the person has just chosen.
 */
export function pageCsp(nonce?: string): string {
  return `default-src 'none'; script-src 'self'; style-src 'self'${nonce ? ` 'nonce-${nonce}'` : ''}; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; ` +
    `manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
}

/** a file of somebody: never shown by the browser itself (settled.md 23) */
export const asAttachment: Readonly<Record<string, string>> = { 'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'" }

/** RFC 6266 with RFC 5987: ASCII fallback and the Chinese name; control and direction characters taken out */
export function attachment(name: string): string {
  const clean = name.toWellFormed().replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, '_').slice(0, 200) || 'file'
  const ascii = clean.replace(/[^\x20-\x7e]/g, '_').replace(/%/g, '_')
  const encoded = encodeURIComponent(clean.toWellFormed()).replace(/['()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase())
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
