import type { Statute } from './statute.ts'

export const deedTaxLaw: Statute = {
  title: '契税法',
  fullTitle: '中华人民共和国契税法',
  level: '法律',
  corpus: 'no',
  tag: 'from memory',
  versions: [
    { adopted: '2020-08-11', from: '2021-09-01' },
  ],
  articles: {
    10: '办理权属登记前申报缴纳契税',
    11: '开具完税凭证，未缴纳的不予办理权属登记',
  },
}
