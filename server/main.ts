import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Render } from '../contract/views.ts'
import { ConfigError, readConfig } from './kernel/config.ts'
import { launch } from './kernel/postgres/launcher.ts'
import { projectRoot } from './kernel/root.ts'

/**
 * The process: configuration, database, clock, application; then it listens and says where. Ends cleanly on TERM, INT and
 * HUP; anything else may kill it at any moment, and the next start loses nothing.
 * `spare`: folder of a cluster that a demonstration's new data folder may take (kernel/postgres/spare.ts).
 * @returns exit code when it could not start; otherwise runs until it is told to stop
 */
export async function start({ spare }: { spare?: string } = {}): Promise<number> {
  const began = performance.now()
  let config
  try {
    config = readConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
  // PostgreSQL is made and started by processes of its own, which takes as long as reading all other modules does here: so it begins
  // first, and this file imports nothing else at its top
  const said: string[] = []
  let say = (message: string): void => void said.push(message)
  const onLost = (error: Error): void => { process.stderr.write(`${error.message}\n`); process.exit(1) }
  const embedded = config.database.app ? undefined : launch({ folders: config.folders, exclusive: true, spare: config.profile === 'demo' ? spare : undefined, say: (message) => say(message), onLost })
  embedded?.catch(() => {}) // told by serve, which waits for it
  const { serve } = await import('./serve.ts')
  return serve({ config, began, embedded, onLost, render: await loadRender(), told: (log) => { say = log; said.splice(0).forEach(log) } })
}

/** dist/ssr.js, made by the web build; without it the API runs and pages answer 503 */
async function loadRender(): Promise<import('./kernel/http/index.ts').HttpOptions['render'] | undefined> {
  const file = join(projectRoot(), 'dist', 'ssr.js')
  if (!existsSync(file)) return undefined
  const { render } = (await import(pathToFileURL(file).href)) as { render: Render }
  const { assets } = await import('./pages/assets.ts')
  const files = assets(join(projectRoot(), 'dist', 'web'))
  return (page) => render({ ...page, props: page.props as never, assets: files })
}
