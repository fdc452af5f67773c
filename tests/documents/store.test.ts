import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb } from '../../server/kernel/db.ts'
import { documentsOf, insertDocuments, isIntact, markServed, prepareDocument, readDocument } from '../../server/kernel/documents/store.ts'
import { readTemplates } from '../../server/kernel/documents/templates.ts'
import { createRenderer } from '../../server/kernel/documents/render.ts'
import { demoSeal } from '../../server/kernel/documents/seal.ts'
import { uuidv7 } from '../../server/kernel/ids.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'
import { root } from './pages.ts'

const templates = readTemplates(join(root, 'packs'))
let db: TestDatabase
beforeAll(async () => { db = await openTestDatabase() })
afterAll(() => db.close())

function prepared(caseId: string, serial: number, name = '陈𠮷国') {
  const data = structuredClone(templates.latest('P16').sample.data) as any
  data.applicant.name = name
  return prepareDocument(templates, {
    city: db.city, caseId, template: 'P16', number: `许政数代〔2020〕${serial}号`, data, legalAt: '2020-12-25T09:15:00.000+08:00', realMs: Date.now(),
  })
}

describe('the row of a document', () => {
  it('comes back as it was committed to, and makes the same page', async () => {
    const caseId = uuidv7()
    const [a, b] = [prepared(caseId, 1), prepared(caseId, 2, '#panic("x") \\ "引号" \u0001')]
    const renderer = createRenderer({ packsDir: join(root, 'packs'), seal: demoSeal })
    const before = (await renderer.render(a.row)).pdf
    await db.app.tx((tx) => insertDocuments(tx, [a.row, b.row]))
    const stored = (await readDocument(db.app, db.city, a.id))!
    expect(stored.legalAt).toBe('2020-12-25T09:15:00.000+08:00')
    expect(stored.servedAt).toBeNull()
    expect(isIntact(stored)).toBe(true)
    expect((await renderer.render(stored)).pdf.equals(before)).toBe(true)
    const both = await documentsOf(db.app, db.city, caseId)
    expect(both.map((d) => d.id)).toEqual([a.id, b.id])
    expect(both.every(isIntact)).toBe(true)
    expect(await readDocument(db.app, db.city, uuidv7())).toBeUndefined()
    expect(await readDocument(db.app, '410100', a.id)).toBeUndefined()
  })

  it('is found out when somebody changes it behind the city’s back, and cannot be drawn once erased', async () => {
    const a = prepared(uuidv7(), 3)
    await db.app.tx((tx) => insertDocuments(tx, [a.row]))
    const admin = createDb(db.connection('admin'), { max: 1 })
    try {
      await admin.query(`update kernel.document set data = jsonb_set(data, '{applicant,name}', '"王五"') where id = $1`, [a.id])
      expect(isIntact((await readDocument(db.app, db.city, a.id))!)).toBe(false)
      await admin.query(`update kernel.document set data = null, salt = null where id = $1`, [a.id])
      const erased = (await readDocument(db.app, db.city, a.id))!
      expect(erased.data).toBeNull()
      expect(erased.digest.equals(a.digest)).toBe(true)
      expect(isIntact(erased)).toBe(false)
    } finally {
      await admin.close()
    }
  })

  it('takes each number once, and keeps the first time of service', async () => {
    const caseId = uuidv7()
    const a = prepared(caseId, 4)
    await db.app.tx((tx) => insertDocuments(tx, [a.row]))
    await expect(db.app.tx((tx) => insertDocuments(tx, [prepared(caseId, 4).row]))).rejects.toMatchObject({ code: '23505' })
    for (const at of ['2020-12-25T10:00:00.000+08:00', '2020-12-25T11:00:00.000+08:00']) await db.app.tx((tx) => markServed(tx, db.city, a.id, at))
    expect((await readDocument(db.app, db.city, a.id))!.servedAt).toBe('2020-12-25T10:00:00.000+08:00')
  })
})
