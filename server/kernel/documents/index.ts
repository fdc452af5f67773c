/**
 * 文书: templates as data, the row in the act's transaction, the PDF afterwards. The only file of this folder that others import.
 */
export { createRenderer, type Rendered, type Renderer, type RendererOptions } from './render.ts'
export { demoSeal, type Seal, type SealProvider, type SealRequest } from './seal.ts'
export { DocumentRefused, readTemplates, type DocumentFault, type Template, type Templates } from './templates.ts'
export {
  documentsOf, insertDocuments, isIntact, markServed, prepareDocument, readDocument,
  type DocumentRow, type NewDocument, type PreparedDocument, type StoredDocument,
} from './store.ts'
export { digestOf } from './digest.ts'
