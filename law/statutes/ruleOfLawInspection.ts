import type { Statute } from './statute.ts'

export const ruleOfLawInspection: Statute = {
  title: '法治政府建设与责任落实督察工作规定',
  fullTitle: '法治政府建设与责任落实督察工作规定',
  level: '规范性文件',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { from: '2019-04-15', tag: 'from memory' },
  ],
  articles: {
    7: '党委、政府和部门的领导班子每年至少举办两次法治专题讲座（第七至九条）',
  },
}
