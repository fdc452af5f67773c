import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Id, Sha256, Text } from './shapes.ts'

/** 20 MB, the size that one uploaded material may have (settled.md 23) */
export const fileLimit = 20 * 1024 * 1024

/** what may be uploaded, by content and not by name; ending → media type */
export const fileTypes = {
  pdf: 'application/pdf', ofd: 'application/ofd', png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', txt: 'text/plain',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type FileType = (typeof fileTypes)[keyof typeof fileTypes]

export const FileRef = z.object({ sha256: Sha256, size: z.number().int(), type: z.string(), name: z.string() }).meta({ id: 'FileRef' })
export type FileRef = z.infer<typeof FileRef>

/** Idempotent by itself: the address is the content. The body is the bytes. */
export const put = endpoint({
  id: 'files.put', method: 'PUT', path: '/api/v1/files/:sha256', summary: '上传文件（不超过 20 MB；按内容识别类型）', who: ['signedIn'], idempotency: 'natural',
  params: z.object({ sha256: Sha256 }),
  query: z.object({
    name: Text(300).optional(),
    /** person whose material it is; absent = one's own. A helper or clerk needs that person's assistance or case. */
    owner: Id.optional(),
  }),
  output: FileRef,
})

export const get = endpoint({
  id: 'files.get', method: 'GET', path: '/api/v1/files/:sha256', summary: '下载文件（只作为附件）', who: ['signedIn'], raw: true,
  params: z.object({ sha256: Sha256 }), query: z.object({ owner: Id.optional() }), output: z.any(),
})

export const all = [put, get]
