import 'virtual:tokens.css'
import './kit/css/base.css'
import './kit/css/frame.css'
import './kit/css/control.css'
import './kit/css/parts.css'
import './kit/css/pages.css'
import './kit/css/paper.css'
import { basis } from './islands/basis.ts'
import { guard } from './islands/guard.ts'
import { live } from './islands/live.ts'
import { offline } from './islands/offline.ts'
import { sign } from './islands/sign.ts'
import { speak } from './islands/speak.ts'
import { when } from './islands/when.ts'

/**
 * Islands: small pieces of behaviour on top of pages that work without them. Each takes the element that names it in
 * `data-island`. No framework is loaded in the citizen's browser: the pages are done when they arrive.
 */
const islands: Record<string, (element: HTMLElement) => void> = {
  basis, guard, live, offline, sign, speak, when,
  focus: (element) => element.focus(),
  print: (element) => element.addEventListener('click', () => window.print()),
}

/** Starts every island under a root; called again for what `live` has replaced. */
export function start(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-island]')) {
    for (const name of element.dataset.island!.split(' ')) islands[name]?.(element)
  }
}

document.addEventListener('islands', (e) => start(e.target as HTMLElement))
start(document)
