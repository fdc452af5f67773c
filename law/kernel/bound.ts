/** the words by which statutes set a limit */
export type BoundWord = '以上' | '以下' | '以内' | '届满' | '超过' | '不满' | '以外'

/** Does a number lie within 「limit」 and its word? 以上、以下、以内、届满 include the number itself; 超过、不满、以外 exclude it (G-07; 民法典 1259). */
export function within(word: BoundWord, limit: number, value: number): boolean {
  switch (word) {
    case '以上':
    case '届满':
      return value >= limit
    case '以下':
    case '以内':
      return value <= limit
    case '超过':
    case '以外':
      return value > limit
    case '不满':
      return value < limit
  }
}
