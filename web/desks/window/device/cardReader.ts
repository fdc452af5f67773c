/** What a card of residence tells the window: number and name as printed on it. */
export interface Card { idNumber: string; name?: string }

/**
 * The reader on the counter. The city's own reader puts an object of this shape on `window.yichuangCardReader` (its vendor's
 * bridge does that); without one, the demo has a simulator and everybody can type.
 */
export interface CardReader {
  /** null when no card lies on it */
  read(): Promise<Card | null>
}

declare global {
  interface Window { yichuangCardReader?: CardReader }
}

export const attachedReader = (): CardReader | undefined => window.yichuangCardReader

/** cards of the demo city's invented citizens (packs/xuchang/people.yaml; a test compares), for the simulator only */
export const demoCards: readonly Required<Card>[] = [
  { name: '陈守田', idNumber: '411024196203151235' },
  { name: '刘建平', idNumber: '411002197608192138' },
  { name: '马晓蕾', idNumber: '411003199003070029' },
  { name: '鲁成栋', idNumber: '411002197911023177' },
  { name: '齐桂芝', idNumber: '411081194312260287' },
]
