import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { fileTypes, type FileType } from '../../../contract/files.ts'

const accepted = new Set<string>(Object.values(fileTypes))

/**
 * Media type of a file by its content; what its name or sender says does not count. Undefined = not on the list. A zip is
 * looked into only as far as its list of names (OFD), never unpacked.
 */
export async function sniff(path: string, size: number): Promise<FileType | undefined> {
  const found = await fileTypeFromFile(path).catch(() => undefined)
  if (found && accepted.has(found.mime)) return found.mime as FileType
  if (found?.mime === 'application/zip') return (await namesInZip(path, size)).includes('OFD.xml') ? fileTypes.ofd : undefined
  if (found) return undefined
  return (await isPlainText(path, size)) ? fileTypes.txt : undefined
}

/** UTF-8 or GB 18030 without control characters, and no markup that a browser might take for a page */
async function isPlainText(path: string, size: number): Promise<boolean> {
  const bytes = await part(path, 0, size)
  let text: string
  if (isUtf8(bytes)) text = bytes.toString('utf8')
  else {
    try {
      text = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    } catch {
      return false
    }
  }
  return !/[\x00-\x08\x0b\x0e-\x1f\x7f]/.test(text) && !/<\s*[!?/a-z]/i.test(text.slice(0, 4096))
}

/** names in the central directory of a zip; empty when it has none that can be read */
async function namesInZip(path: string, size: number): Promise<string[]> {
  const tail = await part(path, Math.max(0, size - 65_557), size)
  const end = tail.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0 || end + 22 > tail.length) return []
  const length = tail.readUInt32LE(end + 12)
  const from = tail.readUInt32LE(end + 16)
  if (from + length > size || length > 1024 * 1024) return []
  const directory = await part(path, from, from + length)
  const names: string[] = []
  for (let i = 0; i + 46 <= directory.length && directory.readUInt32LE(i) === 0x02014b50; ) {
    const name = directory.readUInt16LE(i + 28)
    names.push(directory.toString('utf8', i + 46, i + 46 + name))
    i += 46 + name + directory.readUInt16LE(i + 30) + directory.readUInt16LE(i + 32)
  }
  return names
}

async function part(path: string, from: number, to: number): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const bytes = Buffer.alloc(to - from)
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from)
    return bytes.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
