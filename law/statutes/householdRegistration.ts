import type { Statute } from './statute.ts'

export const householdRegistration: Statute = {
  title: '户口登记条例',
  fullTitle: '中华人民共和国户口登记条例',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '1958-01-09', from: '1958-01-09' },
  ],
  articles: {
    7: '出生一个月内申报出生登记',
    8: '死亡申报登记和注销户口',
    10: '迁出前申报迁出登记，领取迁移证件',
    13: '到达迁入地后申报迁入登记',
  },
}
