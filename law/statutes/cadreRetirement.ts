import type { Statute } from './statute.ts'

export const cadreRetirement: Statute = {
  title: '国务院关于安置老弱病残干部的暂行办法',
  fullTitle: '国务院关于安置老弱病残干部的暂行办法',
  knownAs: ['国发〔1978〕104号'],
  level: '行政法规',
  corpus: 'no',
  tag: 'from memory',
  versions: [
    { adopted: '1978-05-24', from: '1978-06-02' },
  ],
  articles: {
    4: '干部退休的年龄：男年满六十周岁，女年满五十五周岁；2025年起有关年龄的规定不再施行',
  },
}
