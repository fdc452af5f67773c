import { z } from 'zod'
import type { Db } from '../../kernel/db.ts'
import { hashOf, shortTitle } from './identity.ts'
import { faultOf, rowsOf } from './importItems.ts'
import type { Broken } from './incoming.ts'

/** One text of a statute with its articles, in order. */
export interface LawText {
  law: string
  title: string
  version: string
  level: string
  history: string[]
  articles: { no: number; label: string; path: string[]; paragraphs: string[] }[]
}

const articleRow = z.object({
  law: z.string().trim().min(1, '没有法规名称'), version: z.string().nullish(), articleNo: z.number({ error: '没有条号' }).int().min(1, '条号应为正整数'),
  articleLabel: z.string().nullish(), path: z.array(z.string()).nullish(), paragraphs: z.array(z.string()).min(1, '没有条文'),
})
const entry = z.object({ title: z.string(), level: z.string().nullish(), version: z.string().nullish(), history: z.array(z.string()).nullish() })

export interface ParsedLaws { texts: LawText[]; broken: Broken[]; read: number }

/**
 * Reads articles (JSON Lines: law, version, articleNo, articleLabel, path, paragraphs) and, when given, the catalogue of texts
 * for level and history. `version` is the day of adoption. A line that cannot be read, or an article that is there twice,
 * is reported and left out.
 */
export function parseLaws(articles: string, catalogue?: string): ParsedLaws {
  const about = new Map<string, z.infer<typeof entry>>()
  for (const { value } of catalogue ? rowsOf(catalogue) : []) {
    const e = entry.safeParse(value)
    if (e.success) about.set(`${shortTitle(e.data.title)}@${e.data.version ?? ''}`, e.data)
  }
  const texts = new Map<string, LawText>()
  const broken: Broken[] = []
  let read = 0
  for (const { line, value, fault } of rowsOf(articles)) {
    read++
    const row = fault ? undefined : articleRow.safeParse(value)
    if (!row?.success) {
      broken.push({ line, reason: fault ?? faultOf(row!.error!) })
      continue
    }
    const a = row.data
    const [law, version] = [shortTitle(a.law), a.version ?? '']
    const id = `${law}@${version}`
    const e = about.get(id)
    const text = texts.get(id) ?? { law, title: a.law, version, level: e?.level ?? '', history: e?.history ?? [], articles: [] }
    if (text.articles.some((x) => x.no === a.articleNo)) {
      broken.push({ line, reason: `《${law}》第${a.articleNo}条出现两次` })
      continue
    }
    text.articles.push({ no: a.articleNo, label: a.articleLabel ?? `第${a.articleNo}条`, path: a.path ?? [], paragraphs: a.paragraphs })
    texts.set(id, text)
  }
  return { texts: [...texts.values()], broken, read }
}

export interface LawsTaken { texts: number; added: number; changed: number; unchanged: number; articles: number }

/** Writes texts that are new or differ; one transaction each. Importing the same files again changes nothing. */
export async function takeInLaws(db: Db, texts: readonly LawText[], progress: (done: number) => void = () => {}): Promise<LawsTaken> {
  const { rows } = await db.query<{ id: string; hash: Buffer }>(`select law || '@' || version as id, hash from catalogue.law_text`)
  const known = new Map(rows.map((r) => [r.id, r.hash]))
  const out: LawsTaken = { texts: texts.length, added: 0, changed: 0, unchanged: 0, articles: 0 }
  for (const [n, t] of texts.entries()) {
    const hash = hashOf(t)
    const had = known.get(`${t.law}@${t.version}`)
    if (had?.equals(hash)) out.unchanged++
    else {
      await write(db, t, hash)
      out.articles += t.articles.length
      if (had) out.changed++
      else out.added++
    }
    progress(n + 1)
  }
  return out
}

async function write(db: Db, t: LawText, hash: Buffer): Promise<void> {
  await db.tx(async (tx) => {
    await tx.query(
      `insert into catalogue.law_text (law, version, title, level, history, articles, hash) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (law, version) do update set title = excluded.title, level = excluded.level, history = excluded.history,
         articles = excluded.articles, hash = excluded.hash`,
      [t.law, t.version, t.title, t.level, JSON.stringify(t.history), t.articles.length, hash])
    await tx.query(
      `insert into catalogue.law_article (law, version, no, label, path, paragraphs)
       select $1, $2, no, label, path, paragraphs from unnest($3::int[], $4::text[], $5::jsonb[], $6::jsonb[]) as x (no, label, path, paragraphs)
       on conflict (law, version, no) do update set label = excluded.label, path = excluded.path, paragraphs = excluded.paragraphs`,
      [t.law, t.version, t.articles.map((a) => a.no), t.articles.map((a) => a.label), t.articles.map((a) => JSON.stringify(a.path)),
        t.articles.map((a) => JSON.stringify(a.paragraphs))])
  })
}
