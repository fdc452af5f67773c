import type { Statute } from './statute.ts'

export const housingPenaltyProcedure: Statute = {
  title: '住房和城乡建设行政处罚程序规定',
  fullTitle: '住房和城乡建设行政处罚程序规定',
  knownAs: ['55号令'],
  level: '部门规章',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { adopted: '2022-03-10', from: '2022-05-01' },
  ],
  articles: {
    45: '三日、五日、七日、十日、十五日是工作日；期间开始之日不计，末日为法定节假日的顺延',
  },
}
