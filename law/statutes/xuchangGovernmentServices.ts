import type { Statute } from './statute.ts'

export const xuchangGovernmentServices: Statute = {
  title: '许昌市政务服务条例',
  fullTitle: '许昌市政务服务条例',
  level: '地方性法规',
  corpus: 'no',
  tag: 'secondary',
  versions: [
    { from: '2026-01-01' },
  ],
  articles: {
    26: '老年人、残疾人等的陪同、代办、优先服务，重点项目全程代办',
    29: '帮办代办不收费用',
    30: '帮办代办应当遵守的规范',
    31: '帮办代办的人员和保障',
  },
}
