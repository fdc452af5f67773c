/** Reads the page's main text aloud, a sentence at a time, so that long pages do not break off; a second press stops it. */
export function speak(element: HTMLElement): void {
  if (!('speechSynthesis' in window)) { element.hidden = true; return }
  const show = (on: boolean) => {
    element.setAttribute('aria-pressed', String(on))
    for (const part of element.querySelectorAll<HTMLElement>('[data-when]')) part.hidden = part.dataset.when !== (on ? 'on' : 'off')
  }
  element.addEventListener('click', () => {
    const running = element.getAttribute('aria-pressed') === 'true'
    speechSynthesis.cancel()
    show(!running)
    if (running) return
    const said = sentences(document.getElementById('main')!)
    said.forEach((text, i) => {
      const words = new SpeechSynthesisUtterance(text)
      words.lang = 'zh-CN'
      words.rate = 0.9
      if (i === said.length - 1) words.onend = () => show(false)
      speechSynthesis.speak(words)
    })
    if (!said.length) show(false)
  })
  window.addEventListener('pagehide', () => speechSynthesis.cancel())
}

/** What is seen, in order: blocks of text without controls' values, codes and drawings. */
function sentences(root: HTMLElement): string[] {
  const out: string[] = []
  const blocks = root.querySelectorAll<HTMLElement>('h1,h2,h3,p,li,dt,dd,legend,label,summary,th,td')
  for (const block of blocks) {
    if (block.closest('svg,.away,[hidden]') || !block.offsetParent || block.querySelector('h1,h2,p,li,dt,dd,label,td')) continue
    const text = block.innerText.replace(/\s+/g, ' ').trim()
    if (text) out.push(...(text.match(/[^。！？；]+[。！？；]?/g) ?? [text]))
  }
  return out
}
