import type { Statute } from './statute.ts'

export const personalInformation: Statute = {
  title: '个人信息保护法',
  fullTitle: '中华人民共和国个人信息保护法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2021-08-20', from: '2021-11-01' },
  ],
  articles: {
    6: '目的明确、最小影响、最小范围',
    13: '可以处理个人信息的情形，包括履行法定职责',
    17: '处理前以显著方式告知',
    19: '保存期限最短',
    34: '国家机关不得超出履行法定职责的范围',
    35: '国家机关也应当告知，妨碍履职的除外',
  },
}
