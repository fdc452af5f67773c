import type { Statute } from './statute.ts'

export const identityCards: Statute = {
  title: '居民身份证法',
  fullTitle: '中华人民共和国居民身份证法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2011-10-29', from: '2012-01-01' },
  ],
  articles: {
    3: '登记项目；公民身份号码唯一、终身不变',
    10: '填写申领登记表，交验户口簿',
    11: '换领、补领的情形，领新证交回原证',
    12: '申领之日起六十日内发放，交通不便地区可延长三十日',
    13: '有权使用身份证证明身份，相关信息保密',
    14: '应当出示身份证的情形',
    21: '换领、补领的工本费，困难的免收、减收',
  },
}
