import { useState } from 'react'
import { ProblemError } from '../../../contract/client.ts'
import type { Problem } from '../../../contract/problem.ts'
import { bodyActs, body as bodyEndpoint, bodies, holder, holderActs, holders, summary } from '../../../contract/credentials.ts'
import type { Endpoint } from '../../../contract/endpoint.ts'
import { ActForm, asks, bodyAsks, bodyOf } from '../../case/credentialForm.tsx'
import { upload } from '../../case/upload.ts'
import { one as t } from '../../text/zh-CN/registryDesk.ts'
import { useDo, useRefresh } from './api.ts'
import { Trouble } from './states.tsx'

type Offered = readonly { type: string; name: string }[]
type Choices = Readonly<Record<string, readonly (readonly [string, string])[]>>
const taking: ReadonlySet<string> = new Set(['revoke', 'cancel', 'suspend', 'abolish', 'merge'])

/** What can be done to a credential or a body now, each with its form; on every desk that may do it. `first`: these stand open. */
export function FileActs(p: { of: 'holders' | 'bodies'; id: string; seq: number; allowed: Offered; choices?: Choices; first?: readonly string[]; /** account of the holder, under which a photograph lies */ owner?: string | null; onDone(name: string): void }) {
  if (!p.allowed.length) return <p className="tr-none">{t.noActs}</p>
  return <div className="cr-acts">{p.allowed.map((a) => <OneAct key={a.type} {...p} act={a} />)}</div>
}

function OneAct(p: Parameters<typeof FileActs>[0] & { act: Offered[number] }) {
  const defs: readonly { type: string; endpoint: Endpoint<any, any, any, any> }[] = p.of === 'holders' ? holderActs : bodyActs
  const [sending, setSending] = useState<Problem>()
  const asked = (p.of === 'holders' ? asks : bodyAsks)[p.act.type] ?? []
  const doing = useDo(defs.find((d) => d.type === p.act.type)!.endpoint)
  const refresh = useRefresh()
  const go = async (values: Parameters<Parameters<typeof ActForm>[0]['onGo']>[0]) => {
    const done = await doing.run({ params: { id: p.id }, body: bodyOf(asked, values) } as never, { ifMatch: p.seq })
    if (!done) return false
    p.onDone(p.act.name)
    await refresh(holder, holders, bodyEndpoint, bodies, summary)
    return true
  }
  const photo = async (file: File) => {
    setSending(undefined)
    try {
      await go({ photo: (await upload(file, p.owner!)).sha256 })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setSending(error.problem)
    }
  }
  if (p.act.type === 'photo')
    return (
      <details>
        <summary>{p.act.name}</summary>
        <Trouble of={sending ?? doing.problem} again={() => { setSending(undefined); doing.clear() }} />
        {p.owner ? <p><label>{t.photoPick} <input type="file" accept="image/jpeg,image/png,image/webp" disabled={doing.busy} onChange={(e) => { if (e.target.files?.[0]) void photo(e.target.files[0]) }} /></label></p> : <p className="second small">{t.photoNoAccount}</p>}
      </details>
    )
  return (
    <details open={p.first?.includes(p.act.type)}>
      <summary>{p.act.name}</summary>
      <Trouble of={doing.problem} again={() => { doing.clear(); void refresh(holder, bodyEndpoint) }} />
      <ActForm asks={asked} go={p.act.name} destroys={taking.has(p.act.type)} busy={doing.busy} cancel={p.act.type === 'cancel'} {...(p.of === 'holders' && p.act.type === 'suspend' ? { hints: { document: t.documentHint } } : {})} {...(p.choices ? { choices: p.choices } : {})} onGo={go} />
    </details>
  )
}
