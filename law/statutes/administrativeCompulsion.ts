import type { Statute } from './statute.ts'

export const administrativeCompulsion: Statute = {
  title: '行政强制法',
  fullTitle: '中华人民共和国行政强制法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2011-06-30', from: '2012-01-01' },
  ],
  articles: {
    25: '查封、扣押不超过三十日，可延长三十日；检测、鉴定的时间不计入',
    69: '十日以内的期限是工作日',
  },
}
