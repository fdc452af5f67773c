import type { Statute } from './statute.ts'

export const companies: Statute = {
  title: '公司法',
  fullTitle: '中华人民共和国公司法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2013-12-28', from: '2014-03-01', until: '2018-10-26', text: false },
    { adopted: '2018-10-26', from: '2018-10-26', until: '2024-07-01' },
    { adopted: '2023-12-29', from: '2024-07-01', articles: {
      29: '设立公司应当申请设立登记',
      30: '提交申请书、章程等真实、合法、有效的材料；补正一次告知',
      32: '公司登记事项并公示',
      33: '发给营业执照，签发日期为成立日期；电子营业执照同等效力',
    } },
  ],
  articles: {
    6: '设立公司应当申请设立登记，须报批的先办批准',
    7: '发给营业执照，签发日期为成立日期',
    23: '设立有限责任公司的条件',
    25: '章程应当载明的事项',
    29: '认足出资后报送申请书、章程等申请设立登记',
  },
}
