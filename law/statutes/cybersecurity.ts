import type { Statute } from './statute.ts'

export const cybersecurity: Statute = {
  title: '网络安全法',
  fullTitle: '中华人民共和国网络安全法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2016-11-07', from: '2017-06-01', until: '2026-01-01' },
    { adopted: '2025-10-28', from: '2026-01-01', text: false, articles: {} },
  ],
  articles: {
    21: '网络安全等级保护，日志留存不少于六个月',
  },
}
