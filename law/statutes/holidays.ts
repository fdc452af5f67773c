import type { Statute } from './statute.ts'

export const holidays: Statute = {
  title: '全国年节及纪念日放假办法',
  fullTitle: '全国年节及纪念日放假办法',
  level: '行政法规',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { adopted: '2013-12-11', from: '2014-01-01', until: '2025-01-01' },
    { adopted: '2024-11-10', from: '2025-01-01' },
  ],
  articles: {
    2: '全体公民放假的节日：2024年以前十一天，2025年起十三天',
  },
}
