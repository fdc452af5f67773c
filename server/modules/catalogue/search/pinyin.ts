import { pinyin } from 'pinyin-pro'

/** Syllables without tones, one for each Han character; letters and digits stay as they are. `ü` is written v. */
export function syllables(text: string): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' }).map((s) => s.toLowerCase())
}

/** One spelling for syllables that many speakers do not tell apart: zh/z, ch/c, sh/s, eng/en, ing/in, ang/an. */
export function fold(syllable: string): string {
  return syllable.replace(/^([zcs])h/, '$1').replace(/ng$/, 'n')
}

export const sound = (text: string) => syllables(text).join(' ')
export const foldedSound = (text: string) => syllables(text).map(fold).join(' ')
export const initials = (text: string) => syllables(text).map((s) => s[0] ?? '').join('')
