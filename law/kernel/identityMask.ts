/*
 * Masks of ordinary views (settled.md 3): by code point, so that a rare character outside the basic plane is one character.
 * They hide; they do not judge: what is typed wrongly is masked all the same.
 */

/** 张三 → 张*, 欧阳娜娜 → 欧***; a single character is hidden whole */
export function maskName(name: string): string {
  const chars = [...name.trim()]
  return chars.length < 2 ? '*'.repeat(chars.length) : chars[0] + '*'.repeat(chars.length - 1)
}

/** 411024********1235: six and four stay (law, passport and other numbers: never more than half) */
export function maskId(id: string): string {
  return keep(id.trim(), 6, 4)
}

/** 411***********1235: three and four stay; what may stand on a page for everybody (PI-07) */
export function maskIdPublic(id: string): string {
  return keep(id.trim(), 3, 4)
}

/** 138****5678 */
export function maskPhone(phone: string): string {
  return keep(phone.trim(), 3, 4)
}

/** keeps `head` and `tail`, or a quarter at each end where that would show more than half plus two */
function keep(text: string, head: number, tail: number): string {
  const chars = [...text]
  const n = chars.length
  const short = head + tail > Math.ceil(n / 2) + 2
  const [h, t] = short ? [Math.floor(n / 4), Math.floor(n / 4)] : [head, tail]
  return chars.slice(0, h).join('') + '*'.repeat(n - h - t) + chars.slice(n - t).join('')
}
