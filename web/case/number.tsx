/**
 * A case number as people read it: 43 digits in the groups that they mean (organ, item, day, number), set apart by space on
 * the screen only, so that copying gives the number itself. Other numbers stay as they are.
 */
export function CaseNumber(p: { of: string }) {
  const groups = p.of.length === 43 ? [p.of.slice(0, 18), p.of.slice(18, 31), p.of.slice(31, 39), p.of.slice(39)] : [p.of]
  return <span className="number case-number">{groups.map((g, i) => <span key={i}>{g}</span>)}</span>
}
