import { concat } from './encoding.ts'

/* Files attached to a PDF (ISO 32000-1, 7.11.4 Embedded File Streams): read without a PDF library, since a memory stick has none. */

/** undoes FlateDecode (zlib, RFC 1950); given by the caller, since browsers and Node have their own */
export type Inflate = (bytes: Uint8Array) => Promise<Uint8Array>

const mostBytes = 4_000_000
const dictionary = /\/Type\s*\/EmbeddedFile\b/g
const ascii = (bytes: Uint8Array): string => {
  let out = ''
  for (let at = 0; at < bytes.length; at += 4096) out += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return out
}

export const isPdf = (bytes: Uint8Array): boolean => ascii(bytes.subarray(0, 1024)).includes('%PDF-')

/**
 * Contents of all files attached to a PDF, in the order in which they lie in it. Streams cannot lie in object streams
 * (ISO 32000-1, 7.5.7), so every one is found by its own dictionary. What cannot be read is left out: evidence says what it is by its
 * own first line, and must verify anyway. Filters other than FlateDecode, encryption and files above 4 MB are not read.
 */
export async function attachmentsOf(pdf: Uint8Array, inflate: Inflate): Promise<Uint8Array[]> {
  const text = ascii(pdf)
  const found: Uint8Array[] = []
  for (const match of text.matchAll(dictionary)) {
    const begin = text.lastIndexOf(' obj', match.index)
    const keyword = text.indexOf('stream', match.index)
    const object = text.indexOf('endobj', match.index)
    if (begin < 0 || keyword < 0 || keyword > object) continue
    const head = text.slice(begin, keyword)
    const first = keyword + 6 + (text.startsWith('\r\n', keyword + 6) ? 2 : 1)
    const said = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(head)
    const last = said ? first + Number(said[1]) : text.indexOf('endstream', first)
    const bytes = pdf.subarray(first, last)
    if (last < first || last > pdf.length || bytes.length > mostBytes) continue
    try {
      found.push(/\/Filter\s*\[?\s*\/FlateDecode/.test(head) ? await inflate(bytes) : concat(bytes))
    } catch { /* damaged: then it is not there */ }
  }
  return found
}
