import type { Statute } from './statute.ts'

export const deedTaxRegulation: Statute = {
  title: '契税暂行条例',
  fullTitle: '中华人民共和国契税暂行条例',
  level: '行政法规',
  corpus: 'no',
  tag: 'from memory',
  versions: [
    { adopted: '1997-07-07', from: '1997-10-01', until: '2019-03-02' },
    { adopted: '2019-03-02', from: '2019-03-02', until: '2021-09-01' },
  ],
  articles: {
    9: '纳税义务发生之日起十日内申报',
    11: '持完税凭证办理权属变更登记，未出具的不予办理',
  },
}
