/** options of a question, the right ones marked in words and weight */
export function Options(p: { of: readonly string[]; right: readonly string[]; beside?: (letter: string) => string }) {
  return (
    <ul className="x-options">
      {p.of.map((o, i) => {
        const letter = String.fromCharCode(65 + i)
        const right = p.right.includes(letter)
        return <li key={letter} className={right ? 'x-right' : ''}>{letter}　{o}{right && ' ✓'}{p.beside && <span className="second small">　{p.beside(letter)}</span>}</li>
      })}
    </ul>
  )
}
