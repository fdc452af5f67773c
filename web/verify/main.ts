import { entryLines, namesUnproven, paperLines, sayVerdict } from '../../contract/sayProof.ts'
import { actName } from '../../law/actNames.ts'
import { judge, parsePolicy, readHanded, type Handed, type HandedFile, type Judgement } from '../../proof/index.ts'
import { verify as t } from '../text/zh-CN/verify.ts'

/* The verifier on a memory stick: files in, one sentence out. It asks no server for anything; the page's own policy forbids it. */


type Part = Node | string | undefined | false
function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Record<string, string>, ...children: Part[]): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag)
  for (const [k, v] of Object.entries(props)) node.setAttribute(k, v)
  // text only ever becomes text: what stands in a file is never read as markup
  node.append(...children.filter((c) => c !== undefined && c !== false) as (Node | string)[])
  return node
}
const list = (lines: [string, string][]) => el('dl', {}, ...lines.flatMap(([k, v]) => [el('dt', {}, k), el('dd', {}, v)]))

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

let policy: HandedFile | undefined
let files: HandedFile[] = []

const read = (chosen: Iterable<File>) => Promise.all([...chosen].map(async (f) => ({ name: f.name, bytes: new Uint8Array(await f.arrayBuffer()) })))
const isPolicy = async (f: HandedFile) => (await readHanded([f], inflate)).policy?.fromDocument === false

const policyWord = el('p', { role: 'status', id: 'policy-word' })
const result = el('div', { 'aria-live': 'polite', id: 'result' })
const typed = el('textarea', { id: 'typed', spellcheck: 'false', autocomplete: 'off' })

async function takePolicy(f: HandedFile): Promise<void> {
  try {
    const handed = await readHanded([f], inflate)
    const parsed = parsePolicy(handed.policy!.text)
    policy = f
    policyWord.textContent = t.policyHave(parsed.logs.length, parsed.witnesses.size, f.name)
  } catch {
    policyWord.textContent = t.policyBad
  }
}

async function takeFiles(chosen: HandedFile[]): Promise<void> {
  const rules: boolean[] = await Promise.all(chosen.map(isPolicy))
  for (const [i, f] of chosen.entries()) if (rules[i]) await takePolicy(f)
  files = [...files, ...chosen.filter((_, i) => !rules[i])]
  if (files.length) await check()
}

async function check(): Promise<void> {
  const all = [...(policy ? [policy] : []), ...files]
  if (typed.value.trim()) all.push({ name: t.typed, bytes: new TextEncoder().encode(typed.value) })
  if (!files.length && !typed.value.trim()) return void result.replaceChildren(el('p', { class: 'sheet' }, t.nothing))
  result.replaceChildren(el('p', { class: 'sheet' }, t.working))
  const handed = await readHanded(all, inflate)
  result.replaceChildren(shown(handed, judge(handed)))
  result.scrollIntoView({ block: 'start' })
}

function shown(handed: Handed, j: Judgement): HTMLElement {
  const own = handed.policy?.fromDocument === true
  const look = !j.ok ? 'bad' : own ? 'unsure' : 'good'
  const said = sayVerdict(j)
  return el('section', { class: `sheet stack verdict ${look}`, 'data-verdict': j.ok ? (own ? 'unsure' : 'ok') : j.code },
    el('h2', {}, look === 'bad' ? t.bad : look === 'unsure' ? t.unsure : j.ok && !j.inclusion ? t.receiptOnly : t.good),
    el('p', { class: 'say' }, said[0]!), ...said.slice(1).map((s) => el('p', {}, s)),
    own && el('p', { class: 'say' }, t.policyFromDocument), own && el('div', { class: 'stack' }, el('h3', {}, t.keys), el('pre', {}, handed.policy!.text)),
    handed.unknown.length > 0 && el('p', { class: 'second' }, t.unknownFiles(handed.unknown.join('、'))),
    ...(j.ok ? proven(handed, j) : []),
    el('details', {}, el('summary', {}, t.technical), technical(j)),
    el('div', { class: 'row' }, button(t.print, () => window.print()), button(t.again, () => { files = []; typed.value = ''; result.replaceChildren() })))
}

function proven(handed: Handed, j: Judgement): HTMLElement[] {
  return [
    ...(j.entry ? [el('h3', {}, t.entry), list(entryLines(j.entry, actName, j.names)), ...(j.names?.item || j.names?.organ ? [el('p', { class: 'second' }, namesUnproven)] : [])] : []),
    ...(j.paper ? [el('h3', {}, t.paper), list(paperLines(j.paper))] : handed.pdf ? [el('p', {}, t.paperNone)] : []),
  ]
}

function technical(j: Judgement): HTMLElement {
  if (!j.ok) return list([['code', j.code], ['detail', j.detail]])
  const i = j.inclusion
  return list([
    ...(i ? [[t.log, i.origin], [t.size, String(i.size)], [t.leaf, i.leaf], [t.root, i.root]] as [string, string][] : []),
    ...(j.receipt ? [[t.log, j.receipt.origin], [t.leaf, j.receipt.leaf]] as [string, string][] : []),
  ])
}

function button(words: string, press: () => void, look = ''): HTMLElement {
  const b = el('button', { type: 'button', ...(look ? { class: look } : {}) }, words)
  b.addEventListener('click', press)
  return b
}

function chooser(words: string, id: string, take: (f: HandedFile[]) => Promise<void>): HTMLElement {
  const input = el('input', { type: 'file', id, ...(id === 'files' ? { multiple: '' } : {}) })
  input.addEventListener('change', async () => {
    await take(await read(input.files ?? []))
    input.value = ''
  })
  return el('label', { class: 'choose' }, words, input)
}

const drop = el('div', { class: 'drop', id: 'drop' }, t.drop, ' ', chooser(t.choose, 'files', takeFiles))
for (const kind of ['dragover', 'dragleave', 'drop'] as const)
  document.addEventListener(kind, (e) => {
    e.preventDefault()
    drop.classList.toggle('over', kind === 'dragover')
    if (kind === 'drop' && e.dataTransfer?.files.length) void read(e.dataTransfer.files).then(takeFiles)
  })

let elder = 0
document.title = t.title
document.getElementById('page')!.replaceChildren(
  el('div', { class: 'head' }, el('h1', {}, t.title), button(t.bigger, () => { elder = (elder + 1) % 4; document.documentElement.dataset.elder = String(elder) })),
  el('p', { class: 'second' }, t.lead),
  // the served page says where to get the one for a memory stick; the one on the stick is that already
  location.protocol === 'file:' ? '' : el('p', {}, el('a', { href: '/verify/yichuang-verify.html', download: '' }, t.saved)),
  el('section', { class: 'sheet stack asks' }, el('h2', {}, t.policyTitle), el('p', { class: 'second' }, t.policyLead),
    chooser(t.policyChoose, 'policy', async ([f]) => { if (f) await takePolicy(f) }), policyWord),
  el('section', { class: 'sheet stack asks' }, el('h2', {}, t.filesTitle), el('p', { class: 'second' }, t.filesLead), drop,
    el('label', { for: 'typed' }, t.typed), typed, el('div', { class: 'row' }, button(t.check, () => void check(), 'primary'))),
  result,
)
