import type { Statute } from './statute.ts'

export const roadTransport: Statute = {
  title: '道路运输条例',
  fullTitle: '中华人民共和国道路运输条例',
  level: '行政法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2016-02-06', from: '2016-02-06', until: '2019-03-02', text: false },
    { adopted: '2019-03-02', from: '2019-03-02', until: '2022-05-01' },
    { adopted: '2022-03-29', from: '2022-05-01', until: '2023-07-20' },
    { adopted: '2023-07-20', from: '2023-07-20', text: false },
  ],
  articles: {
    10: '客运经营向谁申请',
    21: '申请货运经营应当具备的条件',
    22: '货运驾驶人员的条件',
    24: '货运经营向谁申请，受理之日起二十日内审查',
  },
}
