import { Button, type ButtonProps } from 'antd'
import { useEffect, useLayoutEffect, useRef, type Ref } from 'react'
import { overStore } from './signInAgain.ts'

export type KeyMap = Record<string, ((e: KeyboardEvent) => void) | undefined>

const writing = (e: KeyboardEvent) => {
  const at = e.target as HTMLElement | null
  return !!at && (at.isContentEditable || /^(TEXTAREA|SELECT)$/.test(at.tagName) || (at.tagName === 'INPUT' && !/^(checkbox|radio|button|submit)$/.test((at as HTMLInputElement).type)))
}

/**
 * Keys of the page that is open: names as in KeyboardEvent.key ('F8', 'Escape', 'j'). Letters and digits are left alone where
 * somebody writes; keys with Ctrl, Alt or Meta belong to the browser. The newest page that listens hears a key first, and
 * what it hears goes no further.
 */
export function useKeys(keys: KeyMap, enabled = true): void {
  const now = useRef(keys)
  // what is on the screen, not what is being prepared for it
  useLayoutEffect(() => { now.current = keys })
  useEffect(() => {
    if (!enabled) return
    const hear = (e: KeyboardEvent) => {
      if (e.defaultPrevented || e.ctrlKey || e.altKey || e.metaKey || e.isComposing) return
      const act = now.current[e.key]
      if (!act || (e.key.length === 1 && writing(e))) return
      // whoever must sign in again, or is in a dialog or menu, is not at the page behind it
      const at = document.activeElement
      if (overStore.get() || at?.closest('[role="dialog"]') || (e.key === 'Escape' && at?.closest('.ant-select-open'))) return
      e.preventDefault()
      act(e)
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [enabled])
}

/** a key as it is written on its button */
export function Kbd(p: { children: string }) {
  return <kbd className="kbd" aria-hidden="true">{p.children}</kbd>
}

/** A button that says what happens, with its key on it. The key itself is heard by useKeys of the page. */
export function KeyButton({ k, children, ...rest }: ButtonProps & { k: string; ref?: Ref<HTMLButtonElement> }) {
  return <Button {...rest} aria-keyshortcuts={k}><span className="key-word">{children}</span><Kbd>{k === 'Escape' ? 'Esc' : k}</Kbd></Button>
}
