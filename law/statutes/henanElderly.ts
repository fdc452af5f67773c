import type { Statute } from './statute.ts'

export const henanElderly: Statute = {
  title: '河南省老年人权益保障条例',
  fullTitle: '河南省老年人权益保障条例',
  level: '地方性法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2018-07-30', from: '2019-01-01' },
  ],
  articles: {
    28: '八十周岁以上老年人高龄津贴，办法和标准由省辖市政府制定',
  },
}
