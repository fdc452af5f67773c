import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { judge, readHanded, signReceipt } from '../../proof/index.ts'
import { depsFor } from '../../server/cli/replay.ts'
import { run } from '../../server/cli/verify.ts'
import { createDb } from '../../server/kernel/db.ts'
import { auditOf, report } from '../../server/verifyAll.ts'
import { openLogKeys } from '../../server/kernel/sunlog/index.ts'
import { file, ok, refused } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'
import { settle, withWitnesses } from './witness.ts'

type Filed = { id: string; receipt: { id: string }; log: { leaf: string; receipt: string } }

describe('文书自带入账证明，不靠网站也能核验', () => {
  let hall: CityHall
  let witnesses: Awaited<ReturnType<typeof withWitnesses>>
  let filed: Filed
  let proven: Buffer
  let folder: string
  beforeAll(async () => {
    hall = await openHall('2020-12-25T09:30+08:00')
    folder = mkdtempSync(join(tmpdir(), 'evidence-'))
    // the log must exist before its witnesses can be told of it
    await file(await hall.as('liu'), 'social-card-loss')
    await settle(hall)
    witnesses = await withWitnesses(hall)
    await settle(hall)
    filed = await file(await hall.as('chen'), 'social-card-loss') as unknown as Filed
  })
  afterAll(async () => {
    witnesses?.close()
    await hall?.close()
    if (folder) rmSync(folder, { recursive: true })
  })

  const pdf = async () => (await hall.as('chen')).pdf(`/api/v1/cases/${filed.id}/documents/${filed.receipt.id}`)
  const handIn = (...files: (Buffer | string)[]) => readHanded(files.map((f, i) => ({ name: `${i}`, bytes: Buffer.from(f) })), (b) => promisify(inflate)(b))
  const digest = async () => (await hall.database.app.query<{ digest: Buffer }>(`select digest from kernel.document where city = '411000' and id = $1`, [filed.receipt.id])).rows[0]!.digest.toString('hex')

  it('入账以前，凭证里附着收据：账本签过字的承诺', async () => {
    const handed = await handIn(await pdf(), await witnesses.policy())
    expect(handed).toMatchObject({ receipt: filed.log.receipt, policy: { fromDocument: false } })
    expect(handed.proof).toBeUndefined()
    expect(judge(handed)).toMatchObject({ ok: true, receipt: { leaf: filed.log.leaf }, paper: { template: 'P01' } })
  })

  it('入账以后，附着证明、条目和入账时承诺的内容；文书数据的摘要没有变，此后每次都是同样的字节', async () => {
    const before = await digest()
    await settle(hall)
    proven = await pdf()
    const j = judge(await handIn(proven, await witnesses.policy()))
    expect(j).toMatchObject({ ok: true, inclusion: { leaf: filed.log.leaf, witnesses: [{}, {}] }, paper: { template: 'P01' } })
    expect(await digest()).toBe(before)
    await file(await hall.as('liu'), 'social-card-loss')
    await settle(hall)
    expect((await pdf()).equals(proven)).toBe(true)
    // what came out of the document alone is believed, and said to be so
    expect((await handIn(proven)).policy).toMatchObject({ fromDocument: true })
  })

  it('内容改一个字，就不是入账时承诺的那一份', async () => {
    const handed = await handIn(proven, await witnesses.policy())
    handed.paper!.data = { ...handed.paper!.data, heading: '准予许可决定书' }
    expect(judge(handed)).toMatchObject({ ok: false, code: 'other-paper' })
  })

  it('命令行离线核验：对得上退出 0，说出第几条、谁见证；改一位退出 1，说出哪里不对', async () => {
    const said: string[] = []
    const out = vi.spyOn(process.stdout, 'write').mockImplementation((s) => (said.push(String(s)), true))
    const at = (name: string, bytes: Buffer | string) => { writeFileSync(join(folder, name), bytes); return join(folder, name) }
    try {
      const rules = at('rules', await witnesses.policy())
      expect(await run([at('p01.pdf', proven), '--policy', rules])).toBe(0)
      expect(said.join('')).toMatch(/核验通过\n第 \d+ 条，.*入账，经 .*司法局/)
      said.length = 0
      expect(await run([join(folder, 'p01.pdf')])).toBe(0)
      expect(said.join('')).toContain('核验规则来自文书自己')
      const proof = Buffer.from((await handIn(proven)).proof!)
      proof[proof.length - 10]! ^= 1
      said.length = 0
      expect(await run([at('x.tlog-proof', proof), at('entry.json', Buffer.from((await handIn(proven)).entry!)), '--policy', rules])).toBe(1)
      expect(said.join('')).toMatch(/^核验没有通过\n[\u4e00-\u9fff]/)
      expect(await run(['--json', at('r.txt', filed.log.receipt), '--policy', rules])).toBe(0)
    } finally {
      out.mockRestore()
    }
  })

  it('verify --all：没有人动过，退出 0；只改汇总行，退出 1，说出是哪一件', async () => {
    const lines: string[] = []
    // as the command finds the city: by its folder and its database
    const { folders, city, app: db } = hall.database
    const count = async () => report(await auditOf({ config: { city, folders }, db, trusted: [], depsFor }), false, (line) => lines.push(line))
    expect(await count(), lines.join('\n')).toBe(0)
    const dba = createDb(hall.database.connection('admin'), { max: 1 })
    const due = async (days: number) => (await dba.query<{ number: string }>(`update casework.cases set due = due + $2::int where id = $1 returning number`, [filed.id, days])).rows[0]!.number
    try {
      const number = await due(1)
      expect(await count()).toBe(1)
      expect(lines.join('\n')).toContain(`办件 ${number}：due`)
    } finally {
      await due(-1)
      await dba.close()
    }
  })

  it('每一步都说得出在账上第几条；收据文字只给申请人；谁都能看这一条说了什么', async () => {
    type Entries = { items: { seq: number; leaf: string; index: number; receipt: string | null }[] }
    const own = ok(await (await hall.as('chen')).get<Entries>(`/api/v1/cases/${filed.id}/entries`))
    expect(own.items[0]).toMatchObject({ seq: 1, leaf: filed.log.leaf, index: expect.any(Number), receipt: filed.log.receipt })
    expect(ok(await (await hall.as('clerk')).get<Entries>(`/api/v1/cases/${filed.id}/entries`)).items[0]!.receipt).toBeNull()
    const seen = ok(await (await hall.as('nobody')).get(`/api/v1/proofs/${filed.log.leaf}/view`))
    expect(seen).toMatchObject({ state: 'included', ok: true, witnesses: [{ name: expect.any(String) }, {}], named: true, lines: expect.arrayContaining([['做了什么', '提交申请'], ['事项', '社会保障卡挂失、解除挂失（social-card-loss）']]) })
    // the same names go along with the files, said to be unproven
    const names = ok(await (await hall.as('nobody')).get(`/api/v1/proofs/${filed.log.leaf}/names`))
    expect(names).toMatchObject({ proven: false, names: { item: { key: 'social-card-loss', name: '社会保障卡挂失、解除挂失' } } })
    expect(judge(await handIn(proven, await witnesses.policy()))).toMatchObject({ ok: true, names: names.names })
    expect(JSON.stringify(seen)).not.toContain('陈')
  })

  it('收据过了一分钟而账上没有这一条：可以反映，变成告警；没有道理的反映说明为什么', async () => {
    const nobody = await hall.as('nobody')
    const leaf = 'e'.repeat(64)
    const key = openLogKeys(hall.database.folders.keys, '411000').receipt('411000/sunlog/2020')
    const promise = (rec: number) => signReceipt({ v: 1, origin: '411000/sunlog/2020', leaf, type: 'casework.submit', at: '2020-12-25T09:30:00.000+08:00', rec, deadline: null, maxMergeDelaySeconds: 60 }, key)
    refused(await nobody.post(`/api/v1/proofs/${leaf}/missing`, { receipt: promise((Date.now() + 600_000) * 1000) }), 'E-LOG-RECEIPT')
    refused(await nobody.post(`/api/v1/proofs/${filed.log.leaf}/missing`, { receipt: promise((Date.now() - 600_000) * 1000) }), 'E-LOG-RECEIPT')
    refused(await nobody.post(`/api/v1/proofs/${leaf}/missing`, { receipt: promise(1).replace('submit', 'grant') }), 'E-LOG-RECEIPT')
    for (let i = 0; i < 2; i++) ok(await nobody.post(`/api/v1/proofs/${leaf}/missing`, { receipt: promise((Date.now() - 600_000) * 1000) }))
    const { items } = ok(await (await hall.as('auditor')).get<{ items: { kind: string; subject: string; times: number }[] }>('/api/v1/alarms'))
    expect(items.filter((a) => a.kind === 'receipt-missing')).toEqual([expect.objectContaining({ subject: leaf, times: 2 })])
  })
})
