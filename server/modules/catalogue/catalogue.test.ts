import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ItemTerms } from '../../../law/item/item.ts'
import { openTestDatabase, type TestDatabase } from '../../../tests/database.ts'
import { projectRoot } from '../../kernel/root.ts'
import { Refusal } from '../../kernel/http/errors.ts'
import { createCatalogue, loadPack, minutesPerDay, readPack, type Catalogue, type Pack } from './index.ts'
import { hashOf } from './identity.ts'
import { putDraft } from './store.ts'

const at = '2020-12-25T09:00:00.000+08:00'
const by = { person: null, role: 'cataloguer', organ: 'service' }
let database: TestDatabase
let pack: Pack
let catalogue: Catalogue
const city = '411000'

beforeAll(async () => {
  database = await openTestDatabase()
  pack = readPack(join(projectRoot(), 'packs/xuchang'))
  catalogue = createCatalogue({ db: database.app, city, officeMinutesPerDay: minutesPerDay(pack.city.hall.hours) })
  await database.app.tx((tx) => loadPack(tx, city, pack, at))
  await catalogue.refresh()
})
afterAll(() => database?.close())

const draft = (key: string, change: Partial<ItemTerms> = {}) => {
  const terms = { ...structuredClone(pack.items.find((i) => i.key === 'info-disclosure')!), key, ...change }
  return database.app.tx((tx) => putDraft(tx, city, {
    key, revision: terms.revision, name: terms.name, organ: terms.organ, terms, source: 'test', hash: hashOf(terms), lint: [],
    from: terms.effectiveFrom, until: terms.effectiveUntil ?? null,
  }))
}
const publish = (key: string, revision = 1) => database.app.tx((tx) => catalogue.publish(tx, key, revision, { by, at }))
const refused = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await work.then(() => undefined, (e) => e)
  expect(error).toBeInstanceOf(Refusal)
  return error
}

describe('loading a pack', () => {
  it('publishes every revision once; a second load changes nothing', async () => {
    const again = await database.app.tx((tx) => loadPack(tx, city, pack, '2020-12-26T09:00:00.000+08:00'))
    expect(again).toEqual({ items: 0, bundles: 0, changed: [] })
    const { rows } = await database.app.query(`select count(*) as n, min(published_at) as at from catalogue.item_revision where city = $1`, [city])
    expect(rows[0]).toMatchObject({ n: pack.items.length, at })
  })

  it('leaves what is published as it is when the pack says something else under the same number, and says which', async () => {
    const other = structuredClone(pack)
    other.items.find((i) => i.key === 'id-card')!.promise = { unit: 'workday', n: 19 }
    const { changed } = await database.app.tx((tx) => loadPack(tx, city, other, at))
    expect(changed).toEqual(['id-card@1'])
    await catalogue.refresh()
    expect((await catalogue.revision('id-card', 1)).promise).toEqual({ unit: 'workday', n: 20 })
  })

  it('refuses a pack that does not pass the lint, whole', async () => {
    const bad = structuredClone(pack)
    bad.items[0]!.legalBasis = []
    const error = await refused(database.app.tx((tx) => loadPack(tx, city, bad, at)))
    expect(error.findings.map((f) => f.code)).toContain('E-ITM-03')
  })
})

describe('the revision of a day', () => {
  it('is the one in force: the company rules of 2020, then those of 2022', async () => {
    expect((await catalogue.currentRevision('company-setup', '2020-12-25'))!.revision).toBe(1)
    expect((await catalogue.currentRevision('company-setup', '2022-02-28'))!.revision).toBe(1)
    expect((await catalogue.currentRevision('company-setup', '2022-03-01'))!.revision).toBe(2)
    expect(await catalogue.currentRevision('company-setup', '2019-12-31')).toBeUndefined()
    expect(catalogue.whyNot('company-setup', '2019-12-31')!.code).toBe('ITM-07')
    expect(await catalogue.currentRevision('no-such-item', '2020-12-25')).toBeUndefined()
  })

  it('is shared and cannot be changed by who reads it', async () => {
    const a = await catalogue.revision('company-setup', 1)
    expect(await catalogue.revision('company-setup', 1)).toBe(a)
    expect(() => { (a as { name: string }).name = '别的' }).toThrow()
    expect(() => a.materials.pop()).toThrow()
  })

  it('lists what may be applied for that day, one revision of each', async () => {
    const { items, bundles } = await catalogue.listPublished('2020-12-25')
    expect(new Set(items.map((i) => i.key)).size).toBe(items.length)
    expect(items.every((i) => i.effectiveFrom <= '2020-12-25')).toBe(true)
    expect(bundles.map((b) => b.key)).toEqual(['flat-transfer', 'flower-company'])
  })
})

describe('publishing', () => {
  it('takes a complete draft, ends the revision before it, and refuses the number a second time', async () => {
    await draft('test-item', { aliases: [] })
    expect(await catalogue.currentRevision('test-item', '2020-12-25')).toBeUndefined()
    await publish('test-item')
    await catalogue.refresh()
    expect((await catalogue.currentRevision('test-item', '2020-12-25'))!.revision).toBe(1)
    await draft('test-item', { revision: 2, effectiveFrom: '2021-03-01' })
    await publish('test-item', 2)
    await catalogue.refresh()
    expect((await catalogue.currentRevision('test-item', '2021-02-28'))!.revision).toBe(1)
    expect((await catalogue.currentRevision('test-item', '2021-03-01'))!.revision).toBe(2)
    expect((await refused(publish('test-item', 2))).status).toBe(409)
  })

  it('refuses with everything that is wrong at once', async () => {
    await draft('bad-item', { legalBasis: [], channels: ['web'], basicCode: '000000000000', promise: { unit: 'workday', n: 25 } })
    const { findings, status } = await refused(publish('bad-item'))
    expect(status).toBe(422)
    expect(findings.map((f) => f.code).sort()).toEqual(expect.arrayContaining(['E-ITM-02', 'E-ITM-03', 'E-ITM-06', 'E-MOD-04']))
  })

  it('keeps a published revision from being written, in the database too', async () => {
    expect(await draft('test-item', { name: '改了名字' })).toBe(false)
    await expect(database.app.query(`update catalogue.item_revision set terms = '{}' where city = $1 and key = 'test-item' and revision = 1`, [city])).rejects.toThrow(/published/)
    await expect(database.app.query(`update catalogue.item_revision set state = 'draft' where city = $1 and key = 'test-item' and revision = 1`, [city])).rejects.toThrow(/published/)
  })

  it('of an abolished item: nobody may apply from that day on; the day before one may, and the revision stays readable', async () => {
    await draft('gone-item')
    await publish('gone-item')
    await database.app.tx((tx) => catalogue.setState(tx, 'gone-item', 1, 'abolished', '2021-03-01', { by, at }))
    await catalogue.refresh()
    expect(await catalogue.currentRevision('gone-item', '2021-02-28')).toBeDefined()
    expect(await catalogue.currentRevision('gone-item', '2021-03-01')).toBeUndefined()
    expect(catalogue.whyNot('gone-item', '2021-03-01')!.message).toContain('已取消')
    expect((await catalogue.revision('gone-item', 1)).key).toBe('gone-item')
    expect((await refused(database.app.tx((tx) => catalogue.setState(tx, 'gone-item', 1, 'published', '2021-04-01', { by, at })))).status).toBe(409)
  })
})

describe('another process', () => {
  it('is heard: what it publishes can be applied for here', async () => {
    const here = createCatalogue({ db: database.app, city })
    await here.refresh()
    const stop = await here.watch()
    try {
      const before = here.generation()
      await draft('heard-item')
      await publish('heard-item')
      await expect.poll(() => here.generation()).not.toBe(before)
      await expect.poll(async () => (await here.currentRevision('heard-item', '2020-12-25'))?.key).toBe('heard-item')
    } finally {
      await stop()
    }
  })
})
