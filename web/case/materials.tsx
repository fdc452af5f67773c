import { Files, FolderCheck, PencilLine, type LucideIcon } from 'lucide-react'
import type { MaterialLine } from '../../contract/views.ts'
import type { Material } from '../../law/item/item.ts'
import { Icon } from '../kit/icon.tsx'
import { usePage } from '../kit/page.tsx'
import { Basis } from './basis.tsx'

const icons: Record<Material['source'], LucideIcon> = { bring: Files, have: FolderCheck, fill: PencilLine }

/** 你带来 / 我们已有 / 现场填: the one complete list, what the person must bring first. */
export function Materials(p: { of: MaterialLine[]; heading?: 'h2' | 'h3'; extra?: (m: MaterialLine) => React.ReactNode }) {
  const { words } = usePage()
  const Heading = p.heading ?? 'h3'
  const t = words.guide
  if (!p.of.length) return <div><p className="lead">{t.none}</p><p className="second">{t.noneNote}</p></div>
  return (
    <div className="materials">
      {(['bring', 'fill', 'have'] as const).map((source) => {
        const lines = p.of.filter((x) => x.material.source === source)
        if (!lines.length) return null
        return (
          <section key={source} className={`material-group from-${source}`}>
            <Heading><Icon of={icons[source]} />{t.source[source]}<span className="second"> {t.sourceNote[source]}</span></Heading>
            <ul className="list-plain">{lines.map((x) => <MaterialRow key={x.material.id} of={x}>{p.extra?.(x)}</MaterialRow>)}</ul>
          </section>
        )
      })}
    </div>
  )
}

function MaterialRow(p: { of: MaterialLine; children?: React.ReactNode }) {
  const { words } = usePage()
  const t = words.guide
  const m = p.of.material
  const notes = [
    m.source === 'bring' ? t.copies(m.originals, m.copies, m.electronic) : '',
    m.source === 'have' && p.of.fromText ? t.from(p.of.fromText) : '',
    p.of.neededBy && p.of.neededBy.length > 1 ? t.shared : p.of.neededBy?.[0] ? t.only(p.of.neededBy[0]) : '',
    m.required ? '' : t.notRequired,
    m.tolerable ? t.tolerable : '',
    m.commitmentReplaceable ? t.commitment : '',
  ].filter(Boolean)
  return (
    <li className="material">
      <p className="material-name">{m.name}</p>
      {notes.length > 0 && <p className="material-notes second">{notes.join('　')}</p>}
      {m.hint && <p>{m.hint}</p>}
      {m.basis && <p className="small"><Basis of={m.basis} /></p>}
      {p.children}
    </li>
  )
}
