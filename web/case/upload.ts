import { client } from '../../contract/client.ts'
import { put } from '../../contract/files.ts'

/** Stores a file under one's own name, or under `owner`'s: what an endpoint that takes a handed-in file wants. Throws ProblemError as the server says it. */
export async function upload(file: File, owner?: string): Promise<{ name: string; sha256: string }> {
  const bytes = await file.arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const sha256 = [...digest].map((b) => b.toString(16).padStart(2, '0')).join('')
  await client(put)({ params: { sha256 }, query: { name: file.name, ...(owner ? { owner } : {}) } }, { bytes })
  return { name: file.name, sha256 }
}
