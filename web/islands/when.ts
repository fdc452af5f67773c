import { holds, type Answers, type Condition } from '../../law/kernel/condition.ts'

/** Shows a field only while its condition holds for the answers typed so far. The same function decides on the server. */
export function when(element: HTMLElement): void {
  const form = element.closest('form')
  if (!form) return
  const condition = JSON.parse(element.dataset.when!) as Condition
  const known = JSON.parse(element.dataset.known ?? '{}') as Answers
  const look = () => {
    const on = holds(condition, { ...known, ...answersOf(form) })
    element.toggleAttribute('data-off', !on)
    for (const input of element.querySelectorAll<HTMLInputElement>('input,select,textarea')) input.disabled = !on
  }
  form.addEventListener('change', look)
  look()
}

function answersOf(form: HTMLFormElement): Answers {
  const out: Record<string, unknown> = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue
    const before = out[name]
    out[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return out
}
