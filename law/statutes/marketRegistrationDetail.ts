import type { Statute } from './statute.ts'

export const marketRegistrationDetail: Statute = {
  title: '市场主体登记管理条例实施细则',
  fullTitle: '中华人民共和国市场主体登记管理条例实施细则',
  level: '部门规章',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2022-03-01', from: '2022-03-01' },
  ],
  articles: {
    10: '向住所地有管辖权的登记机关申请',
    16: '通过实名认证系统核验身份',
    17: '现场或者网上提交，对材料真实、合法、有效负责',
    18: '齐全的当场登记并制发执照；不能当场的出具接收凭证，三个工作日审查；补正一次告知并退还材料',
    19: '不予登记的情形，出具不予登记通知书',
  },
}
