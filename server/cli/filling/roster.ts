import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { calendar } from '../../../law/calendar/index.ts'
import { credentialPolicy } from '../../../law/credential/policy.ts'
import { demoPack } from '../../kernel/config.ts'
import { importedYears, readCity } from '../../modules/catalogue/index.ts'
import { campaignCounts, importRoster } from '../../modules/credentials/index.ts'
import { createDirectory } from '../../modules/directory/index.ts'
import { withCity } from './session.ts'

export interface RosterFiles { officers: string; bodies: string; supervisors?: string | undefined; profile: string; asOf: string; name: string; bureau?: string | undefined; settings: Record<string, string>; json?: boolean | undefined }

/**
 * `yichuang roster import`: a roster becomes a campaign in the city's database, frozen and judged, beside a running server or without one. Prints its id;
 * the same roster again prints the same id. Refuses a bureau that is no organ of the city. Exit code 0.
 */
export async function importFiles(o: RosterFiles): Promise<number> {
  const bureau = o.bureau ?? 'justice'
  const file = (path: string) => ({ name: basename(path), bytes: bytesOf(path) })
  const files = { officers: file(o.officers), bodies: file(o.bodies), ...(o.supervisors ? { supervisors: file(o.supervisors) } : {}) }
  return withCity(async ({ database, config, city, journal, at }) => {
    if (database.profile === 'production' && !config.pack) throw new Error('正式运行须用 YICHUANG_PACK 指明城市设置所在的文件夹（其中要有 city.yaml），见 docs/operating/deploy.md')
    const policy = credentialPolicy(readCity(config.pack ?? demoPack()).credentials)
    const directory = createDirectory({ db: database.app, city })
    await directory.refresh()
    if (!directory.organs().length) throw new Error('本市还没有机关：演示环境先启动一次服务，正式环境先导入机关（npx yichuang import organs）')
    if (!directory.organs().some((x) => x.key === bureau)) throw new Error(`没有机关“${bureau}”，请用 --bureau 写明组织清理的司法行政机关`)
    const years = calendar({ extra: await importedYears(database.app, city) })
    const deps = { db: database.app, city, journal, directory, calendar: () => years, policy, clock: { legal: () => at, real: () => Date.now() } as never }
    const began = performance.now()
    const { id, created } = await importRoster(deps, { ...o, files, bureau, acting: { person: null, role: 'system', organ: bureau, code: 'SYS' } })
    const counts = await campaignCounts(deps, id)
    const seconds = Math.round((performance.now() - began) / 10) / 100
    if (o.json) process.stdout.write(`${JSON.stringify({ id, created, seconds, ...counts })}\n`)
    else process.stdout.write(`${created ? '已建立清理' : '同一份名册已经导入过，还是这次清理'} ${id}\n执法人员 ${counts.officers.total}：保留 ${counts.officers.approved}，待核对 ${counts.officers.pending}；执法监督人员 ${counts.supervisors.total}：保留 ${counts.supervisors.approved}，待核对 ${counts.supervisors.pending}；执法主体 ${counts.bodies}${counts.broken ? `；读不出 ${counts.broken} 行` : ''}\n用时 ${seconds} 秒。还没有告知任何单位。\n`)
    return 0
  })
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new Error(`读不到文件 ${path}`)
  }
}
