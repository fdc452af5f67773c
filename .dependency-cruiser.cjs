// The walls of the house: which room may import which. ARCHITECTURE.md says why; tests/house/walls.test.ts runs this over
// the tree (no violation) and over tests/house/planted, where each rule has one violation that must be reported.

/** modules of the server, lowest first; those in one row may not see each other, and nobody may look up */
const ranks = [
  ['directory'],
  ['catalogue'],
  ['licences'],
  ['casework'],
  ['credentials'],
  ['hall', 'enforcement', 'decisions'],
  ['supervision'],
  ['assessment'],
]

const tests = '[.]test[.]tsx?$'
const npm = (...names) => names.map((n) => `(^|/)node_modules/${n}/`)
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

const law = [
  forbid('law-pure', 'law has no I/O: nothing from outside the room, no package, nothing of Node', { path: '^law/', pathNot: tests }, { pathNot: '^law/' }),
  forbid('law-kernel-lowest', 'the vocabulary rests on nothing', { path: '^law/kernel/', pathNot: tests }, { path: '^law/', pathNot: '^law/kernel/' }),
  forbid('law-calendar-statutes', 'days and statutes know the vocabulary only', { path: '^law/(calendar|statutes)/', pathNot: tests }, { path: '^law/', pathNot: ['^law/kernel/', '^law/$1/'] }),
  forbid('law-item-below-procedures', 'rules on service items know no procedure', { path: '^law/item/', pathNot: tests }, { path: '^law/', pathNot: '^law/(kernel|calendar|statutes|item)/' }),
  forbid('law-no-sibling', 'a procedure never reads another: what they share belongs to the kernel', { path: '^law/(?!kernel|calendar|statutes|item)([^/]+)/', pathNot: tests },
    { path: '^law/[^/]+', pathNot: ['^law/(kernel|calendar|statutes|item)/', '^law/$1/'] }),
  forbid('law-item-types-only', 'a procedure may know what an item looks like, not how items are checked', { path: '^law/(?!kernel|calendar|statutes|item)[^/]+/', pathNot: tests },
    { path: '^law/item/', dependencyTypesNot: ['type-only'] }),
]

const pure = [
  forbid('proof-pure', 'the verifier runs in a browser too: hash and signature libraries, nothing else', { path: '^proof/', pathNot: tests },
    { pathNot: ['^proof/', ...npm('@noble/hashes', '@noble/curves', 'sm-crypto-v2')] }),
  forbid('contract-only-law-and-zod', 'what crosses a wall belongs to no side', { path: '^contract/', pathNot: tests }, { pathNot: ['^contract/', '^law/', ...npm('zod')] }),
  forbid('contract-law-types-only', 'the contract names the shapes of law and runs none of it', { path: '^contract/', pathNot: tests }, { path: '^law/', dependencyTypesNot: ['type-only'] }),
]

const server = [
  forbid('kernel-never-upwards', 'the kernel knows no module and nothing above the modules', { path: '^server/kernel/', pathNot: tests }, { path: '^server/(modules|pages|cli)/|^server/(app|main|serve|audit|scrubber|demoWitnesses|cityRoutes|sunlogRoutes)[.]ts$' }),
  forbid('kernel-no-procedure', 'of law the kernel knows the vocabulary only', { path: '^server/kernel/', pathNot: tests }, { path: '^law/', pathNot: '^law/kernel/' }),
  forbid('module-never-upwards', 'a module does not know who composes it', { path: '^server/modules/' }, { path: '^server/(pages|cli)/|^server/(app|main|serve|audit|scrubber|demoWitnesses|cityRoutes|sunlogRoutes)[.]ts$' }),
  forbid('module-by-the-door', 'from one module to another only through index.ts', { path: '^server/modules/([^/]+)/' }, { path: '^server/modules/[^/]+/', pathNot: ['^server/modules/[^/]+/index[.]ts$', '^server/modules/$1/'] }),
  forbid('others-by-the-door', 'who composes, serves or tries modules comes through their doors; item search, which needs no database, has a second one',
    { pathNot: '^server/modules/' }, { path: '^server/modules/', pathNot: ['^server/modules/[^/]+/index[.]ts$', '^server/modules/catalogue/search/index[.]ts$'] }),
  ...ranks.slice(0, -1).map((row, i) => {
    const above = ranks.slice(i).flat()
    return forbid(`rank-of-${row.join('-')}`, 'modules look down by rank, never sideways or up', { path: `^server/modules/(${row.join('|')})/` },
      { path: `^server/modules/(${above.join('|')})/`, pathNot: '^server/modules/$1/' })
  }),
  forbid('pages-below-the-process', 'pages are bound by the composition root, not the other way round', { path: '^server/pages/' }, { path: '^server/cli/|^server/(app|main|serve|audit|scrubber|demoWitnesses|cityRoutes|sunlogRoutes)[.]ts$' }),
  forbid('witness-apart', 'a witness runs on somebody else\'s machine: evidence and Node, nothing of the city', { path: '^server/witness/', pathNot: tests },
    { pathNot: ['^server/witness/', '^proof/'], dependencyTypesNot: ['core'] }),
  forbid('server-never-web', 'the server takes pages from the built renderer only', { path: '^server/', pathNot: tests }, { path: '^web/' }),
  forbid('renderer-by-the-root', 'only the root of the process loads what was built from web', { path: '^(server|contract|law|proof)/', pathNot: '^server/(app|main)[.]ts$' }, { path: '^dist/' }),
]

const web = [
  forbid('web-never-server', 'web knows the server by its contract only', { path: '^web/' }, { path: '^(server|bin)/' }),
  forbid('desks-apart', 'a desk belongs to a person; what two desks share lies in case, form, kit', { path: '^web/desks/([^/]+)/' }, { path: '^web/desks/', pathNot: '^web/desks/$1/' }),
  forbid('shared-never-a-desk', 'what all desks share knows none of them', { path: '^web/(case|form|kit|islands|text)/' }, { path: '^web/desks/' }),
  forbid('shared-without-antd', 'shared components serve the citizen too; the staff theme wraps them', { path: '^web/(case|form|kit|islands)/' }, { path: npm('antd', '@ant-design/[^/]+') }),
  forbid('citizen-without-antd', 'pages for citizens and the public carry their own small CSS and no framework', { path: '^web/(ssr[.]tsx|client[.]ts|desks/(citizen|public|screens)/)' }, { path: npm('antd', '@ant-design/[^/]+') }),
]

const product = [
  forbid('product-never-tests', 'tests and tools know the product, not the other way round', { path: '^(law|proof|contract|server|web|bin)/', pathNot: tests }, { path: '^(tests|tools)/' }),
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...law, ...pure, ...server, ...web, ...product],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: '^tests/house/planted/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
}
