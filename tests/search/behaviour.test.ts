import { describe, expect, it } from 'vitest'
import { createIndex, loadWords } from '../../server/modules/catalogue/search/index.ts'
import type { SearchEntry } from '../../server/modules/catalogue/search/index.ts'

const words = loadWords()

let next = 0
const item = (name: string, more: Partial<SearchEntry> = {}): SearchEntry =>
  ({ key: `t${next++}`, name, kind: 'item', aliases: [], topics: [], ...more })

const index = createIndex([
  item('公司设立登记', { group: '企业登记', department: '市场监督管理局' }),
  item('公司变更登记', { group: '企业登记' }),
  item('公司注销登记', { group: '企业登记' }),
  item('食品经营许可核发', { group: '食品经营许可', department: '市场监督管理局' }),
  item('食品经营许可变更', { group: '食品经营许可' }),
  item('食品经营许可延续', { group: '食品经营许可' }),
  item('食品经营许可补办', { group: '食品经营许可' }),
  item('食品经营许可注销', { group: '食品经营许可' }),
  item('往来港澳通行证签发'), item('港澳探亲签注'), item('普通护照签发'),
  item('居住证办理'), item('居民身份证办理'), item('居民身份证跨省异地办理'),
  item('社会保障卡申领'), item('社会保障卡挂失'), item('结婚登记预约'),
  item('不动产转移登记', { aliases: ['房产过户'] }),
  item('道路货物运输经营许可', { group: '道路货物运输经营许可' }),
  item('道路货物运输经营许可（换发）', { group: '道路货物运输经营许可' }),
  item('医疗器械生产许可', { department: '药品监督管理局' }),
  item('取水许可'), item('公租房租金缴纳'),
  { key: 'flowers', name: '开办花木公司', kind: 'bundle', aliases: ['开花店'], topics: ['企业开办'], text: '执照、刻章、税务、社保一次办' },
], words)

const first = (sentence: string) => index.search(sentence).hits[0]
const why = (sentence: string) => first(sentence)?.why.join('；') ?? ''

describe('search understands', () => {
  it.each([
    ['an everyday word for an official one', '我想开个奶茶店', '食品经营许可核发', '“奶茶店”即“食品…经营许可”'],
    ['a character of similar shape', '居往证', '居住证办理', '“居往证”按“居住证”查找（字形相近）'],
    ['a sound-alike', '港澳探亲签住', '港澳探亲签注', '读音相同'],
    ['two characters swapped', '社卡保', '社会保障卡申领', '字序颠倒'],
    ['traditional characters', '請問護照怎麼辦', '普通护照签发', '繁体“護照”按“护照”查找'],
    ['pinyin', 'juzhuzheng', '居住证办理', '“juzhuzheng”读作“居住证”（拼音）'],
    ['pinyin with spaces in a sentence', 'wo xiang ban hu zhao', '普通护照签发', '（拼音）'],
    ['initials', 'sfz', '居民身份证办理', '“sfz”读作“身份证”（拼音首字母）'],
    ['pinyin amid characters', '办shebaoka', '社会保障卡申领', '“shebaoka”读作“社保卡”（拼音）'],
    ['an alias', '房产过户', '不动产转移登记', '别名'],
    ['full-width letters', 'ｓｆｚ', '居民身份证办理', '首字母'],
  ])('%s: %s → %s', (_, sentence, name, reason) => {
    expect(first(sentence)?.name).toBe(name)
    expect(why(sentence)).toContain(reason)
  })

  it.each([
    ['餐馆的许可证丢了', '食品经营许可补办'], ['饭店不开了，取消许可', '食品经营许可注销'], ['饭店许可证快到期', '食品经营许可延续'],
    ['饭店许可证改名字，变更', '食品经营许可变更'], ['饭店办证', '食品经营许可核发'], ['社保卡被偷了', '社会保障卡挂失'],
  ])('what is wanted of a thing: %s → %s', (sentence, name) => {
    expect(first(sentence)?.name).toBe(name)
  })

  it('a bundle by what people call it, and says that it is one', () => {
    expect(first('想开花店')).toMatchObject({ key: 'flowers', kind: 'bundle' })
  })
})

describe('search ranks', () => {
  it('the general item before the special one of which nobody spoke', () => {
    const names = index.search('身份证').hits.map(({ name }) => name)
    expect(names.indexOf('居民身份证办理')).toBeLessThan(names.indexOf('居民身份证跨省异地办理'))
    expect(first('外地办身份证')?.name).toBe('居民身份证跨省异地办理')
  })

  it('a main item before its sub-items', () => {
    expect(first('道路货物运输')?.name).toBe('道路货物运输经营许可')
  })

  it('the very name first, also when it is the name of a variant', () => {
    expect(first('道路货物运输经营许可（换发）')?.name).toBe('道路货物运输经营许可（换发）')
  })

  it('the same list in the same order each time', () => {
    expect(index.search('开公司').hits).toEqual(index.search('开公司').hits)
  })
})

describe('search refuses to guess', () => {
  it.each(['', '   ', '？！', '吃了吗您', 'xqzvw', '😀😀', '\u0000\u202E', '𠮷𠮷'])('nothing for %j', (sentence) => {
    expect(index.search(sentence).hits).toEqual([])
  })

  it('stray characters in common are no hit, unless a long list is asked for', () => {
    expect(index.search('水壶').hits).toEqual([])
    expect(index.search('水壶', { faint: true }).hits.map(({ name }) => name)).toContain('取水许可')
  })

  it('a sentence of any length is answered', () => {
    expect(index.search(`居住证${'啊'.repeat(100_000)}`).hits[0]?.name).toBe('居住证办理')
  })

  it('two entries with one key', () => {
    expect(() => createIndex([item('甲', { key: 'a' }), item('乙', { key: 'a' })], words)).toThrow('同一个标识')
  })

  it('every hit says why, and none with an empty phrase', () => {
    for (const sentence of ['开公司', '社保', 'gs', '護照', '食品']) {
      for (const { why: reasons, name } of index.search(sentence).hits) {
        expect(reasons.length, `${sentence} → ${name}`).toBeGreaterThan(0)
        expect(reasons.every((r) => /\p{Script=Han}/u.test(r))).toBe(true)
      }
    }
  })
})
