import type { Statute } from './statute.ts'

export const publicPlacesHealth: Statute = {
  title: '公共场所卫生管理条例',
  fullTitle: '公共场所卫生管理条例',
  level: '行政法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2016-02-06', from: '2016-02-06', until: '2019-04-23', text: false },
    { adopted: '2019-04-23', from: '2019-04-23' },
  ],
  articles: {
    4: '公共场所卫生许可证制度',
    8: '经营单位申请卫生许可证，两年复核一次',
  },
}
