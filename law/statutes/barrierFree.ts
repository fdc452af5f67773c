import type { Statute } from './statute.ts'

export const barrierFree: Statute = {
  title: '无障碍环境建设法',
  fullTitle: '中华人民共和国无障碍环境建设法',
  level: '法律',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { adopted: '2023-06-28', from: '2023-09-01' },
  ],
  articles: {
    39: '医疗、社保、金融、生活缴费等服务保留现场指导、人工办理等传统方式',
  },
}
