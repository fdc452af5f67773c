import type { Statute } from './statute.ts'

export const foodSafety: Statute = {
  title: '食品安全法',
  fullTitle: '中华人民共和国食品安全法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2015-04-24', from: '2015-10-01', until: '2018-12-29', text: false },
    { adopted: '2018-12-29', from: '2018-12-29', until: '2021-04-29', text: false },
    { adopted: '2021-04-29', from: '2021-04-29' },
  ],
  articles: {
    33: '食品生产经营应当符合的条件',
    35: '食品生产经营许可；仅销售预包装食品的备案',
    36: '小作坊、摊贩的要求和监管',
  },
}
