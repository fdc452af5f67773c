import { Printer } from 'lucide-react'
import type { OutputOf } from '../../../contract/client.ts'
import { get } from '../../../contract/casework.ts'
import { Icon } from '../../kit/icon.tsx'

type Ref = OutputOf<typeof get>['acts'][number]['documents'][number]

export const documentHref = (caseId: string, documentId: string) => `/api/v1/cases/${caseId}/documents/${documentId}`

/** The paper itself: the PDF that was filed, always the same bytes. The desk's printer takes it from the browser. */
export function PrintLink(p: { case: string; of: Ref; word?: string; short?: boolean }) {
  return <a className="with-icon" href={documentHref(p.case, p.of.id)} download><Icon of={Printer} />{p.word && `${p.word}　`}{p.of.title}{!p.short && p.of.number && <span className="number second">　{p.of.number}</span>}</a>
}

/** sends a document to the printer of the desk: the browser opens or saves the PDF, as it is set up there */
export function print(caseId: string, documentId: string): void {
  const link = document.createElement('a')
  link.href = documentHref(caseId, documentId)
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
