/**
 * A case number as people read it: 43 digits in the groups that they mean (organ, item, day, number), and that of a 一件事
 * likewise (city, day, number), set apart by space on the screen only, so that copying gives the number itself. Other numbers stay as they are.
 */
export function CaseNumber(p: { of: string }) {
  const groups = p.of.length === 43 ? [p.of.slice(0, 18), p.of.slice(18, 31), p.of.slice(31, 39), p.of.slice(39)] : /^(\d{6}YJS)(\d{8})(\d+)$/.exec(p.of)?.slice(1) ?? [p.of]
  return <span className="number case-number">{groups.map((g, i) => <span key={i}>{g}</span>)}</span>
}

/** A long number with dots, such as a licence's: where it does not fit, it goes on after a dot and never within a part. */
export function DottedNumber(p: { of: string }) {
  return <span className="parts">{p.of.split(/(?<=\.)/).map((x, i) => <span key={i}>{x}</span>)}</span>
}
