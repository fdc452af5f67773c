/**
 * Keeps a second press from sending a form twice (the idempotency key would catch it; this says so to the eye), and warns
 * before typed answers are left behind unsaved.
 */
export function guard(element: HTMLElement): void {
  const form = element as HTMLFormElement
  let sent = false
  form.addEventListener('submit', (e) => {
    if (sent) return e.preventDefault()
    sent = true
    ;(e as SubmitEvent).submitter?.setAttribute('aria-busy', 'true')
  })
  // Back from the cache of the browser: the form may be sent again.
  window.addEventListener('pageshow', () => {
    sent = false
    for (const b of form.querySelectorAll('[aria-busy]')) b.removeAttribute('aria-busy')
  })
  if (!form.querySelector('input[name="_rev"]')) return
  let typed = false
  form.addEventListener('input', () => { typed = true })
  window.addEventListener('beforeunload', (e) => { if (typed && !sent) e.preventDefault() })
}
