import type { Statute } from './statute.ts'

export const civilGeneralRules: Statute = {
  title: '民法总则',
  fullTitle: '中华人民共和国民法总则',
  level: '法律',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { adopted: '2017-03-15', from: '2017-10-01', until: '2021-01-01' },
  ],
  articles: {
    200: '期间按公历年、月、日、小时计算',
    201: '开始的当日不计入',
    202: '到期月的对应日为最后一日',
    203: '最后一日是法定休假日的，以次日为最后一日',
    204: '另有规定或者约定的从其规定',
  },
}
