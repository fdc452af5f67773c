import { createContext, useContext } from 'react'
import type { Mode, SessionFrame } from '../../contract/views.ts'
import { words, type Words } from '../text/index.ts'

/** What every component of a page may ask for: how it is shown, who is signed in, and the words. */
export interface Page { mode: Mode; session: SessionFrame | null; words: Words }

const Context = createContext<Page | null>(null)

export function PageProvider(p: { mode: Mode; session: SessionFrame | null; children: React.ReactNode }) {
  return <Context value={{ mode: p.mode, session: p.session, words: words(p.mode.lang) }}>{p.children}</Context>
}

/** Throws outside a PageProvider: a component without words would be silently empty. */
export function usePage(): Page {
  const page = useContext(Context)
  if (!page) throw new Error('no PageProvider above this component')
  return page
}
