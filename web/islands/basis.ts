/** 依据: opens the article beside the text instead of leaving the page. Anything that goes wrong falls back to the link. */
export function basis(element: HTMLElement): void {
  const link = element as HTMLAnchorElement
  link.addEventListener('click', (e) => {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return
    e.preventDefault()
    void open(link)
  })
}

async function open(link: HTMLAnchorElement): Promise<void> {
  let article: Element | null
  try {
    const answer = await fetch(link.href, { headers: { accept: 'text/html' } })
    if (!answer.ok) throw new Error(String(answer.status))
    article = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('article')
    if (!article) throw new Error('no article')
  } catch {
    location.href = link.href
    return
  }
  document.querySelector('.basis-aside')?.remove()
  const english = document.documentElement.lang === 'en'
  const aside = document.createElement('aside')
  aside.className = 'basis-aside'
  aside.setAttribute('role', 'dialog')
  aside.setAttribute('aria-label', link.textContent ?? '')
  const head = document.createElement('header')
  const page = document.createElement('a')
  page.href = link.href
  page.textContent = english ? 'Open this article' : '打开这一条的网页'
  const close = document.createElement('button')
  close.type = 'button'
  close.className = 'linklike'
  close.textContent = english ? 'Close' : '收起依据'
  head.append(page, close)
  // Adopted nodes of our own same-origin page; its text was escaped by the renderer.
  const matter = document.adoptNode(article)
  matter.removeAttribute('id')
  aside.append(head, matter)
  document.body.append(aside)
  const shut = () => { aside.remove(); document.removeEventListener('keydown', onKey); link.focus() }
  const onKey = (e: KeyboardEvent) => { if (e.key === 'Escape') shut() }
  close.addEventListener('click', shut)
  document.addEventListener('keydown', onKey)
  close.focus()
}
