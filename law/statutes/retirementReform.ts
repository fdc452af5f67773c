import type { Statute } from './statute.ts'

export const retirementReform: Statute = {
  title: '关于实施渐进式延迟法定退休年龄的决定',
  fullTitle: '全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定',
  level: '法律',
  corpus: 'no',
  tag: 'from memory',
  versions: [
    { adopted: '2024-09-13', from: '2025-01-01' },
  ],
  articles: {
    1: '用十五年把男职工的退休年龄逐步延迟到六十三周岁，女职工分别到五十八、五十五周岁',
  },
}
