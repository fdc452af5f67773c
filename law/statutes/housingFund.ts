import type { Statute } from './statute.ts'

export const housingFund: Statute = {
  title: '住房公积金管理条例',
  fullTitle: '住房公积金管理条例',
  level: '行政法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2002-03-24', from: '2002-03-24', until: '2019-03-24', text: false },
    { adopted: '2019-03-24', from: '2019-03-24' },
  ],
  articles: {
    13: '单位办理缴存登记，为职工设立账户',
    14: '新设单位三十日内登记，登记后二十日内设立账户',
    15: '录用三十日内办理缴存登记',
    16: '月缴存额的计算',
    24: '职工可以提取公积金的情形',
    25: '受理提取申请三日内决定',
  },
}
