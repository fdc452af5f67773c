import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { fileLimit, type FileRef } from '../../../contract/files.ts'
import type { FormError } from '../../../contract/views.ts'
import { BadInput } from './errors.ts'
import { inspect } from './input.ts'

/** Fields of a form post as they came; a name that comes several times is a list. */
export type Form = Readonly<Record<string, string | string[]>>
/** files of a multipart post by field name, already stored */
export type FormFiles = Readonly<Record<string, FileRef[]>>

export const emptyForm: Form = Object.freeze(Object.create(null))

/** most fields of one post: the longest form of the catalogue has some two hundred */
const mostFields = 2_000
/** characters of all fields of a multipart post together, the same as a JSON body may have bytes */
const mostBytes = 1024 * 1024

/** one value of a field; undefined when it did not come; the first when it came several times */
export function text(form: Form, name: string): string | undefined {
  const value = form[name]
  return Array.isArray(value) ? value[0] : value
}

/** all values of a field */
export function list(form: Form, name: string): string[] {
  const value = form[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

function put(form: Record<string, string | string[]>, name: string, value: string): void {
  const before = form[name]
  if (before === undefined) form[name] = value
  else if (Array.isArray(before)) before.push(value)
  else form[name] = [before, value]
}

/** application/x-www-form-urlencoded → fields. Characters that cannot be stored are looked for by post.ts, which can show the form again. */
export function parseForm(bytes: Buffer): Form {
  if (!isUtf8(bytes)) throw new BadInput('内容不是 UTF-8 编码，无法读取', { status: 400, code: 'E-ENCODING' })
  const form: Record<string, string | string[]> = Object.create(null)
  let fields = 0
  for (const [name, value] of new URLSearchParams(bytes.toString('utf8'))) {
    if (++fields > mostFields) throw new BadInput('表单字段太多，无法读取', { status: 413, code: 'E-TOO-LARGE' })
    put(form, name, value)
  }
  return form
}

export interface Multipart { form: Form; files: FormFiles; errors: FormError[] }

/**
 * multipart/form-data: fields, and files stored as they arrive. `beforeFirstFile` sees the fields that stood before the
 * first file (the hidden ones must) and gives back what stores a file; nothing is written before it has agreed. A file that
 * is refused becomes an error of its field, and the others go in.
 */
export async function parseMultipart(
  request: FastifyRequest, beforeFirstFile: (fields: Form) => Promise<(name: string, bytes: Readable) => Promise<FileRef>>,
): Promise<Multipart> {
  const form: Record<string, string | string[]> = Object.create(null)
  const files: Record<string, FileRef[]> = Object.create(null)
  const errors: FormError[] = []
  let bytes = 0
  let store: Awaited<ReturnType<typeof beforeFirstFile>> | undefined
  // one byte more than allowed comes through, so that the file store itself says that it is too large
  for await (const part of request.parts({ limits: { fileSize: fileLimit + 1, files: 60, fields: mostFields, fieldSize: 256 * 1024 } })) {
    if (part.type === 'field') {
      const value = String(part.value)
      if ((bytes += part.fieldname.length + value.length) > mostBytes) throw new BadInput('表单内容太多，无法接收', { status: 413, code: 'E-TOO-LARGE' })
      put(form, part.fieldname, value)
    } else if (!part.filename) part.file.resume() // a file input that was left empty
    else {
      inspect(form, '')
      store ??= await beforeFirstFile(form)
      try {
        ;(files[part.fieldname] ??= []).push(await store(part.filename, part.file))
      } catch (error) {
        if (!(error instanceof BadInput)) throw error
        errors.push({ at: part.fieldname, message: error.message })
        part.file.resume()
      }
    }
  }
  return { form, files, errors }
}

/** `a.b` and `a.c` → {a: {b, c}}: the default way from fields to a body. Hidden fields (`_key` …) are left out. */
export function nest(form: Form): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null)
  for (const [name, value] of Object.entries(form)) {
    if (name.startsWith('_')) continue
    const steps = name.split('.')
    const last = steps.pop()!
    let at = root
    for (const step of steps) {
      const next = at[step]
      at = (next && typeof next === 'object' && !Array.isArray(next) ? next : (at[step] = Object.create(null))) as Record<string, unknown>
    }
    at[last] = value
  }
  return root
}
