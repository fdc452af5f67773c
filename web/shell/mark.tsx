/** The mark: a lattice window of four panes with its sill; one pane is open and lit. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 34 34" fill="none" stroke="currentColor" aria-hidden="true" focusable="false">
      <rect x="5" y="3" width="24" height="24" strokeWidth="2.5" />
      <path d="M17 3v24M5 15h24" strokeWidth="2" />
      <path d="M19.6 5.6h6.8v6.8h-6.8z" fill="currentColor" stroke="none" />
      <path d="M1.5 31h31" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  )
}
