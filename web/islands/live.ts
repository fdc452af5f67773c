/**
 * Keeps a region current: asks for the same page with If-None-Match and replaces the region when it changed. Asks only
 * while the page is seen, slows down when the server cannot answer, stops when the case is closed.
 */
export function live(element: HTMLElement): void {
  const seconds = Number(element.dataset.seconds ?? 15)
  let wait = seconds
  const next = () => { setTimeout(() => void look(), wait * 1000) }
  const look = async () => {
    if (!element.isConnected || element.dataset.closed !== undefined) return
    if (document.hidden || navigator.onLine === false) return next()
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html', 'if-none-match': `"${element.dataset.etag}"` }, cache: 'no-store' })
      if (answer.status === 200) replace(element, await answer.text())
      wait = answer.ok || answer.status === 304 ? seconds : Math.min(wait * 2, 300)
    } catch {
      wait = Math.min(wait * 2, 300)
    }
    if (element.isConnected) next()
  }
  next()
}

function replace(element: HTMLElement, html: string): void {
  const fresh = new DOMParser().parseFromString(html, 'text/html')
  const part = fresh.getElementById(element.id)
  if (!part || part.dataset.etag === element.dataset.etag) return
  // A person who is typing or reading an opened box is not disturbed; the next round tries again.
  if (element.contains(document.activeElement) && document.activeElement !== document.body) return
  const before = element.querySelector<HTMLElement>('[data-say]')?.dataset.say
  // What the person had opened stays open.
  const opened = new Set([...element.querySelectorAll('details[open] > summary')].map((s) => s.textContent))
  element.replaceChildren(...part.childNodes)
  for (const summary of element.querySelectorAll('summary')) if (opened.has(summary.textContent)) summary.parentElement!.setAttribute('open', '')
  element.dataset.etag = part.dataset.etag
  if (part.dataset.closed !== undefined) element.dataset.closed = ''
  document.title = fresh.title
  element.dispatchEvent(new CustomEvent('islands', { bubbles: true }))
  const said = element.querySelector<HTMLElement>('[data-say]')
  if (said && said.dataset.say !== before && 'speechSynthesis' in window) {
    const words = new SpeechSynthesisUtterance(said.dataset.say)
    words.lang = 'zh-CN'
    speechSynthesis.speak(words)
  }
}
