import { useId, useState } from 'react'
import { cancelGrounds } from '../../law/credential/holderState.ts'
import { common, fields as labels, options } from '../text/zh-CN/registryDesk.ts'

/*
 * What each act on a body or a credential asks for, once for every desk. `~` = kept apart as personal, `?` = a tick, `#` = a number, `@` = a day, `=` = one of a
 * list, `…` = several words. The law judges what comes in; a form only asks.
 */
const evidence = ['?exams.public', '?exams.professional', '#hours']
export const asks: Readonly<Record<string, readonly string[]>> = {
  submit: evidence, renew: evidence, refused: ['@on', '~reason'], issue: ['~number', '@issuedOn', '@validTo'], renewed: ['@issuedOn', '@validTo'], check: ['#year', '=grade'], suspend: ['document', '~ground', '@until', '~reason'], tell: [],
  giveBack: ['@trainedOn', '@examPassedOn'], revoke: ['document', '~ground', '~reason'], cancel: ['=ground', '@on', '~reason'], propose: ['=what', '~ground', '~reason'], declineProposal: ['~reason'], moveBody: ['=body'], correct: ['=field', 'value'], photo: ['~photo'], returnCard: ['@on'],
  announce: ['number', '@on'], entrust: ['=principal', '@from', '@until', '?published', '?qualified'], endEntrustment: ['@on'], resume: ['document'], merge: ['=successor', '@on'], abolish: ['document', '@on'], setDomains: ['…domains'],
}
/** a body is suspended by a document alone */
export const bodyAsks: Readonly<Record<string, readonly string[]>> = { ...asks, suspend: ['document'] }
export const applyAsks = ['name', 'idNumber', '=establishment', 'post', 'education', 'domain', '?lawQualified'] as const
export const registerAsks = ['bodyName', 'uscc', '=kind', 'level', 'basis', '…domains'] as const

export type Values = Readonly<Record<string, string | boolean>>
type Choices = Readonly<Record<string, readonly (readonly [string, string])[]>>
const named = (ask: string): string => ask.replace(/^[~?#@=…]/u, '')

/** The form of one act. `choices`: lists that the page knows (bodies). What was typed stays until it was done. */
export function ActForm(p: { asks: readonly string[]; go: string; destroys?: boolean; busy: boolean; choices?: Choices; cancel?: boolean; /** what to know of a field, by name */ hints?: Readonly<Record<string, string>>; onGo(values: Values): Promise<boolean> }) {
  const id = useId()
  const [values, set] = useState<Record<string, string | boolean>>({})
  const known: Choices = { ...options, ...(p.cancel ? { ground: Object.entries(cancelGrounds).filter(([k]) => k !== 'cleanOut') } : {}), ...p.choices }
  return (
    <form className="tr-form" onSubmit={(e) => { e.preventDefault(); void p.onGo(values).then((done) => { if (done) set({}) }) }}>
      {p.asks.map((ask) => {
        const name = named(ask)
        const at = id + name
        const label = labels[name] ?? name
        if (ask.startsWith('?')) return <div key={name}><label className="tick"><input type="checkbox" checked={values[name] === true} onChange={(e) => set({ ...values, [name]: e.target.checked })} />{label}</label></div>
        const change = (e: { target: { value: string } }) => set({ ...values, [name]: e.target.value })
        const value = String(values[name] ?? '')
        return (
          <div key={name} className={name === 'reason' || name === 'basis' ? 'wide-cell' : undefined}>
            <label htmlFor={at}>{label}</label>
            {ask.startsWith('=') ? <select id={at} className="input" value={value} onChange={change}><option value="">{common.choose}</option>{(known[name] ?? []).map(([k, word]) => <option key={k} value={k}>{word}</option>)}</select>
              : name === 'reason' ? <textarea id={at} className="input" rows={2} value={value} onChange={change} maxLength={500} />
                : <input id={at} className="input" aria-describedby={p.hints?.[name] ? at + 'h' : undefined} type={ask.startsWith('@') ? 'date' : ask.startsWith('#') ? 'number' : 'text'} step="any" value={value} onChange={change} autoComplete="off" />}
            {p.hints?.[name] && <p id={at + 'h'} className="second small">{p.hints[name]}</p>}
          </div>
        )
      })}
      <p className="wide-cell"><button className={`button ${p.destroys ? 'destroy' : 'second'}`} disabled={p.busy}>{p.go}</button></p>
    </form>
  )
}

/** what was typed, as the act's endpoint takes it: what was left empty is left out, and judged as missing by the rule that asks for it */
export function bodyOf(asked: readonly string[], values: Values): { payload: Record<string, unknown>; personal: Record<string, unknown> } {
  const payload: Record<string, any> = {}
  const personal: Record<string, unknown> = {}
  for (const ask of asked) {
    const name = named(ask)
    const typed = values[name]
    const said = typeof typed === 'string' ? typed.trim() : typed
    if (ask.startsWith('…')) payload[name] = String(said ?? '').split(/[、，,\s]+/).filter((x) => x)
    else if (ask.startsWith('?') && !name.includes('.')) payload[name] = said === true
    else if (said === undefined || said === '' || said === false) continue
    else if (ask.startsWith('~')) personal[name] = said
    else if (name.includes('.')) { const [group, key] = name.split('.') as [string, string]; payload[group] = { ...payload[group], [key]: said } }
    else payload[name] = ask.startsWith('#') ? Number(said) : said
  }
  if ('field' in payload || asked.includes('=field')) {
    const { field, value } = payload
    return { payload: { fields: field ? [field] : [] }, personal: field && value ? { values: { [field]: value } } : {} }
  }
  return { payload, personal }
}
