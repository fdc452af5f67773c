/**
 * Canonical JSON (RFC 8785): one byte string for one value, on every machine, in every browser.
 * Refuses what has no canonical form: numbers that are not finite, lone surrogates, and anything that is not JSON
 * (undefined inside arrays, functions, bigint). Properties that are undefined are left out, as JSON.stringify does.
 * Strings are written as received and never normalised: NFC changes legal names (trust.md 2.9).
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('canonical JSON: number is not finite')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) {
    let out = '['
    for (let i = 0; i < value.length; i++) out += (i ? ',' : '') + canonical(value[i])
    return out + ']'
  }
  if (typeof value === 'object') {
    const object = value as Record<string, unknown>
    let out = '{'
    // RFC 8785 3.2.3 sorts names by UTF-16 code units, which is what sort() does
    for (const key of Object.keys(object).sort()) {
      if (object[key] === undefined) continue
      out += (out.length > 1 ? ',' : '') + text(key) + ':' + canonical(object[key])
    }
    return out + '}'
  }
  throw new TypeError(`canonical JSON: ${typeof value} has no canonical form`)
}

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

function text(s: string): string {
  if (loneSurrogate.test(s)) throw new TypeError('canonical JSON: lone surrogate')
  return JSON.stringify(s)
}
