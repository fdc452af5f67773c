import type { Statute } from './statute.ts'

export const individualBusinessPromotion: Statute = {
  title: '促进个体工商户发展条例',
  fullTitle: '促进个体工商户发展条例',
  level: '行政法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2022-10-01', from: '2022-11-01' },
  ],
  articles: {
    11: '登记机关提供合规、统一、高效的登记服务',
    12: '简化年度报告',
    13: '可以直接变更经营者或者转型为企业',
  },
}
