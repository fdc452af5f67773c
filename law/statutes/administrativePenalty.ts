import type { Statute } from './statute.ts'

export const administrativePenalty: Statute = {
  title: '行政处罚法',
  fullTitle: '中华人民共和国行政处罚法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2009-08-27', from: '2009-08-27', until: '2018-01-01', text: false, articles: {} },
    { adopted: '2017-09-01', from: '2018-01-01', until: '2021-07-15', text: false, articles: {} },
    { adopted: '2021-01-22', from: '2021-07-15' },
  ],
  articles: {
    30: '未成年人违法的处罚年龄',
    33: '轻微并及时改正、没有危害后果的不罚；初次违法且危害轻微并改正的可以不罚',
    37: '适用行为时的规定，新规定更轻或者不再认为违法的适用新规定',
    51: '公民二百元以下、单位三千元以下罚款或者警告，可以当场决定',
    52: '当场处罚出示证件、填写有编号的决定书并交付，写明救济途径和期限',
    59: '处罚决定书的六项内容和印章',
    85: '二日、三日、五日、七日是工作日',
  },
}
